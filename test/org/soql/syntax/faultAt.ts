// The refusals that point at a place in the query: an excerpt of its line, a caret, row and column, then the reason.
// Recorded answers show the line cut at words, some forty characters to either side of the caret.
import { OrgFault } from '../../model.ts';

const CONTEXT = 40;

/** Where the excerpt begins and ends in `line` around column `column` (0-based), cut at words. */
function excerptBounds(line: string, column: number): readonly [number, number] {
  let start = 0;
  if (column > CONTEXT) {
    start = column - CONTEXT;
    while (start < column && line[start - 1] !== ' ') start++;
  }
  let end = line.length;
  if (end > column + CONTEXT) {
    const space = line.lastIndexOf(' ', column + CONTEXT);
    end = space > column ? space : column + CONTEXT;
  }
  return [start, end];
}

/** An OrgFault whose message shows the place `at` (0-based offset) of the query `text` as Salesforce does. */
export function faultAt(text: string, at: number, errorCode: string, reason: string): OrgFault {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const row = text.slice(0, lineStart).split('\n').length;
  const column = at - lineStart;
  const [start, end] = excerptBounds(line, column);
  const caret = `${' '.repeat(column - start)}^`;
  const place = `ERROR at Row:${row}:Column:${column + 1}`;
  return new OrgFault(errorCode, `\n${line.slice(start, end)}\n${caret}\n${place}\n${reason}`);
}

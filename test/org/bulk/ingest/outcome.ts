// What became of a row, as a line of a job's results: the outcome's own columns, then the row's text just as it was
// uploaded ("Get Job Successful Record Results", "Get Job Failed Record Results").
import type { SaveError, SaveResult } from '../../dml/model.ts';

/** `CODE:message:Field1,Field2 --`; several errors follow one another after a semicolon. */
export function errorText(errors: readonly SaveError[]): string {
  return errors
    .map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fieldList(fields)}--`)
    .join(';');
}

function fieldList(fields: readonly string[]): string {
  return fields.length === 0 ? '' : `${fields.join(',')} `;
}

/** The header of the rows that were saved, or of those that failed; `header` is empty when nothing was uploaded. */
export function outcomeHeader(set: 'successful' | 'failed', header: string, delimiter: string): string {
  const own = ['"sf__Id"', set === 'successful' ? '"sf__Created"' : '"sf__Error"'];
  return [...own, header].filter((part) => part !== '').join(delimiter);
}

export function outcomeLine(result: SaveResult, row: string, delimiter: string): string {
  const second = result.success ? String(result.created) : errorText(result.errors).replaceAll('"', '""');
  return `"${result.id ?? ''}"${delimiter}"${second}"${delimiter}${row}`;
}

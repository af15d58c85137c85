// Where rows end in CSV whose every cell is quoted: at a line feed outside quotes. A doubled quote inside a cell
// leaves and re-enters the quotes, so it needs no care of its own.

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** The offset after each line, the header's first. */
export function rowEnds(csv: Buffer): number[] {
  const ends: number[] = [];
  let quoted = false;
  for (let at = 0; at < csv.length; at++) {
    if (csv[at] === QUOTE) quoted = !quoted;
    else if (csv[at] === LINE_FEED && !quoted) ends.push(at + 1);
  }
  return ends;
}

// Which of the rows whose answer was lost did the org create? Pure: rows that were sent on one side, rows that
// appeared since on the other, matched by what was written. Nothing is matched by likeness; what more than one
// explanation fits stays undecided.
import { sameSpelling } from './cells.ts';

export interface SentRow {
  readonly at: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

export interface AppearedRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, string | null>>;
}

export interface Arrivals {
  /** Place in the batch → new Id. */
  readonly arrived: ReadonlyMap<number, string>;
  /** Not created: every row that appeared is accounted for. */
  readonly absent: readonly number[];
  /** May have been created; rows have appeared that nothing accounts for. */
  readonly unclear: readonly number[];
}

/**
 * Matches rows by what was written; `types` are the fields' describe types. Rows whose cells are all equal are
 * interchangeable, and taken in the order in which they were made. A field that was not written says nothing: it may
 * hold a default.
 */
export function matchArrivals(
  sent: readonly SentRow[],
  appeared: readonly AppearedRow[],
  types: Types,
): Arrivals {
  const exact = pairByShape(sent, appeared, types);
  if (exact.sent.length === 0 || exact.appeared.length === 0)
    return { arrived: exact.pairs, absent: exact.sent.map(({ at }) => at), unclear: [] };
  const rest = pairByStableFields(exact.sent, exact.appeared, types);
  return {
    arrived: new Map([...exact.pairs, ...rest.pairs]),
    absent: [],
    unclear: rest.sent.map(({ at }) => at),
  };
}

type Types = Readonly<Partial<Record<string, string>>>;
type Cells = Pick<SentRow, 'cells'>;

interface Paired {
  readonly pairs: ReadonlyMap<number, string>;
  /** Without a partner. */
  readonly sent: readonly SentRow[];
  readonly appeared: readonly AppearedRow[];
}

const shapeOf = ({ cells }: Cells): string => Object.keys(cells).sort().join();
const keyOf =
  (fields: readonly string[], types: Types) =>
  ({ cells }: Cells): string =>
    JSON.stringify(fields.map((field) => sameSpelling(types[field], cells[field] ?? null)));

/** Rows that write most are paired first: what fits them fits fewer others. */
function pairByShape(sent: readonly SentRow[], appeared: readonly AppearedRow[], types: Types): Paired {
  const shapes = [...Map.groupBy(sent, shapeOf).values()].map((rows) => ({
    rows,
    fields: Object.keys(rows[0]?.cells ?? {}),
  }));
  let left: Paired = { pairs: new Map(), sent: [], appeared };
  for (const { rows, fields } of shapes.toSorted((a, b) => b.fields.length - a.fields.length)) {
    const paired = pair(rows, left.appeared, keyOf(fields, types));
    left = {
      pairs: new Map([...left.pairs, ...paired.pairs]),
      sent: [...left.sent, ...paired.sent],
      appeared: paired.appeared,
    };
  }
  return left;
}

/**
 * Automation changes rows as they are saved. Where as many rows appeared as are missing, fields in which the two sides
 * hold exactly the same values were left alone; rows that those fields tell apart are told apart.
 */
function pairByStableFields(
  sent: readonly SentRow[],
  appeared: readonly AppearedRow[],
  types: Types,
): Paired {
  const none: Paired = { pairs: new Map(), sent, appeared };
  if (sent.length !== appeared.length || new Set(sent.map(shapeOf)).size > 1) return none;
  const fields = Object.keys(sent[0]?.cells ?? {});
  const stable = fields.filter((field) => sameValues(sent, appeared, keyOf([field], types)));
  const key = keyOf(stable, types);
  if (stable.length === 0 || !sameValues(sent, appeared, key)) return none;
  const alike = Map.groupBy(sent, key);
  const isAlone = (row: Cells): boolean => alike.get(key(row))?.length === 1;
  const { pairs } = pair(sent.filter(isAlone), appeared, key);
  return { pairs, sent: sent.filter((row) => !isAlone(row)), appeared: [] };
}

function pair(
  sent: readonly SentRow[],
  appeared: readonly AppearedRow[],
  key: (row: Cells) => string,
): Paired {
  const inOrder = appeared.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const waiting = Map.groupBy(inOrder, key);
  const pairs = new Map<number, string>();
  const unpaired: SentRow[] = [];
  for (const row of sent) {
    const id = waiting.get(key(row))?.shift()?.id;
    if (id === undefined) unpaired.push(row);
    else pairs.set(row.at, id);
  }
  return { pairs, sent: unpaired, appeared: [...waiting.values()].flat() };
}

function sameValues(
  sent: readonly Cells[],
  appeared: readonly Cells[],
  key: (row: Cells) => string,
): boolean {
  const sorted = (rows: readonly Cells[]): string => JSON.stringify(rows.map(key).sort());
  return sorted(sent) === sorted(appeared);
}

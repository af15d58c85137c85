// The rows worth testing, in Id order: looked up when the condition names Ids or parents, a stretch of the table when it
// bounds Ids, all of it otherwise. Every row is still tested, so a pin may only ever save work.
import type { Row, Table } from '../../model.ts';
import type { Pin } from '../check/bound.ts';

type PinOf<K extends Pin['kind']> = Extract<Pin, { kind: K }>;

function ofKind<K extends Pin['kind']>(pins: readonly Pin[], kind: K): ReadonlyArray<PinOf<K>> {
  return pins.filter((pin): pin is PinOf<K> => pin.kind === kind);
}

function* byIds(table: Table, ids: ReadonlySet<string>): Iterable<Row> {
  for (const id of [...ids].sort()) {
    const row = table.get(id);
    if (row !== undefined) yield row;
  }
}

/** Text order, as tables keep their rows. */
function byId(first: Row, second: Row): number {
  const [one, other] = [first.Id ?? '', second.Id ?? ''];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function byReferences(table: Table, { field, ids }: PinOf<'references'>): Iterable<Row> {
  const rows: Row[] = [];
  for (const id of ids) for (const row of table.where(field, id)) rows.push(row);
  return rows.sort(byId);
}

function* stretch(table: Table, after: PinOf<'after'> | undefined, upTo: string | undefined): Iterable<Row> {
  const first = after?.inclusive === true ? table.get(after.id) : undefined;
  if (first !== undefined) yield first;
  for (const row of table.rows(after?.id)) {
    if (upTo !== undefined && typeof row.Id === 'string' && row.Id > upTo) return;
    yield row;
  }
}

function largest(pins: ReadonlyArray<PinOf<'after'>>): PinOf<'after'> | undefined {
  return pins.toSorted((one, other) => (one.id < other.id ? 1 : -1)).at(0);
}

/** Candidate rows of `table` in Id order, a superset of those all `pins` allow. */
export function candidateRows(table: Table, pins: readonly Pin[]): Iterable<Row> {
  const ids = ofKind(pins, 'ids').at(0);
  if (ids !== undefined) return byIds(table, ids.ids);
  // An index pays off for few parents; for most of the table's rows, reading it through is cheaper.
  const references = ofKind(pins, 'references').find((pin) => pin.ids.size <= table.size / 2);
  if (references !== undefined) return byReferences(table, references);
  const upTo = ofKind(pins, 'upTo')
    .map(({ id }) => id)
    .sort()
    .at(0);
  return stretch(table, largest(ofKind(pins, 'after')), upTo);
}

// Gathers rows into groups. Values that compare equal share a group, which shows the first of them.
import type { Row, Value } from '../../model.ts';
import type { Aggregate } from '../check/grouping.ts';
import type { Gathering } from '../check/aggregateFunctions.ts';
import type { Family } from '../check/families.ts';

export interface GroupKey {
  readonly signature: string;
  readonly family: Family;
  readonly get: (row: Row) => Value;
}

export interface GatheredAggregate {
  readonly aggregate: Aggregate;
  readonly family: Family;
}

interface Group {
  readonly keys: readonly Value[];
  readonly gatherings: readonly Gathering[];
}

function identity(values: readonly Value[], keys: readonly GroupKey[]): string {
  return JSON.stringify(
    values.map((value, index) => (value === null ? null : String(keys[index].family.key(value)))),
  );
}

function add(group: Group, row: Row, aggregates: readonly GatheredAggregate[]): void {
  for (const [index, { aggregate }] of aggregates.entries()) {
    const value = aggregate.operand.get(row);
    if (value !== null) group.gatherings[index].add(value);
  }
}

function groupRow(
  { keys, gatherings }: Group,
  groupKeys: readonly GroupKey[],
  aggregates: readonly GatheredAggregate[],
): Row {
  const row: Record<string, Value> = {};
  for (const [index, { signature }] of groupKeys.entries()) row[signature] = keys[index]!;
  for (const [index, { aggregate }] of aggregates.entries())
    row[aggregate.signature] = gatherings[index].result();
  return row;
}

/** One row per group, in order of appearance; without keys exactly one, even of no rows. */
export function gatherGroups(
  rows: Iterable<Row>,
  keys: readonly GroupKey[],
  aggregates: readonly GatheredAggregate[],
): Row[] {
  const groups = new Map<string, Group>();
  const groupOf = (values: readonly Value[]): Group => {
    const id = identity(values, keys);
    let group = groups.get(id);
    if (group === undefined) {
      group = {
        keys: values,
        gatherings: aggregates.map(({ aggregate, family }) => aggregate.call.gather(family)),
      };
      groups.set(id, group);
    }
    return group;
  };
  if (keys.length === 0) groupOf([]);
  for (const row of rows) add(groupOf(keys.map(({ get }) => get(row))), row, aggregates);
  return [...groups.values()].map((group) => groupRow(group, keys, aggregates));
}

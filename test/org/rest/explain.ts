// The query planner's answer (`?explain=`): whether an indexed field leads the query or the table is scanned.
import type { OrgState } from '../model.ts';
import type { PreparedQuery } from '../soql/soql.ts';
import { parseQuery } from '../soql/syntax/parseQuery.ts';
import type { Condition } from '../soql/syntax/tree.ts';

/** `{plans, sourceQuery}`; cardinalities are the table's real ones. */
export function explain(prepared: PreparedQuery, soql: string, state: OrgState): object {
  const { type } = prepared;
  const rows = state.tables.of(type.name).size;
  const leading = conjuncts(parseQuery(soql).where).find((name) => isIndexed(type.field(name)));
  return {
    plans: [
      {
        cardinality: leading === undefined ? rows : Math.min(rows, 1),
        fields: leading === undefined ? [] : [leading],
        leadingOperationType: leading === undefined ? 'TableScan' : 'Index',
        notes: [],
        relativeCost: leading === undefined ? 1 : 0.1,
        sobjectCardinality: rows,
        sobjectType: type.name,
      },
    ],
    sourceQuery: soql,
  };
}

/** Fields compared with `=` or IN that every row of the result must satisfy. */
function conjuncts(condition: Condition | undefined): string[] {
  if (condition?.kind === 'and') return condition.parts.flatMap(conjuncts);
  if (condition?.kind !== 'comparison' || condition.left.kind !== 'field') return [];
  const selective = condition.operator === '=' || condition.operator === 'in';
  return selective && condition.left.segments.length === 1 ? [condition.left.segments[0]!] : [];
}

function isIndexed(field: { type: string; unique: boolean; externalId: boolean } | undefined): boolean {
  return (
    field !== undefined &&
    (field.type === 'id' || field.type === 'reference' || field.unique || field.externalId)
  );
}

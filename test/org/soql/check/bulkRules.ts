// What Bulk queries refuse ("Bulk API 2.0 Query: SOQL Considerations"). All of it is refused when the job is created.
// Texts as reported by airbytehq/airbyte#8206, OpenFn/adaptors#395 and tap-salesforce; where none was found, ours.
import { OrgFault } from '../../model.ts';
import type { Query, Selected } from '../syntax/tree.ts';
import type { Operand } from './operand.ts';
import { isAggregateFunction } from './aggregateFunctions.ts';

function refuse(message: string): OrgFault {
  return new OrgFault('API_ERROR', message);
}

function isAggregate(selected: Selected): boolean {
  return (
    selected.kind === 'expression' &&
    selected.expression.kind === 'function' &&
    isAggregateFunction(selected.expression.name)
  );
}

/** Refuses what the query's form alone gives away. */
export function checkBulkForm({ selected, groupBy, having, offset }: Query): void {
  if (selected.some(({ kind }) => kind === 'children')) {
    throw refuse('Aggregate Relationships not supported in Bulk V2 Query with CSV content type');
  }
  if (selected.some(({ kind }) => kind === 'typeof')) throw refuse('TYPEOF is not supported in Bulk Query');
  if (selected.some(isAggregate)) throw refuse('Aggregate functions are not supported in Bulk Query');
  if (groupBy.length > 0 || having !== undefined) throw refuse('GROUP BY is not supported in Bulk Query');
  if (offset !== undefined) throw refuse('OFFSET is not supported in Bulk Query');
}

const COMPOUND_TYPES: ReadonlySet<string> = new Set(['address', 'location']);

/** Refuses fields whose values no CSV cell can hold. */
export function checkBulkColumns(operands: readonly Operand[]): void {
  for (const { type, source } of operands) {
    if (COMPOUND_TYPES.has(type)) throw refuse('Selecting compound data not supported in Bulk Query');
    if (type === 'base64') throw refuse(`Cannot serialize value for '${source.field.name}' in CSV format`);
  }
}

// A child subquery: a query of its own over the rows whose reference names the parent.
import type { QueryColumn } from '../columns.ts';
import type { QueryContext } from '../check/context.ts';
import { childContext } from '../check/objectRules.ts';
import { planRows } from '../check/rowsPlan.ts';
import type { SelectedChildren } from '../syntax/tree.ts';
import type { Reader } from './fieldEntry.ts';
import { planRecords } from './plan.ts';

export interface ChildrenPlan {
  readonly kind: 'children';
  /** The relationship's name in the describe's spelling. */
  readonly name: string;
  readonly columns: readonly QueryColumn[];
  start(): Reader;
}

export function planChildren(parent: QueryContext, { query }: SelectedChildren): ChildrenPlan {
  const { context, field, name } = childContext(parent, query);
  const rows = planRows(context, query);
  const { columns, shape } = planRecords(context, query);
  const table = context.scope.org.tables.of(context.type.name);
  const start = (): Reader => {
    const run = rows.start();
    const makeRecord = shape();
    return (row) => {
      const children = typeof row.Id === 'string' ? table.where(field, row.Id) : [];
      const records = Array.from(run.among(children), makeRecord);
      return records.length === 0 ? null : { totalSize: records.length, done: true, records };
    };
  };
  return { kind: 'children', name, columns, start };
}

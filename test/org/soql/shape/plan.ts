// A SELECT list without aggregates, planned: columns, records and cells.
import type { Row } from '../../model.ts';
import { checkBulkColumns } from '../check/bulkRules.ts';
import type { QueryContext } from '../check/context.ts';
import { resolveSelectList } from '../check/selectList.ts';
import type { SelectItem, SelectedOperand } from '../check/selectList.ts';
import type { QueryColumn } from '../columns.ts';
import type { Query } from '../syntax/tree.ts';
import { cellReader } from './cells.ts';
import type { Cells } from './cells.ts';
import { planChildren } from './children.ts';
import { recordShape } from './record.ts';
import type { RecordMaker, ShapedItem } from './record.ts';
import { planTypeOf } from './typeOf.ts';

export interface RecordsPlan {
  readonly columns: readonly QueryColumn[];
  readonly shape: () => RecordMaker;
  readonly cells: (row: Row) => Cells;
}

function shaped(context: QueryContext, item: SelectItem): ShapedItem {
  if (item.kind === 'children') return planChildren(context, item);
  if (item.kind === 'typeof') return planTypeOf(context, item);
  return item;
}

function columnOf(item: ShapedItem): QueryColumn {
  const column = { aggregate: false, custom: false, insertable: false, updatable: false, columns: [] };
  if (item.kind === 'children') {
    return {
      ...column,
      name: item.name,
      displayName: item.name,
      type: 'children',
      aggregate: true,
      columns: item.columns,
    };
  }
  if (item.kind === 'typeof')
    return { ...column, name: item.name, displayName: item.name, type: 'reference' };
  const name = item.path.join('.');
  const { custom, createable, updateable } = item.operand.source.field;
  return {
    ...column,
    name,
    displayName: name,
    type: item.operand.type,
    custom,
    insertable: createable,
    updatable: updateable,
  };
}

/** Plans what a query shows of each row. Throws for what may not be selected. */
export function planRecords(context: QueryContext, query: Query): RecordsPlan {
  const items = resolveSelectList(context, query).map((item) => shaped(context, item));
  const operands = items.filter((item): item is SelectedOperand => item.kind === 'operand');
  if (context.scope.api === 'bulk') checkBulkColumns(operands.map(({ operand }) => operand));
  return { columns: items.map(columnOf), shape: recordShape(context, items), cells: cellReader(operands) };
}

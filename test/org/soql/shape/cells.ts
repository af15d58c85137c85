// Flat rows for Bulk. Plain columns are read by name in one loop; this is the hot path of every export.
import type { Row, Value } from '../../model.ts';
import type { SelectedOperand } from '../check/selectList.ts';

export type Cells = readonly Value[];

function isPlain({ operand }: SelectedOperand): boolean {
  const { source, functionName, type } = operand;
  return source.steps.length === 0 && functionName === undefined && type !== 'encryptedstring';
}

/** Compiles a SELECT list into a reader of one row's cells, in SELECT order. */
export function cellReader(operands: readonly SelectedOperand[]): (row: Row) => Cells {
  const width = operands.length;
  const names = operands.map(({ operand }) => operand.source.field.name);
  if (operands.every(isPlain)) {
    return (row) => {
      const cells = new Array<Value>(width);
      for (let index = 0; index < width; index++) cells[index] = row[names[index]] ?? null;
      return cells;
    };
  }
  const getters = operands.map(({ operand }) => operand.get);
  return (row) => {
    const cells = new Array<Value>(width);
    for (let index = 0; index < width; index++) cells[index] = getters[index](row);
    return cells;
  };
}

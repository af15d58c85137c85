// REST records: fields in SELECT order, parents nested where their first field stands (null when there is none),
// children as `{totalSize, done, records}` or null, TYPEOF as the parent of its concrete type.
import type { Row } from '../../model.ts';
import type { QueryContext } from '../check/context.ts';
import type { ParentStep } from '../check/parentStep.ts';
import type { SelectedOperand } from '../check/selectList.ts';
import type { JsonRecord, JsonValue } from '../json.ts';
import { attributesOf } from './attributes.ts';
import type { ChildrenPlan } from './children.ts';
import { fieldReader } from './fieldEntry.ts';
import type { Reader } from './fieldEntry.ts';
import type { TypeOfPlan } from './typeOf.ts';

export type RecordMaker = (row: Row) => JsonRecord;

type Entry = readonly [key: string, read: Reader];

export type ShapedItem = SelectedOperand | ChildrenPlan | TypeOfPlan;

function fill(record: Record<string, JsonValue>, entries: readonly Entry[], row: Row): JsonRecord {
  for (const [key, read] of entries) record[key] = read(row);
  return record;
}

/** A parent's object: `depth` steps up from the FROM object, made of the operands that go through it. */
function parentReader(context: QueryContext, operands: readonly SelectedOperand[], depth: number): Reader {
  const steps = operands[0].operand.source.steps.slice(0, depth);
  const last = steps.at(-1)!;
  const entries = operandEntries(context, operands, depth);
  return (row) => {
    const parent = parentAt(steps, row);
    if (parent === undefined) return null;
    const typeName = last.polymorphic ? 'Name' : parent.type.name;
    return fill({ attributes: attributesOf(context.scope, parent.type, parent.row, typeName) }, entries, row);
  };
}

function parentAt(steps: readonly ParentStep[], row: Row) {
  let at = steps[0].parentOf(row);
  for (const step of steps.slice(1)) at = at && step.parentOf(at.row);
  return at;
}

/** Entries of the object `depth` steps up, one per field or further parent, where the first of each stands. */
function operandEntries(context: QueryContext, operands: readonly SelectedOperand[], depth: number): Entry[] {
  const members = Map.groupBy(operands, ({ path }) => path[depth]);
  return [...members].map(([key, [first, ...others]]): Entry => {
    const isField = first.path.length === depth + 1;
    return [
      key,
      isField ? fieldReader(context, first.operand) : parentReader(context, [first, ...others], depth + 1),
    ];
  });
}

/** Entries in SELECT order, with children and TYPEOF among them. */
function entriesOf(context: QueryContext, items: readonly ShapedItem[]): Array<() => Entry> {
  const operands = items.filter((item): item is SelectedOperand => item.kind === 'operand');
  const byKey = new Map(operandEntries(context, operands, 0));
  const keys = new Map<string, () => Entry>();
  for (const item of items) {
    if (item.kind !== 'operand') keys.set(item.name, () => [item.name, item.start()]);
    else keys.set(item.path[0], () => [item.path[0], byKey.get(item.path[0])!]);
  }
  return [...keys.values()];
}

/** Compiles a SELECT list into records; the result is started once per run. */
export function recordShape(context: QueryContext, items: readonly ShapedItem[]): () => RecordMaker {
  const entries = entriesOf(context, items);
  return () => {
    for (const step of context.steps.values()) step.forget();
    const started = entries.map((start) => start());
    return (row) => fill({ attributes: attributesOf(context.scope, context.type, row) }, started, row);
  };
}

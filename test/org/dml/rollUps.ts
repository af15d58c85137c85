// Roll-up summary fields: counted anew when a child comes, goes, moves or changes, by what the field's component says
// (Metadata API Developer Guide, CustomField: summaryOperation, summarizedField, summaryFilterItems).
import type { FieldDescribe, Row, SObjectType, Value } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import { automationsOf } from './automation/automations.ts';
import { textAt, trees } from './automation/trees.ts';
import { roundedTo } from './cells.ts';
import { liveRow, type Change } from './change.ts';

/** Counts anew the roll-ups of every master the row has or had. */
export function rollUp(change: Pick<Change, 'ground' | 'plan' | 'writer' | 'before'>, saved: Row): void {
  const { ground, plan, writer, before } = change;
  for (const field of plan.masters) {
    for (const object of field.referenceTo) {
      const parentType = ground.state.schema.find(object);
      if (parentType === undefined) continue;
      const sums = summariesOf(change, parentType, `${plan.type.name}.${field.name}`);
      if (sums.length === 0) continue;
      for (const id of new Set([saved[field.name], before?.[field.name]]))
        if (typeof id === 'string')
          ground.later(`roll-up ${plan.type.name}.${field.name} ${id}`, () =>
            countAnew(
              { ground, writer },
              { parentType, id, childObject: plan.type.name, field: field.name, sums },
            ),
          );
    }
  }
}

interface Count {
  readonly parentType: SObjectType;
  readonly id: string;
  readonly childObject: string;
  readonly field: string;
  readonly sums: readonly Summary[];
}

function countAnew(
  { ground, writer }: Pick<Change, 'ground' | 'writer'>,
  { parentType, id, childObject, field, sums }: Count,
): void {
  const parent = liveRow(ground, parentType.name, id);
  if (parent === undefined) return;
  const children = [...ground.state.tables.of(childObject).where(field, id)].filter(
    (row) => row.IsDeleted !== true,
  );
  const cells = Object.fromEntries(sums.map((sum) => [sum.field.name, summed(sum, children)]));
  if (Object.entries(cells).some(([name, value]) => parent[name] !== value))
    ground.rows.alter(parentType.name, id, cells, writer);
}

interface Summary {
  readonly field: FieldDescribe;
  readonly tree: XmlTree;
}

function summariesOf({ ground }: Pick<Change, 'ground'>, parent: SObjectType, foreignKey: string): Summary[] {
  return automationsOf(ground.components, parent.name)
    .summaries.filter((tree) => textAt(tree, 'summaryForeignKey') === foreignKey)
    .flatMap((tree) => {
      const field = parent.field(textAt(tree, 'fullName'));
      return field === undefined ? [] : [{ field, tree }];
    });
}

const OPERATIONS: Readonly<Record<string, (numbers: readonly number[], rows: number) => Value>> = {
  count: (_numbers, rows) => rows,
  sum: (numbers) => numbers.reduce((sum, each) => sum + each, 0),
  min: (numbers) => (numbers.length === 0 ? null : Math.min(...numbers)),
  max: (numbers) => (numbers.length === 0 ? null : Math.max(...numbers)),
};

function summed({ field, tree }: Summary, children: readonly Row[]): Value {
  const filters = trees(tree, 'summaryFilterItems');
  const counted = children.filter((row) => filters.every((filter) => passes(filter, row)));
  const of = textAt(tree, 'summarizedField').split('.').at(-1) ?? '';
  const numbers = counted.map((row) => row[of]).filter((value) => value !== null && value !== undefined);
  const value = OPERATIONS[textAt(tree, 'summaryOperation')]?.(numbers.map(Number), counted.length) ?? null;
  return typeof value === 'number' ? roundedTo(value, field.scale) : value;
}

function passes(filter: XmlTree, row: Row): boolean {
  const held = String(row[textAt(filter, 'field').split('.').at(-1) ?? ''] ?? '');
  const values = textAt(filter, 'value')
    .split(',')
    .map((value) => value.trim());
  const isOne = values.includes(held);
  return textAt(filter, 'operation') === 'notEqual' ? !isOne : isOne;
}

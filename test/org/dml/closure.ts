// What goes with a row that is deleted: children that cascade, with theirs; lookups that are cleared; and children that
// forbid it (child relationships of the describes: cascadeDelete, restrictedDelete).
import type { ChildRelationship, Row, SObjectType } from '../model.ts';
import type { ClearedLookup } from './bin.ts';
import { fault, type RowFault } from './errors.ts';
import type { Ground } from './ground.ts';

export interface Going {
  readonly type: SObjectType;
  readonly row: Row;
}

export interface Closure {
  /** The row itself first, children after their parents. */
  readonly rows: readonly Going[];
  readonly cleared: readonly ClearedLookup[];
}

type Fate = 'cascade' | 'restrict' | 'clear' | 'keep';

/** Lookups that hold on though their target is gone. */
const KEPT = new Set(['ContentVersion.FirstPublishLocationId']);
/** Prices that lines are sold at cannot go. */
const RESTRICTED = new Set([
  'OpportunityLineItem.PricebookEntryId',
  'OrderItem.PricebookEntryId',
  'OpportunityLineItem.Product2Id',
  'OrderItem.Product2Id',
]);

function fateOf(child: SObjectType, { field, cascadeDelete, restrictedDelete }: ChildRelationship): Fate {
  const name = `${child.name}.${field}`;
  if (KEPT.has(name)) return 'keep';
  if (restrictedDelete || RESTRICTED.has(name)) return 'restrict';
  if (cascadeDelete || child.field(field)?.nillable === false) return 'cascade';
  return 'clear';
}

/** Children of a row that are not in the bin, by what becomes of them. */
function* childrenOf(ground: Ground, { type, row }: Going): Generator<Going & { fate: Fate; field: string }> {
  const { schema, tables } = ground.state;
  for (const relationship of type.describe.childRelationships) {
    const child = schema.find(relationship.childSObject);
    if (child === undefined || tables.of(child.name).size === 0) continue;
    const fate = fateOf(child, relationship);
    if (fate === 'keep') continue;
    for (const each of tables.of(child.name).where(relationship.field, String(row.Id)))
      if (each.IsDeleted !== true) yield { type: child, row: each, fate, field: relationship.field };
  }
}

/** Throws RowFault (DELETE_FAILED) when a child that stays forbids it. */
export function closureOf(ground: Ground, root: Going): Closure {
  const rows: Going[] = [root];
  const going = new Set([String(root.row.Id)]);
  const cleared: ClearedLookup[] = [];
  const forbidding: Array<Going & { of: Going }> = [];
  for (const each of rows) {
    for (const child of childrenOf(ground, each)) {
      const id = String(child.row.Id);
      if (child.fate === 'restrict') forbidding.push({ ...child, of: each });
      else if (child.fate === 'clear')
        cleared.push({ object: child.type.name, id, field: child.field, target: String(each.row.Id) });
      else if (!isTogether(going, child)) rows.push({ type: child.type, row: child.row });
    }
  }
  const staying = forbidding.filter(({ row }) => !going.has(String(row.Id)));
  if (staying.length > 0) throw associated(root, staying);
  return { rows, cleared: cleared.filter(({ id }) => !going.has(id)) };
}

/** Feeds show posts under the posts' own Ids: both go, each by its object. */
function isTogether(going: Set<string>, { type, row }: Going): boolean {
  const key = type.name.endsWith('Feed') ? `${type.name} ${String(row.Id)}` : String(row.Id);
  if (going.has(key)) return true;
  going.add(key);
  return false;
}

function associated({ row, type }: Going, staying: readonly Going[]): RowFault {
  const { labelPlural } = staying[0]!.type.describe;
  const names = staying.filter((each) => each.type === staying[0]!.type).map((each) => nameOf(each.row));
  return fault(
    'DELETE_FAILED',
    `Your attempt to delete ${nameOf(row) || type.describe.label} could not be completed because it is associated with the following ${labelPlural.toLowerCase()}.: ${names.slice(0, 5).join(', ')}\n`,
  );
}

function nameOf(row: Row): string {
  return String(row.Name ?? row.CaseNumber ?? row.OrderNumber ?? row.ContractNumber ?? row.Id);
}

// One step from a row to its parent. A polymorphic reference (`Who`, `What`, `Owner` of a case) leads to rows of several
// types and shows their `Name` view: only the fields all such parents share (Object Reference, "Name").
import type { FieldDescribe, Row, SObjectType } from '../../model.ts';
import { rowVisibility } from '../run/visible.ts';
import type { QueryContext } from './context.ts';

export interface Parent {
  readonly type: SObjectType;
  readonly row: Row;
}

const NAME_MEMBERS: ReadonlySet<string> = new Set([
  'alias',
  'email',
  'firstname',
  'id',
  'isactive',
  'lastname',
  'middlename',
  'name',
  'namepronunciation',
  'phone',
  'profileid',
  'recordtypeid',
  'suffix',
  'title',
  'type',
  'username',
  'userroleid',
]);

/** Whether the `Name` view of a polymorphic parent has this field. */
export function isNameMember(field: string): boolean {
  return NAME_MEMBERS.has(field.toLowerCase());
}

export class ParentStep {
  /** The relationship's name in the describe's spelling. */
  readonly name: string;
  readonly polymorphic: boolean;
  /** Types the caller may see; never empty. */
  readonly targets: readonly SObjectType[];
  private readonly fieldName: string;
  private readonly context: QueryContext;
  private readonly visibility = new Map<string, (row: Row) => boolean>();
  private lastId: string | undefined;
  private lastParent: Parent | undefined;

  constructor(context: QueryContext, field: FieldDescribe, targets: readonly SObjectType[]) {
    this.context = context;
    this.name = field.relationshipName!;
    this.fieldName = field.name;
    this.polymorphic = field.referenceTo.length > 1;
    this.targets = targets;
  }

  /** The parent the caller sees, or undefined. Neighbouring columns and rows mostly ask for the same one. */
  parentOf(row: Row): Parent | undefined {
    const id = row[this.fieldName];
    if (typeof id !== 'string') return undefined;
    if (id !== this.lastId) {
      this.lastParent = this.find(id);
      this.lastId = id;
    }
    return this.lastParent;
  }

  /** Rows may have changed since the last run. */
  forget(): void {
    this.lastId = undefined;
  }

  private find(id: string): Parent | undefined {
    const type = this.polymorphic ? this.typeOf(id) : this.targets[0];
    if (type === undefined) return undefined;
    const row = this.rowOf(type, id);
    return row !== undefined && this.sees(type, row) ? { type, row } : undefined;
  }

  private typeOf(id: string): SObjectType | undefined {
    const type = this.context.scope.org.schema.byKeyPrefix(id.slice(0, 3));
    return this.targets.find((target) => target.name === type?.name);
  }

  /** Setup entities (EntityDefinition) are referred to by their DurableId, not by an Id. */
  private rowOf(type: SObjectType, id: string): Row | undefined {
    const table = this.context.scope.org.tables.of(type.name);
    const row = table.get(id);
    if (row !== undefined || type.field('DurableId') === undefined) return row;
    const [durable] = table.where('DurableId', id);
    return durable;
  }

  private sees(type: SObjectType, row: Row): boolean {
    let visible = this.visibility.get(type.name);
    if (visible === undefined) {
      visible = rowVisibility(this.context.scope, type, this.context.allRows);
      this.visibility.set(type.name, visible);
    }
    return visible(row);
  }
}

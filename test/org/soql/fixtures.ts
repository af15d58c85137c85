// A schema and tables just large enough to meet every rule of the query language, independent of the org's own.
import type {
  Access,
  Blob,
  ChildRelationship,
  FieldDescribe,
  Restrictions,
  Row,
  Schema,
  SObjectType,
  Table,
} from '../model.ts';
import { canonicalId } from '../store/ids.ts';
import type { QueryScope } from './scope.ts';

export type FieldNote = readonly [name: string, type: string, more?: Partial<FieldDescribe>];

const NOT_FILTERABLE: ReadonlySet<string> = new Set([
  'textarea',
  'base64',
  'location',
  'encryptedstring',
  'complexvalue',
]);
const NOT_GROUPABLE: ReadonlySet<string> = new Set([
  'double',
  'currency',
  'percent',
  'datetime',
  'address',
  'location',
  'base64',
]);

function describeField([name, type, more]: FieldNote): FieldDescribe {
  const filterable = !NOT_FILTERABLE.has(type);
  const relationshipName = type === 'reference' ? name.replace(/__c$/, '__r').replace(/Id$/, '') : null;
  return {
    name,
    label: name,
    type,
    length: 80,
    precision: 18,
    scale: 2,
    nillable: true,
    createable: true,
    updateable: true,
    defaultedOnCreate: false,
    calculated: false,
    autoNumber: false,
    unique: false,
    externalId: false,
    caseSensitive: false,
    filterable,
    sortable: filterable && type !== 'address',
    groupable: filterable && !NOT_GROUPABLE.has(type),
    aggregatable: filterable && type !== 'boolean' && type !== 'address',
    custom: name.endsWith('__c'),
    restrictedPicklist: false,
    polymorphicForeignKey: false,
    compoundFieldName: null,
    relationshipName,
    relationshipOrder: null,
    cascadeDelete: false,
    restrictedDelete: false,
    referenceTo: [],
    picklistValues: [],
    ...more,
  };
}

export interface TypeNote {
  readonly name: string;
  readonly keyPrefix: string | null;
  readonly fields: readonly FieldNote[];
  readonly children?: ReadonlyArray<readonly [name: string, object: string, field: string]>;
  readonly restrictions?: Partial<Restrictions>;
  readonly queryable?: boolean;
}

/** An object type from a note; Id, IsDeleted and SystemModstamp are on every one. */
export function makeType({
  name,
  keyPrefix,
  fields,
  children = [],
  restrictions,
  queryable = true,
}: TypeNote): SObjectType {
  const all = (
    [['Id', 'id'], ['IsDeleted', 'boolean'], ...fields, ['SystemModstamp', 'datetime']] as FieldNote[]
  ).map(describeField);
  const relationships = children.map(([relationshipName, childSObject, field]): ChildRelationship => ({
    childSObject,
    field,
    relationshipName,
    cascadeDelete: false,
    restrictedDelete: false,
  }));
  const find =
    <T>(items: readonly T[], key: (item: T) => string | null) =>
    (wanted: string): T | undefined =>
      items.find((item) => key(item)?.toLowerCase() === wanted.toLowerCase());
  return {
    name,
    keyPrefix,
    describe: {
      name,
      label: name,
      labelPlural: name,
      keyPrefix,
      custom: false,
      queryable,
      retrieveable: true,
      createable: true,
      updateable: true,
      deletable: true,
      undeletable: true,
      replicateable: true,
      fields: all,
      childRelationships: relationships,
    },
    restrictions: { bulk: true, ...restrictions },
    field: find(all, (field) => field.name),
    parentField: find(all, (field) => field.relationshipName),
    childRelationship: find(relationships, (relationship) => relationship.relationshipName),
  };
}

/** Rows kept in a list; counts what is read, so that tests see which way a query took. */
export class ListTable implements Table {
  readonly type: SObjectType;
  readonly reads = { get: 0, where: 0, rows: 0 };
  #rows: Row[];

  constructor(type: SObjectType, rows: readonly Row[]) {
    this.type = type;
    this.#rows = rows.toSorted((one, other) => (String(one.Id) < String(other.Id) ? -1 : 1));
  }

  get size(): number {
    return this.#rows.length;
  }

  get(id: string): Row | undefined {
    this.reads.get++;
    return this.#rows.find((row) => row.Id === canonicalId(id));
  }

  *rows(after?: string): Iterable<Row> {
    for (const row of this.#rows) {
      if (after !== undefined && String(row.Id) <= after) continue;
      this.reads.rows++;
      yield row;
    }
  }

  where(field: string, value: string): Iterable<Row> {
    this.reads.where++;
    return this.#rows.filter((row) => row[field] === value);
  }

  put(row: Row): void {
    this.#rows = this.#rows.filter(({ Id }) => Id !== row.Id).concat(row);
  }

  drop(id: string): void {
    this.#rows = this.#rows.filter(({ Id }) => Id !== id);
  }
}

export const ADMIN = makeId('005', 1);
export const SELLER = makeId('005', 2);

export function makeId(prefix: string, index: number): string {
  return canonicalId(`${prefix}PO0${String(index).padStart(9, '0')}`)!;
}

/** An access that sees everything but what is named. */
export function accessOf(
  hidden: {
    objects?: readonly string[];
    fields?: readonly string[];
    permissions?: readonly string[];
    sees?: Access['seesRow'];
    userId?: string;
  } = {},
): Access {
  const { objects = [], fields = [], permissions = [], sees = () => true, userId = ADMIN } = hidden;
  return {
    userId,
    has: (permission) => !permissions.includes(permission),
    seesObject: (object) => !objects.includes(object),
    seesField: (object, field) => !fields.includes(`${object}.${field}`),
    seesRow: sees,
    mayCreate: () => true,
    mayUpdate: () => true,
    mayDelete: () => true,
    mayEditField: () => true,
    mayEditRow: () => true,
    mayDeleteRow: () => true,
  };
}

export interface SmallOrg {
  readonly scope: QueryScope;
  table(name: string): ListTable;
}

const NOW = new Date('2026-11-18T13:45:00.000Z');

/** An org of these types; every type has a table, with the rows given. */
export function makeOrg(
  types: readonly SObjectType[],
  rows: Readonly<Record<string, readonly Row[]>>,
  blobs: ReadonlySet<string> = new Set(),
): SmallOrg {
  const tables = new Map(
    types.map((type) => [
      type.name,
      new ListTable(
        type,
        (rows[type.name] ?? []).map((row) => complete(type, row)),
      ),
    ]),
  );
  const schema: Schema = {
    types,
    find: (name) => types.find((type) => type.name.toLowerCase() === name.toLowerCase()),
    byKeyPrefix: (prefix) => types.find(({ keyPrefix }) => keyPrefix === prefix),
  };
  const blob: Blob = { size: 1, md5: '', bytes: () => [] };
  const org = {
    schema,
    tables: { of: (name: string) => tables.get(name)! },
    blobs: {
      of: (object: string, id: string, field: string) =>
        blobs.has(`${object}/${id}/${field}`) ? blob : undefined,
      put: () => undefined,
    },
    now: () => NOW,
  };
  return {
    scope: { org, access: accessOf(), api: 'rest', allRows: false, apiVersion: 64 },
    table: (name) => tables.get(name)!,
  };
}

/** Every field present, as rows of the org have it. */
function complete({ describe }: SObjectType, row: Row): Row {
  const empty = Object.fromEntries(
    describe.fields.map(({ name, type }) => [name, type === 'boolean' ? false : null]),
  );
  return { ...empty, ...row };
}

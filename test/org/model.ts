// The nouns of the practice org: what its rooms (schema, store, soql, rest, bulk, soap, metadata) hand each other.
// The practice org shares no code with src/; its behaviour comes from Salesforce's documentation and recordings.

/** A stored cell. Dates and date-times are text as the REST API writes them (`2026-01-31`, `2026-01-31T08:00:00.000+0000`). */
export type Value = string | number | boolean | null;

/** A row under its fields' API names; every field of the type is present, system fields included. */
export type Row = Readonly<Record<string, Value>>;

/** The keys of a field describe that rooms decide on; a full describe has all 56 keys of API v52. */
export interface FieldDescribe {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly caseSensitive: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  readonly custom: boolean;
  readonly restrictedPicklist: boolean;
  readonly polymorphicForeignKey: boolean;
  readonly compoundFieldName: string | null;
  readonly relationshipName: string | null;
  readonly relationshipOrder: number | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
  readonly referenceTo: readonly string[];
  readonly picklistValues: ReadonlyArray<{
    readonly value: string;
    readonly active: boolean;
    readonly label: string;
    readonly defaultValue: boolean;
  }>;
  readonly [key: string]: unknown;
}

export interface ChildRelationship {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
  readonly [key: string]: unknown;
}

/** An sObject describe as an administrator who sees everything gets it (45 keys in API v52). */
export interface SObjectDescribe {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly custom: boolean;
  readonly queryable: boolean;
  readonly retrieveable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly replicateable: boolean;
  readonly fields: readonly FieldDescribe[];
  readonly childRelationships: readonly ChildRelationship[];
  readonly [key: string]: unknown;
}

/** How an object is harder to read than its describe says (facts of the Object Reference, one source each). */
export interface Restrictions {
  /** false: Bulk API answers `Entity 'X' is not supported by the Bulk API`. */
  readonly bulk: boolean;
  /** false: exists for the Tooling API only / true: answers there as well. */
  readonly tooling?: 'only' | 'also';
  /** A query must compare one of these fields with `=` or `IN`, else `errorCode` (MALFORMED_QUERY) with this message. */
  readonly filteredBy?: {
    readonly fields: readonly string[];
    readonly message: string;
    readonly errorCode?: string;
    readonly unlessPermission?: string;
  };
  /** Reading needs this user permission, else INSUFFICIENT_ACCESS (or INVALID_TYPE when `hides`). */
  readonly readableWith?: { readonly permission: string; readonly hides?: boolean };
  /** Without this permission only rows whose `ownerField` is the caller are seen, silently. */
  readonly ownRowsWithout?: { readonly permission: string; readonly ownerField: string };
  /** OauthToken: at most `total` rows by query and queryMore together, `page` a page; COUNT() is not capped. */
  readonly cap?: { readonly page: number; readonly total: number };
  /** No aggregate but COUNT() (SetupAuditTrail). */
  readonly countOnly?: boolean;
}

export interface SObjectType {
  readonly name: string;
  readonly keyPrefix: string | null;
  readonly describe: SObjectDescribe;
  readonly restrictions: Restrictions;
  /** Case-insensitive. */
  field(name: string): FieldDescribe | undefined;
  /** The reference field behind a parent relationship name (`Owner`, `Parent__r`), case-insensitive. */
  parentField(relationshipName: string): FieldDescribe | undefined;
  /** Case-insensitive by relationship name. */
  childRelationship(relationshipName: string): ChildRelationship | undefined;
}

export interface Schema {
  /** In describeGlobal order (by name). Tooling-only types are not among them. */
  readonly types: readonly SObjectType[];
  /** Case-insensitive; finds tooling-only types too. */
  find(name: string): SObjectType | undefined;
  byKeyPrefix(prefix: string): SObjectType | undefined;
}

/** Rows of one object, the recycle bin's included (IsDeleted = true), in Id order. */
export interface Table {
  readonly type: SObjectType;
  /** Rows, those in the bin included. */
  readonly size: number;
  /** By 15- or 18-character Id. */
  get(id: string): Row | undefined;
  /** All rows in Id order, or those whose Id is greater than `after`. */
  rows(after?: string): Iterable<Row>;
  /** Rows whose `field` holds `value`, by an index built on first use and kept up to date. */
  where(field: string, value: string): Iterable<Row>;
  /** Adds or replaces a row whole. The write rules live elsewhere; the store only keeps. */
  put(row: Row): void;
  /** Takes a row away for good (hard delete). */
  drop(id: string): void;
}

export interface Tables {
  /** Every type of the schema has a table; throws for an unknown name. */
  of(name: string): Table;
}

/** The body behind a base64 field, generated or uploaded. */
export interface Blob {
  readonly size: number;
  readonly md5: string;
  bytes(): Iterable<Buffer>;
}

export interface Blobs {
  of(object: string, id: string, field: string): Blob | undefined;
  put(object: string, id: string, field: string, body: Buffer): void;
}

/** What one user may see. Computed from the org's own permission rows. */
export interface Access {
  readonly userId: string;
  /** `ViewAllData`, `ModifyAllData`, `ViewSetup`, `CustomizeApplication`, `ManageUsers`, `QueryAllFiles`, `ApiEnabled`, … */
  has(permission: string): boolean;
  seesObject(object: string): boolean;
  seesField(object: string, field: string): boolean;
  /** Record-level sharing. */
  seesRow(object: string, row: Row): boolean;
  mayCreate(object: string): boolean;
  mayUpdate(object: string): boolean;
  mayDelete(object: string): boolean;
  mayEditField(object: string, field: string): boolean;
  /** Record-level sharing for changes: seeing a row is not enough. */
  mayEditRow(object: string, row: Row): boolean;
  /** Who owns a row, or may modify all of its object, may delete it. */
  mayDeleteRow(object: string, row: Row): boolean;
  /** What the same user would see without these permissions. */
  without?(permissions: readonly string[]): Access;
  /** Whether the object, or its field, was deleted from the schema while the org ran. */
  isGone?(object: string, field?: string): boolean;
}

/** What Salesforce answers instead of a result: becomes `[{message, errorCode, fields?}]` or a SOAP fault. */
export class OrgFault extends Error {
  readonly errorCode: string;
  readonly status: number;
  readonly fields: readonly string[] | undefined;

  constructor(errorCode: string, message: string, status = 400, fields?: readonly string[]) {
    super(message);
    this.name = 'OrgFault';
    this.errorCode = errorCode;
    this.status = status;
    this.fields = fields;
  }
}

/** One metadata component as the org stores it; `files` are mdapi paths without `unpackaged/`. */
export interface Component {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly id: string;
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly lastModifiedById: string;
  readonly lastModifiedByName: string;
  readonly lastModifiedDate: string;
  readonly manageableState?: string;
  readonly namespacePrefix?: string;
}

/** Changes to objects and fields while the org runs; schema and rows change together. */
export interface OrgStructure {
  addObject(type: SObjectType): void;
  /** With its rows and with the relationships its fields made. */
  dropObject(name: string): void;
  /** Object-level keys of the describe: label, record types … */
  describeObject(name: string, keys: Readonly<Record<string, unknown>>): void;
  /** Adds or replaces a field; `valueOf` says what each row that is there holds from now on. */
  putField(
    object: string,
    field: FieldDescribe,
    valueOf: (row: Row) => Value,
    childRelationship?: string,
  ): void;
  /** With its values. */
  dropField(object: string, field: string): void;
}

/** The org as its rooms see it. */
export interface OrgState {
  /** 18 characters, `00D…`. */
  readonly id: string;
  readonly seed: number;
  readonly scale: number;
  readonly schema: Schema;
  readonly tables: Tables;
  readonly blobs: Blobs;
  /** Absent where the schema stands still. */
  readonly structure?: OrgStructure;
  /** When objects or fields last changed; undefined while they are as at the start. */
  readonly structureChangedAt?: Date | undefined;
  /** The org's time; moves on its own unless set. */
  now(): Date;
  access(userId: string): Access;
}

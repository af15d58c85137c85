// The columns of a result: flat names for Bulk's CSV header, and the metadata `?columns=true` answers with.

export interface QueryColumn {
  /** As Bulk's header has it: `Account.Owner.Name` in the describe's spelling, an alias, or `expr0`. */
  readonly name: string;
  /** `count(Id)` for functions, else the name. */
  readonly displayName: string;
  /** Describe type of the values; `children` for a child subquery. */
  readonly type: string;
  readonly aggregate: boolean;
  readonly custom: boolean;
  readonly insertable: boolean;
  readonly updatable: boolean;
  /** A child subquery's own columns. */
  readonly columns: readonly QueryColumn[];
}

/** One entry of `columnMetadata`, as recorded from `GET /query?columns=true`. */
export interface ColumnMetadata {
  readonly aggregate: boolean;
  readonly apexType: string | null;
  readonly booleanType: boolean;
  readonly columnName: string;
  readonly custom: boolean;
  readonly displayName: string;
  readonly foreignKeyName: string | null;
  readonly insertable: boolean;
  readonly joinColumns: readonly ColumnMetadata[];
  readonly numberType: boolean;
  readonly textType: boolean;
  readonly updatable: boolean;
}

const NUMBER_TYPES: ReadonlySet<string> = new Set(['double', 'currency', 'percent', 'int', 'long']);

const APEX_TYPES: Readonly<Record<string, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  address: 'Address',
  location: 'Location',
};

function plainColumn(name: string, column: QueryColumn): ColumnMetadata {
  const { type, aggregate, custom, displayName, insertable, updatable, columns } = column;
  const apexType = APEX_TYPES[type] ?? 'String';
  return {
    aggregate,
    apexType: type === 'children' ? null : apexType,
    booleanType: type === 'boolean',
    columnName: name,
    custom,
    displayName: displayName === column.name ? name : displayName,
    foreignKeyName: null,
    insertable,
    joinColumns: columnMetadata(columns),
    numberType: NUMBER_TYPES.has(type),
    textType: type !== 'children' && apexType === 'String',
    updatable,
  };
}

function parentColumn(name: string, joinColumns: readonly ColumnMetadata[]): ColumnMetadata {
  return {
    aggregate: false,
    apexType: null,
    booleanType: false,
    columnName: name,
    custom: name.endsWith('__r'),
    displayName: name,
    foreignKeyName: name,
    insertable: false,
    joinColumns,
    numberType: false,
    textType: false,
    updatable: false,
  };
}

/** Columns as a tree: those of one parent under it, where the first of them stood. */
function nested(
  columns: ReadonlyArray<readonly [path: readonly string[], column: QueryColumn]>,
): ColumnMetadata[] {
  const heads = Map.groupBy(columns, ([[head]]) => head);
  return [...heads].map(([head, members]) => {
    const [[path, column]] = members as [(typeof members)[number]];
    if (path.length === 1) return plainColumn(head, column);
    return parentColumn(head, nested(members.map(([[, ...rest], member]) => [rest, member] as const)));
  });
}

/** What `columnMetadata` says of these columns: subqueries aggregate with join columns, parents with join columns. */
export function columnMetadata(columns: readonly QueryColumn[]): ColumnMetadata[] {
  return nested(columns.map((column) => [column.name.split('.'), column] as const));
}

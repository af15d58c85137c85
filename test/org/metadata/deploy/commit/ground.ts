// What making a deploy real works with: the org, the store, and who deploys when.
import type { OrgState, Row, SObjectDescribe, Value } from '../../../model.ts';
import type { ComponentStore } from '../../store.ts';
import { madeUpId } from '../../identity.ts';

export interface Ground {
  readonly state: OrgState;
  readonly store: ComponentStore;
  readonly userId: string;
  /** The deploy's own id; makes the ids of new components unlike those of deleted ones. */
  readonly deployId: string;
  /** As the REST API writes it. */
  readonly now: string;
  /** Past the recycle bin. */
  readonly purges: boolean;
}

/** The first row whose column has that value. */
export function rowBy({ state }: Ground, table: string, column: string, value: string): Row | undefined {
  for (const row of state.tables.of(table).where(column, value)) return row;
  return undefined;
}

/** The Id of a row by name, null for none. */
export function idBy(ground: Ground, table: string, column: string, value: string): string | null {
  return (rowBy(ground, table, column, value)?.Id as string | undefined) ?? null;
}

const REQUIRED: Readonly<Partial<Record<string, Value>>> = {
  boolean: false,
  string: '',
  textarea: '',
  int: 0,
  long: 0,
  double: 0,
};

/** A row with nothing but defaults. */
function blank({ fields }: SObjectDescribe): Record<string, Value> {
  return Object.fromEntries(
    fields.map((field) => {
      const preset = field.picklistValues.find(({ defaultValue }) => defaultValue)?.value;
      const value =
        field.nillable && field.type !== 'boolean' ? null : (preset ?? REQUIRED[field.type] ?? null);
      return [field.name, value];
    }),
  );
}

/** An Id no row of the table has had. */
export function newId({ state, deployId }: Ground, table: string, key: string): string {
  const { keyPrefix } = state.tables.of(table).type;
  return madeUpId(state, keyPrefix ?? '0z0', `${deployId}:${table}:${key}`);
}

/**
 * Adds a row, or changes the one given, as the deploying user; cells of columns the table has not are left out.
 * Answers the row as it is now.
 */
export function putRow(
  ground: Ground,
  table: string,
  before: Row | undefined,
  cells: Record<string, Value>,
): Row {
  const { state, userId, now } = ground;
  const target = state.tables.of(table);
  const created = { CreatedById: userId, CreatedDate: now, OwnerId: userId, IsDeleted: false };
  const key = JSON.stringify(cells);
  const base = before ?? { ...blank(target.type.describe), Id: newId(ground, table, key), ...known(created) };
  const row = {
    ...base,
    ...known(cells),
    ...known({ LastModifiedById: userId, LastModifiedDate: now, SystemModstamp: now }),
  };
  target.put(row);
  return row;

  function known(some: Record<string, Value>): Record<string, Value> {
    return Object.fromEntries(
      Object.entries(some).filter(([column]) => target.type.field(column) !== undefined),
    );
  }
}

/** Takes a row away: into the bin where the table has one and the deploy does not purge. */
export function dropRow({ state, purges }: Ground, table: string, row: Row): void {
  const target = state.tables.of(table);
  if (!purges && target.type.describe.undeletable && 'IsDeleted' in row)
    target.put({ ...row, IsDeleted: true });
  else target.drop(String(row.Id));
}

// A small org for the metadata room's tests: a handful of objects and the rows its components are drawn from.
import type { OrgState, SObjectType, Table, Tables } from '../model.ts';
import { KeptTable } from '../store/keptTable.ts';
import { id18, rows } from './fixtures.rows.ts';
import { types } from './fixtures.schema.ts';

const now = new Date('2026-11-24T12:00:00.000Z');

function tablesOf(all: readonly SObjectType[]): Tables {
  const tables = new Map<string, Table>(
    all.map((known) => [known.name, new KeptTable(known, { key: 'Id', rows: () => rows[known.name] ?? [] })]),
  );
  return {
    of: (name) => {
      const table = tables.get(name);
      if (table === undefined) throw new RangeError(`No table ${name}`);
      return table;
    },
  };
}

export const adminId = id18('005PO0000000001');

/** The org; only the user `adminId` may use the Metadata API. */
export function smallOrg(seed = 7): OrgState {
  const body = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10]);
  return {
    id: id18('00DPO0000000001'),
    seed,
    scale: 1,
    schema: {
      types,
      find: (name) => types.find((known) => known.name.toLowerCase() === name.toLowerCase()),
      byKeyPrefix: () => undefined,
    },
    tables: tablesOf(types),
    blobs: { of: () => ({ size: body.length, md5: '', bytes: () => [body] }), put: () => undefined },
    now: () => now,
    access: (userId) => ({
      userId,
      has: (permission) => userId === adminId && permission === 'ModifyAllData',
      seesObject: () => true,
      seesField: () => true,
      seesRow: () => true,
      mayCreate: () => true,
      mayUpdate: () => true,
      mayDelete: () => true,
      mayEditField: () => true,
      mayEditRow: () => true,
      mayDeleteRow: () => true,
    }),
  };
}

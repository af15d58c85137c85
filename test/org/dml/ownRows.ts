// Rows the org makes, changes and takes away by itself while it saves others.
import { insertRow, touchRow } from './save.ts';
import type { Ground, OwnRows } from './ground.ts';
import { stampNew } from './systemFields.ts';
import { planOf, type Draft } from './typePlan.ts';

/** `ground` is asked when a row is made: it holds these rows itself. */
export function createOwnRows(ground: () => Ground): OwnRows {
  return {
    make(object, cells, writer) {
      const own = ground();
      const { type } = own.state.tables.of(object);
      return insertRow(
        own,
        planOf(type),
        { cells: new Map(Object.entries(cells)), bodies: new Map() },
        writer,
      );
    },
    record(object, cells, writer) {
      const { state, stamp, journal } = ground();
      const plan = planOf(state.tables.of(object).type);
      const draft: Draft = { ...plan.blank, ...plan.defaults, Id: state.tables.newId(object), ...cells };
      stampNew(draft, plan, writer.userId, stamp);
      journal.put(object, draft);
    },
    alter(object, id, cells, writer) {
      const own = ground();
      const table = own.state.tables.of(object);
      const row = table.get(id);
      if (row !== undefined) touchRow(own, planOf(table.type), row, cells, writer);
    },
    discard(object, row) {
      ground().journal.drop(object, String(row.Id));
    },
  };
}

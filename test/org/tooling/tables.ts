// The Tooling API's own types, filled from the metadata room's components: what a query answers and what a retrieve
// brings are then one thing. Rows go into the org's tables when the room opens, and again after components changed;
// `Metadata` is made when it is read.
import type { OrgState } from '../model.ts';
import type { MetadataRoom } from '../metadata/room.ts';
import { fitRow, toolingRows } from './rows.ts';

export interface ToolingTables {
  /** Puts the rows of every tooling type the schema has, and takes away those whose component is gone. */
  fill(): void;
}

/** `Metadata` cells of these tables hold JSON objects. */
export function toolingTables(state: OrgState, room: Pick<MetadataRoom, 'store'>): ToolingTables {
  const filled = new Map<string, ReadonlySet<string>>();
  return {
    fill() {
      for (const [name, make] of Object.entries(toolingRows)) {
        const type = state.schema.find(name);
        if (type === undefined) continue;
        const table = state.tables.of(type.name);
        const rows = [...make({ state, room })].map((draft) => fitRow(draft, type.describe.fields));
        const ids = new Set(rows.map(({ Id }) => String(Id)));
        for (const id of filled.get(name) ?? []) if (!ids.has(id)) table.drop(id);
        for (const row of rows) table.put(row);
        filled.set(name, ids);
      }
    },
  };
}

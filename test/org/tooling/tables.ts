// The Tooling API's own types, filled from the metadata room's components: what a query answers and what a retrieve
// brings are then one thing. Rows go into the org's tables when the room opens; `Metadata` is made when it is read.
import type { OrgState } from '../model.ts';
import type { MetadataRoom } from '../metadata/room.ts';
import { fitRow, toolingRows } from './rows.ts';

/** Puts the rows of every tooling type the schema has. `Metadata` cells hold JSON objects. */
export function fillToolingTables(state: OrgState, room: Pick<MetadataRoom, 'store'>): void {
  for (const [name, make] of Object.entries(toolingRows)) {
    const type = state.schema.find(name);
    if (type === undefined) continue;
    const table = state.tables.of(type.name);
    for (const draft of make({ state, room })) table.put(fitRow(draft, type.describe.fields));
  }
}

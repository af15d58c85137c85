// The share row every owner has, where the object has shares (Object Reference, AccountShare: RowCause `Owner`).
import { SHARES } from '../data/recipes/shares.ts';
import type { Row } from '../model.ts';
import { changed, type Change } from './change.ts';

export function keepOwnerShare(change: Change, saved: Row): void {
  const { ground, plan, writer } = change;
  const share = SHARES.find(([, parent]) => parent === plan.type.name);
  if (share === undefined || !plan.has('OwnerId') || !changed(change, 'OwnerId')) return;
  const [object, , field, levels] = share;
  const table = ground.state.tables.of(object);
  for (const row of [...table.where(field, String(saved.Id))])
    if (row.RowCause === 'Owner') ground.rows.discard(object, row);
  ground.rows.record(
    object,
    { ...levels, [field]: saved.Id!, UserOrGroupId: saved.OwnerId!, RowCause: 'Owner' },
    writer,
  );
}

// Rows that are in the org, or will be once they are taken out of its recycle bin: compared cell by cell where their
// stamps say they changed, and given back the references they lost to rows that this plan creates anew.
import { decideAlive, type AliveDecision, type ComparedField } from '../decide/aliveRow.ts';
import type { FieldRules } from '../decide/fields.ts';
import { liveCells, type LiveCells } from '../live/liveRows.ts';
import type { VersionRow } from '../select/version.ts';
import { baseOf, type ObjectPart } from './objectPart.ts';
import { UPDATE_AFTER_CREATES, UPDATE_NOW } from './stepOrder.ts';

/** Lost references: field → Id of the row in the version that is created anew. */
type Relinks = Readonly<Record<string, string>>;

interface Compared {
  readonly relinks: Relinks;
  readonly fields: readonly ComparedField[];
}

export class AliveRows {
  readonly #part: ObjectPart;
  readonly #fields: readonly FieldRules[];

  constructor(part: ObjectPart) {
    this.#part = part;
    this.#fields = part.fields.filter(({ onUpdate }) => onUpdate);
  }

  async plan(rows: readonly VersionRow[]): Promise<void> {
    const { planning, references } = this.#part.tools;
    const closer: VersionRow[] = [];
    for (const row of rows) {
      if (await this.#needsLook(row)) closer.push(row);
      else await this.#part.skip(row, 'same');
    }
    if (closer.length === 0) return;
    await references.lookUp(closer, this.#part.references);
    const names = this.#fields.map(({ name }) => name);
    const ids = closer.map(({ id }) => id);
    const live = await liveCells(planning.target.session, this.#part.live, ids, names, planning.signal);
    for (const row of closer) {
      const now = live.get(row.id);
      if (now) await this.#planOne(row, now);
      else await this.#part.skip(row, 'vanished', 'deleted for good while the plan was made');
    }
  }

  async #needsLook(row: VersionRow): Promise<boolean> {
    const { fates, version } = this.#part.tools.planning;
    const part = this.#part.partOf(row);
    if (part === 'chosen' && !fates.is(this.#part.live.name, row.id, 'same')) return true;
    for (const field of this.#part.references) {
      const id = row.cell(field);
      const object = id ? await version.objectOf(id) : undefined;
      if (id && object !== undefined && fates.isCreated(object, id)) return true;
    }
    return false;
  }

  async #planOne(row: VersionRow, now: LiveCells): Promise<void> {
    const { request } = this.#part.tools.planning;
    const { relinks, fields } = await this.#compare(row, now);
    const isChosen = this.#part.partOf(row) === 'chosen';
    const decision = decideAlive(isChosen ? fields : [], now.stamp !== row.stamp, request);
    if (decision.action === 'Conflict') await this.#conflict(row, decision);
    const { cells, before } = decision.action === 'Update' ? decision : NOTHING;
    if (Object.keys(relinks).length + Object.keys(cells).length > 0)
      await this.#update(row, now, { cells, before, relinks });
    // What is taken out of the recycle bin is no row to leave alone.
    else if (decision.action === 'Skip' && !now.isDeleted) await this.#part.skip(row, decision.reason);
  }

  async #compare(row: VersionRow, now: LiveCells): Promise<Compared> {
    const relinks: Record<string, string> = {};
    const fields: ComparedField[] = [];
    for (const { name, live } of this.#fields) {
      const archived = row.cell(name);
      if (archived === undefined) continue;
      const wanted =
        live.type === 'reference' && archived !== null
          ? await this.#part.tools.references.resolve(archived)
          : undefined;
      const present = now.cells[name] ?? null;
      if (wanted?.kind === 'missing') continue;
      if (wanted?.kind !== 'created') fields.push({ name, type: live.type, archived, live: present });
      // What somebody put there meanwhile stays.
      else if (present === null && archived !== null) relinks[name] = archived;
    }
    return { relinks, fields };
  }

  async #conflict(row: VersionRow, decision: Extract<AliveDecision, { action: 'Conflict' }>): Promise<void> {
    this.#part.tools.planning.problems.conflicts += 1;
    await this.#part.tools.spool.put('none', { ...baseOf(this.#part, row), ...decision });
  }

  async #update(
    row: VersionRow,
    now: LiveCells,
    {
      cells,
      before,
      relinks,
    }: Pick<Extract<AliveDecision, { action: 'Update' }>, 'cells' | 'before'> & { relinks: Relinks },
  ): Promise<void> {
    const emptied = Object.fromEntries(Object.keys(relinks).map((field) => [field, null]));
    const line = {
      ...baseOf(this.#part, row),
      action: 'Update',
      cells,
      refs: relinks,
      before: { ...before, ...emptied },
      stamp: now.stamp ?? '',
    } as const;
    const turn = Object.keys(relinks).length > 0 ? UPDATE_AFTER_CREATES : UPDATE_NOW;
    await this.#part.tools.spool.put('update', line, turn);
  }
}

const NOTHING = { cells: {}, before: {} } as const;

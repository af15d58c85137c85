// Rows that the org does not have any more, or not yet: created anew, in turns, with what must wait put off.
import { decideCreated, type CreatedRow } from '../decide/createdRow.ts';
import type { PlannedBody } from './model.ts';
import { BODY_FIELDS } from '../select/files.ts';
import type { VersionRow } from '../select/version.ts';
import { baseOf, type ObjectPart } from './objectPart.ts';
import type { Resolved } from './references.ts';
import { PATCH_LOCKING, PATCH_REFERENCES } from './stepOrder.ts';

const MISSING: Resolved = { kind: 'missing', reason: 'parent-missing' };

export class CreatedRows {
  readonly #part: ObjectPart;
  readonly #unique: Map<string, number>;
  #rows = 0;

  constructor(part: ObjectPart) {
    this.#part = part;
    const unique = part.fields.filter(({ live, onCreate }) => live.unique && onCreate);
    const externalFirst = unique.toSorted((a, b) => Number(b.live.externalId) - Number(a.live.externalId));
    this.#unique = new Map(externalFirst.map(({ name }) => [name, 0]));
  }

  /** A unique field that all rows planned so far fill in. */
  get correlation(): string | undefined {
    return [...this.#unique].find(([, filled]) => this.#rows > 0 && filled === this.#rows)?.[0];
  }

  async plan(rows: readonly VersionRow[]): Promise<void> {
    // What comes to be with rows of another object has no line: its Id is known when they are created.
    if (this.#part.special?.madeBy !== undefined) return;
    await this.#part.tools.references.lookUp(rows, this.#part.references);
    for (const row of rows) await this.#planOne(row);
  }

  async #planOne(row: VersionRow): Promise<void> {
    const { joined, bodies, earlier } = this.#part.tools;
    const resolved = await this.#resolved(row);
    const decision = decideCreated(
      {
        cell: (field) => joined.cell(row, field),
        reference: (field) => resolved.get(field) ?? MISSING,
        isEarlier: (object) => earlier.has(object),
      },
      this.#part.fields,
      this.#part.special,
    );
    if ('skip' in decision) {
      if (decision.skip === 'unmatched') this.#unmatched(row, decision.detail ?? '');
      return this.#drop(row, decision.skip, decision.detail);
    }
    const lost = Object.keys(decision.lost).filter((field) => decision.lost[field] === 'unmatched');
    for (const field of lost) this.#unmatched(row, field);
    if (lost.length > 0 && this.#part.tools.planning.request.unmatched === 'skip')
      return this.#drop(row, 'unmatched', lost.join(', '));
    const body = bodies.get(row.id);
    if (body === undefined && this.#lacksBody(row)) return this.#drop(row, 'body-missing');
    await this.#put(row, await this.#withActiveOwner(decision), body);
  }

  /** The stand-in's name is on the row then, and the plan says so. */
  async #withActiveOwner(decision: CreatedRow): Promise<CreatedRow> {
    const { inactive, planning } = this.#part.tools;
    const { inactiveOwners, fallbackUser } = planning.request;
    const phase = decision.laterCells.OwnerId ? 'laterCells' : 'cells';
    const owner = decision[phase].OwnerId;
    if (!owner || !(await inactive.has(owner))) return decision;
    planning.problems.inactiveOwners += 1;
    if (inactiveOwners !== 'fallback' || fallbackUser === undefined) return decision;
    return {
      ...decision,
      [phase]: { ...decision[phase], OwnerId: fallbackUser },
      lost: { ...decision.lost, OwnerId: 'inactive-owner' },
    };
  }

  async #resolved(row: VersionRow): Promise<ReadonlyMap<string, Resolved>> {
    const resolved = new Map<string, Resolved>();
    for (const name of this.#part.references) {
      const id = row.cell(name);
      if (id) resolved.set(name, await this.#part.tools.references.resolve(id));
    }
    return resolved;
  }

  /** A file version that is a link has no body. */
  #lacksBody(row: VersionRow): boolean {
    return BODY_FIELDS[this.#part.live.name] !== undefined && !row.cell('ContentUrl');
  }

  #unmatched(row: VersionRow, field: string): void {
    const example = row.cell(field) ?? '';
    this.#part.tools.planning.problems.addUnmatched(`${this.#part.live.name}.${field}`, example);
  }

  async #drop(row: VersionRow, reason: string, detail?: string): Promise<void> {
    this.#part.tools.planning.fates.set(this.#part.live.name, row.id, 'dropped');
    await this.#part.skip(row, reason, detail);
  }

  async #put(row: VersionRow, decision: CreatedRow, body: PlannedBody | undefined): Promise<void> {
    const { spool, joined } = this.#part.tools;
    const { cells, refs, lost, laterRefs, laterCells } = decision;
    const { isFirst } = this.#part.special ?? {};
    const base = baseOf(this.#part, row);
    const turn = isFirst === undefined || isFirst((field) => joined.cell(row, field)) ? 0 : 1;
    const fields = this.#part.special?.makes?.((field) => joined.cell(row, field)) ?? [];
    const makes = Object.fromEntries(fields.map((field) => [field, row.cell(field) ?? '']));
    const extras = {
      ...(body && { body }),
      ...(!isEmpty(makes) && { makes }),
      ...(!isEmpty(lost) && { lost }),
    };
    await spool.put('create', { ...base, action: 'Create', cells, refs, ...extras }, turn);
    const patch = { ...base, action: 'Update', phase: 'patch' } as const;
    if (!isEmpty(laterRefs))
      await spool.put('patch', { ...patch, refs: laterRefs, cells: {} }, PATCH_REFERENCES);
    if (!isEmpty(laterCells))
      await spool.put('patch', { ...patch, refs: {}, cells: laterCells }, PATCH_LOCKING);
    this.#rows += 1;
    for (const [name, filled] of this.#unique) if (cells[name]) this.#unique.set(name, filled + 1);
  }
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

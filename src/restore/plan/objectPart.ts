// What the planners of living and of created rows of one object share.
import type { ObjectDescribe } from '../../org/describe.ts';
import type { FieldRules } from '../decide/fields.ts';
import { specialObject, type SpecialObject } from '../decide/specialObjects.ts';
import type { InactiveUsers } from '../live/inactiveUsers.ts';
import type { Bodies } from '../select/files.ts';
import type { Joined } from '../select/joined.ts';
import type { Part } from '../select/selection.ts';
import type { VersionRow } from '../select/version.ts';
import type { Planning } from './context.ts';
import type { References } from './references.ts';
import type { Spool } from './spool.ts';

export interface PlanTools {
  readonly planning: Planning;
  readonly references: References;
  readonly joined: Joined;
  readonly inactive: InactiveUsers;
  readonly bodies: Bodies;
  readonly spool: Spool;
  /** Objects whose creations come before this one's. */
  readonly earlier: ReadonlySet<string>;
}

export class ObjectPart {
  readonly tools: PlanTools;
  readonly live: ObjectDescribe;
  readonly fields: readonly FieldRules[];
  /** Names of the fields among them that point at rows. */
  readonly references: readonly string[];
  readonly special: SpecialObject | undefined;

  constructor(tools: PlanTools, live: ObjectDescribe, fields: readonly FieldRules[]) {
    this.tools = tools;
    this.live = live;
    this.fields = fields;
    this.references = fields.filter((field) => field.live.type === 'reference').map(({ name }) => name);
    this.special = specialObject(live.name, live.associateEntityType);
  }

  partOf(row: VersionRow): Part | undefined {
    return this.tools.planning.selection.partOf(this.live.name, row.id);
  }

  /** Rows that came along are no news as long as nothing keeps them from being what they are needed for. */
  async skip(row: VersionRow, reason: string, detail?: string): Promise<void> {
    if (this.partOf(row) !== 'chosen' && detail === undefined) return;
    const line = { ...baseOf(this, row), action: 'Skip', reason, ...(detail && { detail }) } as const;
    await this.tools.spool.put('none', line);
  }
}

interface Base {
  readonly type: 'row';
  readonly object: string;
  readonly id: string;
  readonly name?: string;
}

const NAMES = ['Name', 'Subject', 'Title', 'CaseNumber'];

/** What every line says of its row. */
export function baseOf({ live }: ObjectPart, row: VersionRow): Base {
  const name = NAMES.map((field) => row.cell(field)).find((cell) => typeof cell === 'string');
  return { type: 'row', object: live.name, id: row.id, ...(name && { name }) };
}

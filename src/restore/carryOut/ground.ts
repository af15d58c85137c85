// What every part of carrying out a plan stands on: the org, the plan, the journal and what it has come to so far.
import type { Session } from '../../org/session.ts';
import type { MemberSource } from '../../vault/read/member.ts';
import type { PlannedObject, PlanHeader } from '../plan/model.ts';
import type { RestoreJournal, JournalLine } from './journal.ts';
import type { CarryOutListener } from './model.ts';
import type { Progress } from './progress.ts';

export interface Ground {
  readonly session: Session;
  readonly header: PlanHeader;
  readonly userId: string;
  readonly progress: Progress;
  readonly journal: RestoreJournal;
  readonly vault: MemberSource | undefined;
  /** Milliseconds that the org may work on a call whose answer was lost. */
  readonly longestCall: number;
  readonly listener: CarryOutListener;
  /** Looked at between calls; a call under way is always heard out. */
  readonly signal: AbortSignal;
}

/** Writes a line down, durably, and takes it in. */
export async function note({ journal, progress }: Ground, line: JournalLine): Promise<void> {
  await journal.append(line);
  progress.take(line);
}

const NOTHING: PlannedObject = { name: '', keyPrefix: null, fields: {} };

/** What the plan says of an object. */
export function plannedObject({ header }: Ground, object: string): PlannedObject {
  return header.objects.find(({ name }) => name === object) ?? { ...NOTHING, name: object };
}

/** Describe types of the fields that are written. */
export function typesOf(ground: Ground, object: string): Readonly<Partial<Record<string, string>>> {
  return plannedObject(ground, object).fields;
}

/** The org's time in whole seconds, which is how finely rows are stamped. */
export function serverSecond({ session }: Ground): string {
  return `${session.serverNow().toISOString().slice(0, 19)}Z`;
}

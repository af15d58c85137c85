// Which objects hold data that a restore may write, decided by what the target's describes say. Setup (users,
// permissions, code) comes back as metadata or is matched; history, feeds and views are evidence only.
import type { GlobalDescribeEntry } from '../../org/describe.ts';
import { SPECIAL_OBJECTS } from '../decide/specialObjects.ts';

/** Why an object's rows are left out. Keys of messages/restore.reasons. */
export type LeftOut = 'object-missing' | 'evidence-only' | 'setup' | 'metadata' | 'not-createable';

/** The describe's flags that tell business objects from setup objects. */
export type Describable = Pick<
  GlobalDescribeEntry,
  'name' | 'createable' | 'updateable' | 'undeletable' | 'customSetting' | 'associateEntityType'
> & { readonly triggerable?: boolean; readonly layoutable?: boolean };

/** Triggerable or with layouts, and setup all the same. */
const SETUP: ReadonlySet<string> = new Set([
  'User',
  'Organization',
  'Network',
  'Profile',
  'Report',
  'Dashboard',
]);

/** Work of users, though it has neither triggers nor layouts. */
const DATA: ReadonlySet<string> = new Set(['ContentFolder', 'Vote', 'Holiday', 'Note', 'Attachment']);

const EVIDENCE: ReadonlySet<string> = new Set(['History', 'Feed', 'ChangeEvent']);

/** Undefined for an object whose rows can be restored. @param live undefined when the target does not show it */
export function leftOut(name: string, live: Describable | undefined): LeftOut | undefined {
  if (name.endsWith('__mdt')) return 'metadata';
  if (live === undefined) return 'object-missing';
  if (EVIDENCE.has(live.associateEntityType ?? '')) return 'evidence-only';
  if (!live.createable && SPECIAL_OBJECTS[name]?.madeBy === undefined) return 'not-createable';
  if (SETUP.has(name)) return 'setup';
  const isData =
    live.triggerable === true ||
    live.layoutable === true ||
    live.undeletable ||
    live.customSetting ||
    live.associateEntityType === 'Share' ||
    DATA.has(name);
  return isData ? undefined : 'setup';
}

// Which fields of an object can be written, when, and why not the others. The target's describe decides, not the
// version's; what the version says is only needed to tell masked values.
import type { FieldDescribe, ObjectDescribe } from '../../org/describe.ts';
import type { VersionObject } from '../select/version.ts';
import { SPECIAL_OBJECTS } from './specialObjects.ts';

/** Why a field is never written. Keys of messages/restore.reasons. */
export type Unwritten =
  | 'calculated'
  | 'auto-number'
  | 'system'
  | 'audit'
  | 'body'
  | 'set-by-platform'
  | 'masked'
  | 'field-missing'
  | 'type-changed'
  | 'not-writeable';

export interface FieldRules {
  readonly name: string;
  /** As the target describes it. */
  readonly live: FieldDescribe;
  readonly onCreate: boolean;
  readonly onUpdate: boolean;
}

export interface WriteableFields {
  readonly fields: readonly FieldRules[];
  readonly unwritten: Readonly<Record<string, Unwritten>>;
}

const SYSTEM: ReadonlySet<string> = new Set([
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
]);

/** Settable at creation with "Set Audit Fields upon Record Creation" (help article 000334139), never afterwards. */
const AUDIT: ReadonlySet<string> = new Set([
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
]);

/** @param auditFields whether to set who created and changed a row, where the org lets this user */
export function writeableFields(
  version: VersionObject,
  live: ObjectDescribe,
  { auditFields }: { readonly auditFields: boolean },
): WriteableFields {
  const targets = new Map(live.fields.map((field) => [field.name, field]));
  const fields: FieldRules[] = [];
  const unwritten: Record<string, Unwritten> = {};
  for (const name of version.columns) {
    const target = targets.get(name);
    const isSetByPlatform = SPECIAL_OBJECTS[version.name]?.setByPlatform?.includes(name) ?? false;
    const reason = isSetByPlatform
      ? 'set-by-platform'
      : reasonAgainst(version.field(name), target, auditFields);
    if (target === undefined || reason !== undefined) unwritten[name] = reason ?? 'field-missing';
    else {
      const onUpdate = target.updateable && !AUDIT.has(name);
      fields.push({ name, live: target, onCreate: target.createable, onUpdate });
    }
  }
  return { fields, unwritten };
}

function reasonAgainst(
  archived: FieldDescribe | undefined,
  target: FieldDescribe | undefined,
  auditFields: boolean,
): Unwritten | undefined {
  const name = archived?.name ?? target?.name ?? '';
  if (SYSTEM.has(name)) return 'system';
  if (target === undefined) return archived?.calculated ? 'calculated' : 'field-missing';
  if (target.calculated) return 'calculated';
  if (target.autoNumber) return 'auto-number';
  if (AUDIT.has(name) && !(auditFields && target.createable)) return 'audit';
  if (target.type === 'base64') return 'body';
  if (isMasked(archived) || isMasked(target)) return 'masked';
  if (!target.createable && !target.updateable) return 'not-writeable';
  return archived !== undefined && !fits(archived.type, target.type) ? 'type-changed' : undefined;
}

/** Classic encrypted text reads as a mask; Shield encryption (`encrypted`) reads as it is. */
function isMasked(field: FieldDescribe | undefined): boolean {
  return field?.type === 'encryptedstring';
}

const TEXTS: ReadonlySet<string> = new Set([
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'combobox',
  'email',
  'phone',
  'url',
]);
const NUMBERS: ReadonlySet<string> = new Set(['double', 'currency', 'percent', 'int', 'long']);

/** Whether values of one type can be written to a field of another: within texts and within numbers, not across. */
export function fits(archived: string, target: string): boolean {
  if (archived === target) return true;
  return [TEXTS, NUMBERS].some((family) => family.has(archived) && family.has(target));
}

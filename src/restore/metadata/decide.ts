// What is to happen to each component that differs: which are deployed, deleted, switched off or left, and why. Pure.
import type { ComponentName } from '../../org/metadata/component.ts';
import type { Action } from '../plan/model.ts';
import { readDocument, textOf } from './document.ts';
import type { Change, Finding } from './findings.ts';

/**
 * Why a component stays as it is, or does not come back whole:
 * `kept` added since, and only `exact` deletes · `managed` a package's own · `installed-package` versions of packages are
 * installed, not deployed · `not-deletable` by any deploy · `active-flow` switched off now, deletable then ·
 * `profile-entries` some entries cannot be taken back
 */
export type Reason =
  'kept' | 'managed' | 'installed-package' | 'not-deletable' | 'active-flow' | 'profile-entries';

export interface PlannedComponent extends ComponentName {
  readonly action: Extract<Action, 'Create' | 'Update' | 'Delete' | 'Skip'>;
  readonly change: Change;
  readonly parent?: ComponentName;
  /** Of a profile: the entries that differ. */
  readonly entries?: readonly string[];
  readonly reason?: Reason;
  /** Of a profile: the entries no deploy takes back. */
  readonly left?: readonly string[];
}

export interface Decisions {
  readonly components: readonly PlannedComponent[];
  /** What to deploy. */
  readonly put: readonly Finding[];
  /** What to delete. */
  readonly destroy: readonly Finding[];
  /** Full names of flows of which no version may stay active. */
  readonly deactivated: readonly string[];
}

const ACTIONS = { changed: 'Update', deleted: 'Create', added: 'Delete' } as const;

export function decide(findings: readonly Finding[], exact: boolean): Decisions {
  const planned = findings.map((finding) => ({ finding, component: plannedFor(finding, exact) }));
  const of = (...actions: ReadonlyArray<PlannedComponent['action']>): Finding[] =>
    planned.filter(({ component }) => actions.includes(component.action)).map(({ finding }) => finding);
  return {
    components: planned.map(({ component }) => component),
    put: of('Create', 'Update'),
    destroy: of('Delete'),
    deactivated: planned
      .filter(({ finding, component }) => component.reason === 'active-flow' || isSwitchedOff(finding))
      .map(({ component }) => component.fullName),
  };
}

function plannedFor({ difference, isManaged, live, left = [] }: Finding, exact: boolean): PlannedComponent {
  const { change } = difference;
  const skip = (reason: Reason): PlannedComponent => ({ ...difference, action: 'Skip', reason });
  if (isManaged) return skip('managed');
  if (difference.type === 'InstalledPackage') return skip('installed-package');
  if (change === 'added' && !exact) return skip('kept');
  if (change === 'added' && isKept(difference, live)) return skip('not-deletable');
  if (change === 'added' && isActiveFlow(difference, live)) return skip('active-flow');
  const partly = left.length > 0 ? { reason: 'profile-entries' as const, left } : {};
  return { ...difference, action: ACTIONS[change], ...partly };
}

/** A flow that was not active and is now. */
function isSwitchedOff({ difference, put, live }: Finding): boolean {
  if (difference.change !== 'changed' || !isActiveFlow(difference, live)) return false;
  const [content] = put;
  const was = content && 'bytes' in content ? readDocument(content.bytes) : undefined;
  return textOf(was, 'status') !== 'Active';
}

/** Metadata API Developer Guide: an active version of a flow is not deleted. */
function isActiveFlow({ type }: ComponentName, live: Finding['live']): boolean {
  return type === 'Flow' && rootText(live, 'status') === 'Active';
}

type Kept = (fullName: string, live: Finding['live']) => boolean;
const always: Kept = () => true;

/** What no deploy deletes (Metadata API Developer Guide, by type; Salesforce Help, "Delete Profiles"). */
const KEPT: Readonly<Partial<Record<string, Kept>>> = {
  CustomField: (fullName) => !fullName.endsWith('__c'),
  CustomObject: (fullName) => !fullName.includes('__'),
  Profile: (_fullName, live) => rootText(live, 'custom') !== 'true',
  RecordType: always,
  Settings: always,
  StandardValueSet: always,
};

function isKept({ type, fullName }: ComponentName, live: Finding['live']): boolean {
  return KEPT[type]?.(fullName, live) ?? false;
}

function rootText(live: Finding['live'], name: string): string | undefined {
  return live !== undefined && 'elements' in live ? textOf(live, name) : undefined;
}

/** Types with secrets that a retrieve never gives and a deploy cannot bring (Metadata API Developer Guide, by type). */
const SECRET_HOLDERS: ReadonlySet<string> = new Set([
  'AuthProvider',
  'Certificate',
  'ConnectedApp',
  'ExternalCredential',
  'ExternalDataSource',
  'ExtlClntAppGlobalOauthSettings',
  'NamedCredential',
  'SamlSsoConfig',
]);

/** Components that a person must give their secrets again. */
export function needingPerson(components: readonly PlannedComponent[]): ComponentName[] {
  return components
    .filter(({ action, type }) => (action === 'Create' || action === 'Update') && SECRET_HOLDERS.has(type))
    .map(({ type, fullName }) => ({ type, fullName }));
}

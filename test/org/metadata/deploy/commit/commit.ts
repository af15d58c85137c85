// Makes a judged deploy real: schema and rows first, then the component store, in an order in which what is named is
// there, deletions of objects last. Nothing here may fail: the draft was judged.
import type { Definition } from '../../component.ts';
import { prefixOf, madeUpId } from '../../identity.ts';
import type { ComponentStore } from '../../store.ts';
import { metadataTypes } from '../../types.ts';
import type { Draft, DraftChange, DraftComponent } from '../draft.ts';
import { isSamePart } from '../draft.ts';
import type { Verdict } from '../judge.ts';
import { recordInAuditTrail } from './auditTrail.ts';
import { commitFlow, commitFlowDefinition } from './flows.ts';
import type { Ground } from './ground.ts';
import type { Seen } from './holders.ts';
import {
  commitGroup,
  commitMutingSet,
  commitPermissionSet,
  commitProfile,
  profileReader,
} from './holders.ts';
import { commitObject } from './objects.ts';
import { commitRow } from './rows.ts';
import { commitGlobalValueSet, commitStandardValueSet } from './valueSets.ts';

/** Rows of parts that no table holds: ids, dates and people by `Type:fullName`. */
export type PartRows = Map<string, Readonly<Record<string, unknown>>>;

type Commit = (change: DraftChange, draft: Draft, ground: Ground) => Seen | undefined;

const commits: Readonly<Record<string, Commit | undefined>> = {
  CustomObject: seenBy(commitObject),
  StandardValueSet: seenBy((change, _draft, ground) => commitStandardValueSet(change, ground)),
  GlobalValueSet: seenBy(commitGlobalValueSet),
  Profile: (change, _draft, ground) => commitProfile(change, ground),
  PermissionSet: (change, _draft, ground) => commitPermissionSet(change, ground),
  MutingPermissionSet: (change, _draft, ground) => commitMutingSet(change, ground),
  PermissionSetGroup: (change, _draft, ground) => commitGroup(change, ground),
  Flow: (change, _draft, ground) => commitFlow(change, ground),
  FlowDefinition: (change, _draft, ground) => commitFlowDefinition(change, ground),
};

/** Of types whose components are no rows. */
function seenBy(change: (...given: Parameters<Commit>) => void): Commit {
  return (...given) => {
    change(...given);
    return undefined;
  };
}

const withRow: Commit = (change, _draft, ground) => ({ row: commitRow(change, ground) });

/** Types others need first and types that need others last; the rest lies between. */
const FIRST = [
  'GlobalValueSet',
  'CustomObject',
  'ReportFolder',
  'DashboardFolder',
  'DocumentFolder',
  'EmailFolder',
  'Role',
  'Group',
];
const LAST = ['FlowDefinition', 'MutingPermissionSet', 'PermissionSet', 'PermissionSetGroup', 'Profile'];

function rank({ type, after }: DraftChange): number {
  if (after === undefined) return type === 'CustomObject' ? 300 : 200;
  if (FIRST.includes(type)) return FIRST.indexOf(type);
  return LAST.includes(type) ? 100 + LAST.indexOf(type) : 50;
}

/** Commits the verdict's draft and tells the audit trail. */
export function commit({ draft, successes }: Verdict, parts: PartRows, ground: Ground): void {
  listRows(ground);
  settleComponents(ground);
  const changes = draft.changes().sort((one, other) => rank(one) - rank(other));
  for (const change of changes) {
    const { type, fullName, after } = change;
    notePartRows(change, draft, parts, ground);
    const seen = (commits[type] ?? withRow)(change, draft, ground) ?? {};
    if (after === undefined) ground.store.drop(type, fullName);
    else ground.store.put(definitionOf(after, seen, ground));
  }
  recordInAuditTrail(successes, ground);
}

/** Tables whose rows are listed from the schema when first asked for: they are before it changes. */
const LISTED_FIRST: ReadonlySet<string> = new Set([
  'RecordType',
  'ListView',
  'ObjectPermissions',
  'FieldPermissions',
  'PermissionSet',
  'Profile',
]);

/** Types whose seeded components are drawn from the schema whenever they are read. */
const DRAWN = [
  'CustomObject',
  'CustomObjectTranslation',
  'Layout',
  'StandardValueSet',
  'StandardValueSetTranslation',
];

const settledStores = new WeakSet<ComponentStore>();

/** Before the schema changes for the first time, what is drawn from it is written down. */
function settleComponents(ground: Ground): void {
  if (settledStores.has(ground.store)) return;
  settledStores.add(ground.store);
  for (const type of DRAWN)
    ground.store.settle(type, (component) => {
      const tree = component.metadata();
      return () => tree;
    });
  ground.store.settle('Profile', (component) => profileReader(component, ground));
}

function listRows({ state }: Ground): void {
  for (const { name } of state.schema.types) if (LISTED_FIRST.has(name)) state.tables.of(name).get('');
}

function definitionOf(after: DraftComponent, { row, metadata }: Seen, ground: Ground): Definition {
  const { type, fullName, root, tree, body, bundle, extension } = after;
  const known = ground.store.find(type, fullName)?.properties;
  const identity = identityOf(type, fullName, known, ground);
  return {
    type,
    fullName,
    root,
    metadata: metadata ?? (() => tree),
    ...(body === undefined ? {} : { body: () => body }),
    ...(bundle === undefined ? {} : { bundle: () => bundle }),
    ...(extension === undefined ? {} : { extension }),
    ...(known?.namespacePrefix === undefined ? {} : { namespace: known.namespacePrefix }),
    row: { ...identity, ...(row?.Id === undefined ? {} : { Id: row.Id }) },
  };
}

interface Known {
  readonly id: string;
  readonly createdById: string;
  readonly createdDate: string;
}

/** Id and creator stay; the deploying user changed it now. */
function identityOf(
  type: string,
  fullName: string,
  known: Known | undefined,
  { state, userId, now, deployId }: Ground,
): Readonly<Record<string, unknown>> {
  return {
    Id: known?.id ?? madeUpId(state, prefixOf(type), `${deployId}:${type}:${fullName}`),
    CreatedById: known?.createdById ?? userId,
    CreatedDate: known?.createdDate ?? now,
    LastModifiedById: userId,
    LastModifiedDate: now,
  };
}

/** Parts that changed get the deploy's date and person; those that went lose theirs. */
function notePartRows(
  { type, before, after }: DraftChange,
  draft: Draft,
  parts: PartRows,
  ground: Ground,
): void {
  for (const child of metadataTypes().find(type)?.children ?? []) {
    const was = before === undefined ? new Map<string, never>() : draft.partsOf(before, child.tag);
    const now = after === undefined ? new Map<string, never>() : draft.partsOf(after, child.tag);
    const changed = [...new Set([...was.keys(), ...now.keys()])].filter(
      (name) => !isSamePart(was.get(name), now.get(name)),
    );
    if (changed.length === 0) continue;
    const known = new Map(
      ground.store.children(child.name).map(({ properties }) => [properties.fullName, properties]),
    );
    for (const name of changed) {
      const owner = (after ?? before)!.fullName;
      const fullName = child.namedByParent ? `${owner}.${name}` : name;
      const key = `${child.name}:${fullName}`;
      if (now.has(name)) parts.set(key, identityOf(child.name, fullName, known.get(fullName), ground));
      else parts.delete(key);
    }
  }
}

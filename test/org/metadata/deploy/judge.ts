// Decides a deploy without touching the org: puts and deletions are played on a draft, every component is checked against
// the whole, and out comes who may pass and the draft to make real. With rollback one failure fails all; without, what
// fails is left out, and what needs it with it.
import type { OrgState } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { ComponentStore } from '../store.ts';
import { metadataTypes } from '../types.ts';
import type { Finding, Subject } from './checks.ts';
import { findingsOf } from './checks.ts';
import type { Put } from './contents.ts';
import { deleteFrom, deletionProblem } from './deletions.ts';
import type { DraftComponent } from './draft.ts';
import { Draft, isSame, isSamePart, parentName } from './draft.ts';
import { merged } from './merge.ts';
import type { DeployProblem, DeploySuccess, Fate, Named } from './messages.ts';
import { deployError } from './messages.ts';
import { namesIn } from './names.ts';

/** A component a destructive manifest names. */
export interface Deletion {
  readonly type: string;
  readonly fullName: string;
  readonly manifest: string;
  readonly when: 'before' | 'after';
}

export interface Verdict {
  readonly draft: Draft;
  readonly successes: readonly DeploySuccess[];
  readonly failures: readonly DeployProblem[];
}

export interface Work {
  readonly puts: readonly Put[];
  readonly deletions: readonly Deletion[];
}

interface Ground {
  readonly store: ComponentStore;
  readonly state: OrgState;
}

const keyOf = ({ componentType, fullName }: Pick<Named, 'componentType' | 'fullName'>): string =>
  `${componentType}:${fullName}`;

/** Plays the work on a draft of its own. */
export function judge(work: Work, rollbackOnError: boolean, ground: Ground): Verdict {
  const left = new Set<string>();
  const failures: DeployProblem[] = [];
  for (;;) {
    const verdict = play(without(work, left), ground);
    const fresh = verdict.failures.filter((failure) => !left.has(keyOf(failure)));
    failures.push(...fresh);
    if (rollbackOnError || fresh.length === 0) return { ...verdict, failures };
    for (const failure of fresh) left.add(keyOf(failure));
  }
}

/** The work without what has failed; parts go with a component that is not there without them. */
function without({ puts, deletions }: Work, left: ReadonlySet<string>): Work {
  return {
    puts: puts
      .filter(({ component }) => !left.has(keyOf(component)))
      .map((put) => ({ ...put, parts: put.parts.filter((part) => !left.has(keyOf(part))) })),
    deletions: deletions.filter(({ type, fullName }) => !left.has(`${type}:${fullName}`)),
  };
}

function play({ puts, deletions }: Work, ground: Ground): Verdict {
  const draft = new Draft(ground.store);
  const due = (when: Deletion['when']): Played =>
    playDeletions(
      deletions.filter((deletion) => deletion.when === when),
      draft,
      ground.state,
    );
  const before = due('before');
  for (const put of puts) draft.put(merged(draft.get(put.component.type.name, put.component.fullName), put));
  const checked = puts.map((put) => playPut(put, draft, ground));
  const played = [before, ...checked, due('after')];
  return {
    draft,
    successes: played.flatMap(({ successes }) => successes),
    failures: played.flatMap(({ failures }) => failures),
  };
}

interface Played {
  readonly successes: DeploySuccess[];
  readonly failures: DeployProblem[];
}

function playDeletions(deletions: readonly Deletion[], draft: Draft, state: OrgState): Played {
  const successes: DeploySuccess[] = [];
  const failures: DeployProblem[] = [];
  // All of one manifest go together: what uses another of them is no hindrance.
  const present = deletions.filter((deletion) => {
    if (isThere(draft, deletion)) return true;
    successes.push(notThere(deletion));
    return false;
  });
  for (const deletion of present) {
    const { type, fullName } = deletion;
    const named = { componentType: type, fullName, fileName: fileOf(type, fullName) };
    const problem = deletionProblem(draft, deletion, present, state.tables);
    if (problem !== undefined) failures.push(deployError(named, problem));
    else successes.push({ ...named, fate: 'deleted', id: undefined, warning: undefined });
  }
  const failed = new Set(failures.map(keyOf));
  for (const { type, fullName } of present)
    if (!failed.has(`${type}:${fullName}`)) deleteFrom(draft, type, fullName);
  return { successes, failures };
}

function isThere(draft: Draft, { type, fullName }: Deletion): boolean {
  const isPart = metadataTypes().findChild(type) !== undefined;
  return (isPart ? draft.part(type, fullName) : draft.get(type, fullName)) !== undefined;
}

/** Recorded: what is not there to delete is a warning under the manifest's name. */
function notThere({ type, fullName, manifest }: Deletion): DeploySuccess {
  const name = manifest.slice(manifest.lastIndexOf('/') + 1);
  return {
    componentType: type,
    fullName: name,
    fileName: manifest,
    fate: 'unchanged',
    id: undefined,
    warning: `No ${type} named: ${fullName} found`,
  };
}

/** Where the component would lie in a package. */
function fileOf(type: string, fullName: string): string {
  const found = metadataTypes().findChild(type);
  const top = found?.parent ?? metadataTypes().find(type);
  const name = found === undefined ? fullName : parentName(found.child, fullName);
  return `${top?.directory ?? ''}/${name}.${top?.suffix ?? ''}`;
}

function playPut({ component, isWhole, parts }: Put, draft: Draft, { state, store }: Ground): Played {
  const names = namesIn(draft, state.schema);
  const type = component.type.name;
  const after = draft.get(type, component.fullName)!;
  const before = draft.before(type, component.fullName);
  const fate = fateOf(propertiesOf(component, before), propertiesOf(component, after));
  const isManaged = store.find(type, component.fullName)?.properties.manageableState === 'installed';
  const found = isManaged
    ? managedFindings(component, isWhole && fate === 'changed')
    : findingsOf(subject(component, component.tree, before?.tree, isWhole), names, state);
  const failures = found.map(({ problem, place }) => deployError(component, problem, place));
  const isOrphaned = failures.length > 0 && before === undefined;
  const successes: DeploySuccess[] = [];
  if (isWhole && failures.length === 0) successes.push(success(component, fate));
  for (const part of parts) {
    const was = before && draft.partsOf(before, part.child.tag).get(part.ownName);
    const findings = isOrphaned
      ? [{ problem: 'Parent entity failed to deploy', place: part.element }]
      : findingsOf(subject(part, part.tree, was, true), names, state);
    failures.push(...findings.map(({ problem, place }) => deployError(part, problem, place ?? part.element)));
    if (findings.length === 0) successes.push(success(part, partFate(was, part.tree)));
  }
  return { successes, failures };
}

/** What a managed package brought is its own. */
function managedFindings({ componentType, fullName }: Named, isTouched: boolean): Finding[] {
  const problem = `Cannot modify managed object: entity=${componentType}, component=${fullName}`;
  return isTouched ? [{ problem }] : [];
}

function subject(
  named: Named & Pick<Put['component'], 'element'> & { readonly body?: Buffer },
  tree: XmlTree,
  before: XmlTree | undefined,
  isWhole: boolean,
): Subject {
  const { componentType, fullName, element, body } = named;
  return { type: componentType, fullName, tree, before, element, body, isWhole };
}

function success({ componentType, fullName, fileName }: Named, fate: Fate): DeploySuccess {
  return { componentType, fullName, fileName, fate, id: undefined, warning: undefined };
}

/** A component without its named parts, which are judged one by one. */
function propertiesOf(
  { type }: Put['component'],
  whole: DraftComponent | undefined,
): DraftComponent | undefined {
  if (whole === undefined) return undefined;
  const tags = new Set(type.children.map(({ tag }) => tag));
  return { ...whole, tree: Object.fromEntries(Object.entries(whole.tree).filter(([tag]) => !tags.has(tag))) };
}

function fateOf(before: DraftComponent | undefined, after: DraftComponent | undefined): Fate {
  if (before === undefined) return 'created';
  return isSame(before, after) ? 'unchanged' : 'changed';
}

function partFate(before: XmlTree | undefined, after: XmlTree): Fate {
  if (before === undefined) return 'created';
  return isSamePart(before, after) ? 'unchanged' : 'changed';
}

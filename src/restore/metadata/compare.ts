// Compares a version's metadata with the org's, component by component: bytes first, and what differs there by meaning.
// XML may come in another order and layout; parts that are components of their own and profiles are compared element
// by element.
import type { ComponentName } from '../../org/metadata/component.ts';
import { meaningOf, readDocument, type XmlDocument } from './document.ts';
import type { Change, Content, Finding } from './findings.ts';
import { takeApart, type Part, type PartTypes } from './partTypes.ts';
import { compareProfiles } from './profileEntries.ts';
import { keyOf, type MetadataState, type StateComponent } from './state.ts';

/** By path; none on the side where a component is not. */
type Files = ReadonlyMap<string, Buffer>;

/** One component on both sides. */
interface Pair {
  readonly component: StateComponent;
  readonly change: Change;
  readonly was: Files;
  readonly is: Files;
}

/** Numbers of flow versions are the org's own count; flows are compared by what they do. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['FlowDefinition']);

/** Components that are deployed and deleted by their parts only. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'AssignmentRules',
  'AutoResponseRules',
  'CustomLabels',
  'EscalationRules',
  'MatchingRules',
  'SharingRules',
  'Workflow',
]);

/** All that differs, profiles last. Both states must speak of the same components. */
export async function compareStates(
  version: MetadataState,
  live: MetadataState,
  parts: PartTypes,
): Promise<Finding[]> {
  const pairs = await suspects(version, live);
  const isProfile = ({ component }: Pair): boolean => component.type === 'Profile';
  const findings = pairs.filter((pair) => !isProfile(pair)).flatMap((pair) => compareComponent(pair, parts));
  const added = new Set(
    findings
      .filter(({ difference }) => difference.change === 'added')
      .map(({ difference }) => keyOf(difference)),
  );
  const isAdded = (type: string, fullName: string): boolean => added.has(keyOf({ type, fullName }));
  return [...findings, ...pairs.filter(isProfile).flatMap((pair) => compareProfile(pair, isAdded))];
}

/** The components whose bytes differ, with their files. */
async function suspects(version: MetadataState, live: MetadataState): Promise<Pair[]> {
  const keys = [...new Set([...version.components.keys(), ...live.components.keys()])].sort();
  const differing = keys.flatMap((key) => {
    const [was, is] = [version.components.get(key), live.components.get(key)];
    const component = was ?? is;
    if (component === undefined || NOT_COMPARED.has(component.type)) return [];
    return hashesOf(was) === hashesOf(is) ? [] : [{ component, was, is, change: changeOf(was, is) }];
  });
  const pathsOf = (component: StateComponent | undefined): string[] =>
    component?.files.map(({ path }) => path) ?? [];
  const before = await version.read(new Set(differing.flatMap(({ was }) => pathsOf(was))));
  const now = await live.read(new Set(differing.flatMap(({ is }) => pathsOf(is))));
  const filesOf = (component: StateComponent | undefined, contents: Files): Files =>
    new Map(pathsOf(component).map((path) => [path, contents.get(path) ?? Buffer.alloc(0)]));
  return differing.map(({ was, is, ...pair }) => ({
    ...pair,
    was: filesOf(was, before),
    is: filesOf(is, now),
  }));
}

function hashesOf(component: StateComponent | undefined): string {
  const files = component?.files.map(({ path, sha256 }) => `${path} ${sha256}`) ?? [];
  return files.sort().join('\n');
}

function changeOf(was: StateComponent | undefined, is: StateComponent | undefined): Change {
  if (was === undefined) return 'added';
  return is === undefined ? 'deleted' : 'changed';
}

function compareComponent(pair: Pair, parts: PartTypes): Finding[] {
  const { component, change, was, is } = pair;
  const [before, now] = [documentOf(component, was), documentOf(component, is)];
  const either = before ?? now;
  const isByParts = parts.has(component.type) && (change === 'changed' || CONTAINERS.has(component.type));
  if (isByParts && either !== undefined) {
    const empty = { ...either, document: { ...either.document, elements: [] } };
    return compareParts(pair, before ?? empty, now ?? empty, parts);
  }
  return sameFiles(was, is) ? [] : [finding(component, change, wholeFiles(was), now?.document)];
}

function compareParts({ component, change }: Pair, was: Located, is: Located, parts: PartTypes): Finding[] {
  const before = takeApart(was.document, component, parts);
  const now = takeApart(is.document, component, parts);
  const own =
    change === 'added' || meaningOf(before.own) === meaningOf(now.own)
      ? []
      : [finding(component, 'changed', [{ path: was.path, fragment: before.own }])];
  const keys = [...new Set([...before.parts.keys(), ...now.parts.keys()])].sort();
  return [
    ...own,
    ...keys.flatMap((key) => comparePart(component, was, before.parts.get(key), now.parts.get(key))),
  ];
}

function comparePart(
  parent: StateComponent,
  { path, document }: Located,
  was: Part | undefined,
  is: Part | undefined,
): Finding[] {
  const named = was ?? is;
  if (named === undefined || was?.element.xml === is?.element.xml) return [];
  const { type, fullName } = named;
  const change: Change = was === undefined ? 'added' : is === undefined ? 'deleted' : 'changed';
  const ownName = fullName.slice(fullName.lastIndexOf('.') + 1);
  return [
    {
      difference: { type, fullName, change, parent: { type: parent.type, fullName: parent.fullName } },
      // What a subscriber adds to a managed object is the subscriber's own.
      isManaged: parent.isManaged && ownName.startsWith(`${parent.namespace}__`),
      put: was === undefined ? [] : [{ path, fragment: { ...document, elements: [was.element] } }],
      ...(is && { live: is.element }),
    },
  ];
}

function compareProfile(
  { component, change, was, is }: Pair,
  isAdded: (type: string, fullName: string) => boolean,
): Finding[] {
  const [before, now] = [documentOf(component, was), documentOf(component, is)];
  if (before === undefined || now === undefined)
    return [finding(component, change, wholeFiles(was), now?.document)];
  const { entries, left, differing } = compareProfiles(before.document, now.document, isAdded);
  if (differing.length === 0) return [];
  const fragment = { ...before.document, elements: entries };
  const found = finding(component, change, [{ path: before.path, fragment }]);
  return [{ ...found, left, difference: { ...found.difference, entries: differing } }];
}

function finding(
  { type, fullName, isManaged }: ComponentName & { readonly isManaged: boolean },
  change: Change,
  put: readonly Content[],
  live?: XmlDocument,
): Finding {
  return { difference: { type, fullName, change }, isManaged, put, ...(live && { live }) };
}

const wholeFiles = (files: Files): Content[] => [...files].map(([path, bytes]) => ({ path, bytes }));

interface Located {
  readonly path: string;
  readonly document: XmlDocument;
}

/** The XML of a component that is one file with its type's root. */
function documentOf({ type }: ComponentName, files: Files): Located | undefined {
  const [first, second] = files;
  if (first === undefined || second !== undefined) return undefined;
  const document = readDocument(first[1]);
  return document?.root === type ? { path: first[0], document } : undefined;
}

function sameFiles(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([path, bytes]) => isSame(bytes, other.get(path)));
}

function isSame(one: Buffer, other: Buffer | undefined): boolean {
  if (other === undefined) return false;
  if (one.equals(other)) return true;
  const [was, is] = [readDocument(one), readDocument(other)];
  return was !== undefined && is !== undefined && meaningOf(was) === meaningOf(is);
}

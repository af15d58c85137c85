// The automation that is active on some objects, read from the org's own metadata, so that each comes with the files that
// switch it off and on again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '../../../org/identity.ts';
import { describeTypes } from '../../../org/metadata/describeTypes.ts';
import type { ComponentName } from '../../../org/metadata/component.ts';
import { listComponents } from '../../../org/metadata/listComponents.ts';
import { registryFor } from '../../../org/metadata/sdr.ts';
import type { Session } from '../../../org/session.ts';
import { readDocument, textOf } from '../document.ts';
import { liveState } from '../liveState.ts';
import type { MetadataState } from '../state.ts';
import type { Automation } from './model.ts';
import { recognise, type Seen } from './recognise.ts';

export interface AutomationInventory {
  /** By object, type and name. */
  readonly automation: readonly Automation[];
  /** What could not be looked at: types that cannot be listed, components that cannot be retrieved. */
  readonly unseen: readonly string[];
}

/** Types whose components say by their name which object they are about. */
const NAMED_BY_OBJECT: Readonly<Partial<Record<string, (fullName: string) => string>>> = {
  AssignmentRules: (fullName) => fullName,
  CustomObject: (fullName) => fullName,
  DuplicateRule: (fullName) => fullName.split('.')[0] ?? '',
  Workflow: (fullName) => fullName,
};
const LOOKED_INTO: ReadonlySet<string> = new Set(['ApexTrigger', 'Flow', 'FlowDefinition']);

/** Reads only. OrgError as the org refuses. */
export async function listAutomation(
  session: Session,
  objects: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<AutomationInventory> {
  const { org } = await identify(session);
  const types = await describeTypes(session);
  const relevant = types.filter(({ name }) => LOOKED_INTO.has(name) || name in NAMED_BY_OBJECT);
  const { components, errors } = await listComponents(session, relevant, { signal });
  const wanted = components.filter((component) => isRelevant(component, objects));
  const folder = await mkdtemp(join(tmpdir(), 'automation-'));
  try {
    const registry = await registryFor(types);
    const state = await liveState(session, wanted, folder, { registry, signal });
    const seen = await filesIn(state);
    const versions = new Map(seen.flatMap(activeVersion));
    const facts = { isProduction: !org.sandbox, versionOf: (flow: string) => versions.get(flow) };
    const automation = seen
      .flatMap((one) => recognise(one, facts))
      .filter(({ object }) => objects.has(object))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const lost = state.lost.flatMap(({ pack }) =>
      pack.components.map(({ type, fullName }) => `${type}:${fullName}`),
    );
    return { automation, unseen: [...errors.map(({ type }) => type), ...lost] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isRelevant({ type, fullName }: ComponentName, objects: ReadonlySet<string>): boolean {
  const objectOf = NAMED_BY_OBJECT[type];
  return objectOf === undefined ? LOOKED_INTO.has(type) : objects.has(objectOf(fullName));
}

async function filesIn(state: MetadataState): Promise<Seen[]> {
  const components = [...state.components.values()];
  const paths = components.flatMap(({ files }) => files.map(({ path }) => path));
  const contents = await state.read(new Set(paths));
  return components.map((component) => ({
    component,
    files: new Map(component.files.map(({ path }) => [path, contents.get(path) ?? Buffer.alloc(0)])),
  }));
}

function activeVersion({ component, files }: Seen): Array<[string, number]> {
  const [bytes] = files.values();
  if (component.type !== 'FlowDefinition' || bytes === undefined) return [];
  const number = Number(textOf(readDocument(bytes), 'activeVersionNumber') ?? 0);
  return number > 0 ? [[component.fullName, number]] : [];
}

const keyOf = ({ object, type, fullName }: Automation): string => `${object} ${type} ${fullName}`;

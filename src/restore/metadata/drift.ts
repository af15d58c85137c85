// Whether the org has moved on from a plan: when the components it touches were last changed, as the org lists them.
import { Failure } from '../../kit/failure.ts';
import type { ComponentName } from '../../org/metadata/component.ts';
import { describeTypes, type MetadataType } from '../../org/metadata/describeTypes.ts';
import { listComponents } from '../../org/metadata/listComponents.ts';
import type { Session } from '../../org/session.ts';
import type { PlannedComponent } from './decide.ts';
import type { MetadataPlan } from './planFile.ts';
import { keyOf } from './state.ts';

type Stamps = Readonly<Record<string, string>>;

/** `Type:fullName` → LastModifiedDate of what a plan touches; empty for what the org does not have or not list. */
export async function stampsOf(
  session: Session,
  components: readonly PlannedComponent[],
  types: readonly MetadataType[],
  signal?: AbortSignal,
): Promise<Stamps> {
  const touched = components.filter(({ action }) => action !== 'Skip').flatMap(namesOf);
  const listed = new Set(touched.map(({ type }) => type));
  const known = types.filter(({ name }) => listed.has(name));
  const parts = [...listed].filter((name) => !types.some((type) => type.name === name)).map(partType);
  const listing = await listComponents(session, [...known, ...parts], { signal });
  const dates = new Map(
    listing.components.map((component) => [keyOf(component), component.lastModifiedDate]),
  );
  return Object.fromEntries(
    touched
      .map(keyOf)
      .sort()
      .map((key) => [key, dates.get(key) ?? '']),
  );
}

/** @throws Failure `planDrifted` {components} when anything the plan touches was changed since */
export async function checkDrift(session: Session, plan: MetadataPlan, signal?: AbortSignal): Promise<void> {
  const now = await stampsOf(session, plan.components, await describeTypes(session), signal);
  const drifted = Object.keys(now).filter((key) => now[key] !== plan.stamps[key]);
  if (drifted.length > 0) throw new Failure('planDrifted', { components: someOf(drifted) });
}

const SHOWN = 5;

function someOf(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}

function namesOf({ type, fullName, parent }: PlannedComponent): ComponentName[] {
  return [{ type, fullName }, ...(parent ? [parent] : [])];
}

/** A child type is listed by its own name, without folders (Metadata API Developer Guide, "listMetadata"). */
function partType(name: string): MetadataType {
  return { name, directory: '', inFolder: false, metaFile: false, childTypes: [] };
}

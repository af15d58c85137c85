// Where source-deploy-retrieve is loaded: late, because it takes about two seconds to import and most calls of this
// room never need it. Its registry is widened by the types that only the org itself knows.
import type { MetadataRegistry, RegistryAccess } from '@salesforce/source-deploy-retrieve';
import type { MetadataType } from './describeTypes.ts';

export async function standardValueSets(): Promise<readonly string[]> {
  const { standardValueSet } = await import('@salesforce/source-deploy-retrieve');
  return standardValueSet.fullnames;
}

/** SDR's registry plus an entry for every type of the org that it lacks. */
export async function registryFor(types: readonly MetadataType[]): Promise<RegistryAccess> {
  const { registry, RegistryAccess: Access } = await import('@salesforce/source-deploy-retrieve');
  return new Access(widened(registry, types));
}

/** Pure: the registry with unknown types added, known ones untouched. */
export function widened(known: MetadataRegistry, types: readonly MetadataType[]): MetadataRegistry {
  const missing = types.filter(
    ({ name }) => !(name.toLowerCase() in known.types) && !(name.toLowerCase() in known.childTypes),
  );
  const added = missing.map(({ name, directory, suffix, inFolder }) => {
    const id = name.toLowerCase();
    return [
      id,
      { id, name, directoryName: directory, inFolder, ...(suffix === undefined ? {} : { suffix }) },
    ] as const;
  });
  return { ...known, types: { ...known.types, ...Object.fromEntries(added) } };
}

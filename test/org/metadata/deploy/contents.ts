// What of a package's files is to be deployed: package.xml decides, file by file and part by part, and what it names
// must be there.
import type { PackageTypes } from '../selection.ts';
import { metadataTypes } from '../types.ts';
import type { DeployPackage } from './manifests.ts';
import type { DeployProblem } from './messages.ts';
import { deployError } from './messages.ts';
import type { FileComponent, FilePart } from './parts.ts';
import { partsOf, readComponents } from './parts.ts';

/** One component to be written: whole, or only parts of it. */
export interface Put {
  readonly component: FileComponent;
  readonly isWhole: boolean;
  readonly parts: readonly FilePart[];
}

export interface ContentsOptions {
  /** What package.xml names may be missing. */
  readonly allowMissingFiles: boolean;
  /** Files that package.xml does not name are deployed all the same. */
  readonly autoUpdatePackage: boolean;
}

type Members = ReadonlyMap<string, ReadonlySet<string>>;

export function readContents(
  pack: DeployPackage,
  { allowMissingFiles, autoUpdatePackage }: ContentsOptions,
): { puts: Put[]; problems: DeployProblem[] } {
  const { components, problems } = readComponents(pack);
  const members = membersOf(pack.contents.types);
  const puts: Put[] = [];
  for (const component of components) {
    const parts = partsOf(component);
    const isWhole = autoUpdatePackage || isNamed(members, component);
    const chosen = isWhole ? parts : parts.filter((part) => has(members, part.componentType, part.fullName));
    if (isWhole || chosen.length > 0) puts.push({ component, isWhole, parts: chosen });
    else problems.push(deployError(component, 'Not in package.xml'));
  }
  problems.push(...unknownTypes(pack));
  if (!allowMissingFiles) problems.push(...missing(pack, puts));
  return { puts, problems };
}

function membersOf(types: readonly PackageTypes[]): Members {
  const members = new Map<string, Set<string>>();
  for (const { name, members: named } of types) {
    const known = members.get(name) ?? new Set();
    for (const member of named) known.add(member.replace(/\/$/, ''));
    members.set(name, known);
  }
  return members;
}

function has(members: Members, type: string, fullName: string): boolean {
  const named = members.get(type);
  return named !== undefined && (named.has('*') || named.has(fullName));
}

/** A folder goes by the type of what is in it. */
function isNamed(members: Members, { type, fullName }: FileComponent): boolean {
  return has(members, type.contentType ?? type.name, fullName);
}

function unknownTypes({ root, contents }: DeployPackage): DeployProblem[] {
  return contents.types.flatMap(({ name }) => {
    if (metadataTypes().find(name) !== undefined || metadataTypes().findChild(name) !== undefined) return [];
    const named = { componentType: '', fullName: name, fileName: `${root}package.xml` };
    const problem = metadataTypes().isUnlicensed(name)
      ? `Entity type: '${name}' is not available in this organization`
      : `Unknown type name '${name}' specified in package.xml`;
    return [deployError(named, problem)];
  });
}

function missing({ root, contents }: DeployPackage, puts: readonly Put[]): DeployProblem[] {
  const there = new Set(
    puts.flatMap(({ component, parts }) => [
      `${component.type.contentType ?? component.type.name}:${component.fullName}`,
      ...parts.map((part) => `${part.componentType}:${part.fullName}`),
    ]),
  );
  return contents.types.flatMap(({ name, members }) =>
    members
      .map((member) => member.replace(/\/$/, ''))
      .filter((member) => member !== '*' && !there.has(`${name}:${member}`))
      .filter(() => metadataTypes().find(name) !== undefined || metadataTypes().findChild(name) !== undefined)
      .map((member) =>
        deployError(
          { componentType: '', fullName: member, fileName: `${root}package.xml` },
          `An object '${member}' of type ${name} was named in package.xml, but was not found in zipped directory`,
        ),
      ),
  );
}

// What a deploy's manifests say: package.xml names what is in it, destructiveChanges.xml what to take away, before
// (`Pre`) or after (plain and `Post`) the rest (Metadata API Developer Guide, "Deleting Components from an
// Organization").
import type { PackageTypes } from '../selection.ts';
import type { DeployProblem } from './messages.ts';
import { deployError } from './messages.ts';
import type { XmlElement } from './xmlFile.ts';
import { readXml, XmlFault } from './xmlFile.ts';

export interface Manifest {
  readonly fileName: string;
  readonly types: readonly PackageTypes[];
  readonly version: string | undefined;
}

/** One package of a deploy: its manifests and its files by path inside the package. */
export interface DeployPackage {
  /** Path of the package inside the zip, empty or with a slash at the end. */
  readonly root: string;
  readonly contents: Manifest;
  readonly destructive: ReadonlyArray<{ readonly when: 'before' | 'after'; readonly manifest: Manifest }>;
  readonly files: ReadonlyMap<string, Buffer>;
}

const DESTRUCTIVE = [
  ['destructiveChangesPre.xml', 'before'],
  ['destructiveChanges.xml', 'after'],
  ['destructiveChangesPost.xml', 'after'],
] as const;

const MANIFESTS: ReadonlySet<string> = new Set(['package.xml', ...DESTRUCTIVE.map(([name]) => name)]);

const textOf = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text.trim();

function readManifest(fileName: string, body: Buffer): Manifest {
  const root = readXml(body.toString('utf8'));
  if (root.name !== 'Package')
    throw new XmlFault(`Unknown root element: ${root.name}`, root.line, root.column);
  const types = root.children
    .filter(({ name }) => name === 'types')
    .map((entry) => ({
      name: textOf(entry, 'name') ?? '',
      members: entry.children.filter(({ name }) => name === 'members').map(({ text }) => text.trim()),
    }));
  return { fileName, types, version: textOf(root, 'version') };
}

/** The packages of a zip, and what is wrong with their manifests. */
export function readPackages(
  files: ReadonlyMap<string, Buffer>,
  singlePackage: boolean,
): { packages: DeployPackage[]; problems: DeployProblem[] } {
  const problems: DeployProblem[] = [];
  const packages: DeployPackage[] = [];
  for (const root of rootsOf(files, singlePackage)) {
    const within = new Map(
      [...files].flatMap(([path, body]) =>
        path.startsWith(root) ? [[path.slice(root.length), body] as const] : [],
      ),
    );
    const manifestOf = (name: string): Manifest | undefined => {
      const body = within.get(name);
      if (body === undefined) return undefined;
      try {
        return readManifest(root + name, body);
      } catch (error) {
        if (!(error instanceof XmlFault)) throw error;
        problems.push(
          deployError(
            { componentType: '', fullName: name, fileName: root + name },
            `Error parsing file: ${error.message}`,
            error,
          ),
        );
        return undefined;
      }
    };
    const contents = manifestOf('package.xml');
    if (contents === undefined && !within.has('package.xml')) {
      const fileName = `${root}package.xml`;
      problems.push(
        deployError({ componentType: '', fullName: 'package.xml', fileName }, 'No package.xml found'),
      );
    }
    const destructive = DESTRUCTIVE.flatMap(([name, when]) => {
      const manifest = manifestOf(name);
      return manifest === undefined ? [] : [{ when, manifest }];
    });
    if (contents === undefined) continue;
    const own = new Map([...within].filter(([path]) => !MANIFESTS.has(path)));
    packages.push({ root, contents, destructive, files: own });
  }
  return { packages, problems };
}

/** A single package lies at the top; several lie in a folder each. */
function rootsOf(files: ReadonlyMap<string, Buffer>, singlePackage: boolean): readonly string[] {
  if (singlePackage) return [''];
  const roots = new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)));
  return roots.size === 0 ? [''] : [...roots].sort();
}

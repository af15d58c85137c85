// A retrieved package: the selected components' files, package.xml and the properties of each, as a zip. Rendered in
// slices, so that the server goes on answering meanwhile.
import { setImmediate } from 'node:timers/promises';
import type { Component } from '../model.ts';
import type { XmlTree } from '../soap/xml.ts';
import type { ComponentFile, StoredComponent } from './component.ts';
import { xmlFile } from './component.ts';
import type { Contains } from './profileSlice.ts';
import { sliceProfile } from './profileSlice.ts';
import type { PackageTypes, Selection } from './selection.ts';
import type { StoredChild } from './store.ts';
import type { ZipWriter } from './zip.ts';
import { createZip } from './zip.ts';

/** Metadata API limits of one retrieve (Metadata API Developer Guide, "Metadata Limits"). */
export interface RetrieveLimits {
  readonly files: number;
  readonly zipBytes: number;
  readonly unzippedBytes: number;
}

export const retrieveLimits: RetrieveLimits = {
  files: 10_000,
  zipBytes: 39 * 1_048_576,
  unzippedBytes: 600 * 1_048_576,
};

export interface RetrievedPackage {
  readonly zip: Buffer;
  readonly fileProperties: readonly Component[];
}

/** Why a package cannot be made; `message` is recorded wording (forcedotcom/salesforcedx-vscode#685, solenopsis#18). */
export class PackageRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'PackageRefused';
    this.code = code;
  }
}

/** A component's files as a retrieve with this content gives them. */
export function filesOf(component: StoredComponent, contains: Contains): ComponentFile[] {
  const tree = component.metadata();
  const shown = component.properties.type === 'Profile' ? sliceProfile(tree, contains) : tree;
  const contents = component.contents().map(([path, body]) => ({ path, body }));
  return [...contents, { path: component.xmlPath, body: xmlFile(component.root, shown) }];
}

/** The parent's file with nothing but the selected parts. */
export function partsFile(parent: StoredComponent, parts: readonly StoredChild[]): ComponentFile {
  const byTag: Record<string, XmlTree[]> = {};
  for (const { child, tree } of parts) (byTag[child.tag] ??= []).push(tree);
  return { path: parent.xmlPath, body: xmlFile(parent.root, byTag) };
}

function checkLimits(zip: ZipWriter, limits: RetrieveLimits): void {
  if (zip.files > limits.files) {
    throw new PackageRefused('LIMIT_EXCEEDED', `Too many files in retrieve call, limit is: ${limits.files}`);
  }
  for (const [size, limit] of [
    [zip.unzippedSize, limits.unzippedBytes],
    [zip.size, limits.zipBytes],
  ] as const) {
    if (size > limit) {
      throw new PackageRefused(
        'LIMIT_EXCEEDED',
        `The retrieved zip file exceeded the limit of ${limit} bytes.`,
      );
    }
  }
}

/** The package.xml a package carries: types and members as asked for, members sorted. */
export function manifest(types: readonly PackageTypes[], version: string): Buffer {
  return xmlFile('Package', {
    types: types.map(({ name, members }) => ({ members: [...members].sort(), name })),
    version,
  });
}

const inPackage = (component: Component): Component => ({
  ...component,
  fileName: `unpackaged/${component.fileName}`,
});

/** The properties of package.xml itself, which close the list. */
function manifestProperties(
  { createdById, createdByName, lastModifiedById, lastModifiedByName }: Component,
  now: Date,
): Component {
  const people = { createdById, createdByName, lastModifiedById, lastModifiedByName };
  const date = now.toISOString();
  const name = 'unpackaged/package.xml';
  return {
    type: 'Package',
    fullName: name,
    fileName: name,
    id: '',
    createdDate: date,
    lastModifiedDate: date,
    manageableState: 'unmanaged',
    ...people,
  };
}

/** Components rendered before the event loop gets a turn. */
const slice = 100;

/**
 * Renders the selection. Throws PackageRefused when a limit is exceeded.
 */
export async function renderPackage(
  selection: Selection,
  types: readonly PackageTypes[],
  version: string,
  now: Date,
  limits: RetrieveLimits = retrieveLimits,
): Promise<RetrievedPackage> {
  const zip = createZip();
  const fileProperties: Component[] = [];
  const add = (files: readonly ComponentFile[]): void => {
    for (const { path, body } of files) zip.add(`unpackaged/${path}`, body);
    checkLimits(zip, limits);
  };
  let rendered = 0;
  for (const component of selection.whole) {
    add(filesOf(component, selection.contains));
    fileProperties.push(inPackage(component.properties));
    rendered += 1;
    if (rendered % slice === 0) await setImmediate();
  }
  for (const [parent, parts] of selection.parts) {
    add([partsFile(parent, parts)]);
    fileProperties.push(...parts.map((part) => inPackage(part.properties)));
    await setImmediate();
  }
  add([{ path: 'package.xml', body: manifest(types, version) }]);
  const first = fileProperties.at(0);
  if (first !== undefined) fileProperties.push(manifestProperties(first, now));
  return { zip: zip.finish(), fileProperties };
}

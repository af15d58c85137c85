// Holds a version's metadata against the practice org's own component store: every file of every component, byte by
// byte; a profile, which comes in parts, element by element, as far as a retrieve of the whole org shows it.

import { collect } from '../../src/kit/bytes.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { readMetadataIndex } from '../../src/vault/read/indexes.ts';
import { mdapiPath, packOf, readPack } from '../../src/vault/read/packs.ts';
import type { Vault } from '../../src/vault/vault.ts';
import { xmlFile, type StoredComponent } from '../org/metadata/component.ts';
import { sliceProfile } from '../org/metadata/profileSlice.ts';
import type { ComponentStore } from '../org/metadata/store.ts';
import type { Differences } from './storeCompare.ts';

const LARGEST = 64 * 1024 * 1024;

/** Differences in both directions, gaps of the version set aside. */
export async function compareMetadata(
  vault: Vault,
  manifest: Manifest,
  store: ComponentStore,
): Promise<Differences> {
  const captured = await capturedFiles(vault, manifest);
  const gaps = new Set(manifest.gaps.map(({ kind, name }) => `${kind} ${name}`));
  const differences: Differences = [];
  for (const component of store.all()) {
    const { type, fullName } = component.properties;
    const isGap = gaps.has(`metadata ${type}:${fullName}`) || gaps.has(`metadata-type ${type}`);
    for (const [path, body] of filesOf(component, store)) {
      const found = captured.get(path);
      captured.delete(path);
      if (found === undefined) {
        if (!isGap) differences.push(`${path} of ${type} ${fullName} is neither kept nor a gap`);
      } else if (type === 'Profile' ? !sameElements(found, body) : !found.equals(body)) {
        differences.push(`${path} of ${type} ${fullName} is not as it is in the org`);
      }
    }
  }
  for (const path of captured.keys()) differences.push(`${path} is in no component of the org`);
  return differences;
}

function filesOf(component: StoredComponent, store: ComponentStore): Array<readonly [string, Buffer]> {
  const { xmlPath, root, metadata, contents } = component;
  const isListed = (type: string, fullName: string): boolean =>
    store.find(type, fullName) !== undefined ||
    store.children(type).some(({ properties }) => properties.fullName === fullName);
  const tree = root === 'Profile' ? sliceProfile(metadata(), isListed) : metadata();
  return [[xmlPath, xmlFile(root, tree)], ...contents()];
}

/** The current state of each file, by its path. */
async function capturedFiles(vault: Vault, manifest: Manifest): Promise<Map<string, Buffer>> {
  const { metadata, org } = manifest;
  if (metadata === undefined) throw new Error('The version has no metadata.');
  const wanted = new Map<string, Set<string>>();
  for await (const row of readMetadataIndex(vault, org.id, metadata.index)) {
    if (row.Status === 'part') continue;
    const pack = packOf(metadata.packs, row)!;
    const key = `${pack.volume}/${pack.member}`;
    wanted.set(key, (wanted.get(key) ?? new Set()).add(mdapiPath(row.Path)));
  }
  const files = new Map<string, Buffer>();
  for (const pack of metadata.packs) {
    for await (const file of readPack(vault, org.id, pack)) {
      if (wanted.get(`${pack.volume}/${pack.member}`)?.has(file.path))
        files.set(file.path, await collect(file.open(), LARGEST));
    }
  }
  return files;
}

/** The children of the root, whatever their order. */
function sameElements(one: Buffer, other: Buffer): boolean {
  const elements = (xml: Buffer): string =>
    xml
      .toString('utf8')
      .split(/\n(?= {4}<\w)/)
      .slice(1)
      .map((element) => element.replaceAll(/\s+|<\/Profile>/g, ''))
      .sort()
      .join('\n');
  return elements(one) === elements(other);
}

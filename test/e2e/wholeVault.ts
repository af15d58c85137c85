// What must hold of a vault whatever was done to the processes that wrote it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { VERSION_NAME, type Manifest } from '../../src/vault/manifest/manifest.ts';
import { openVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { listVersions, readManifest } from '../../src/vault/versions.ts';
import type { OrgState } from '../org/model.ts';
import { compareFiles, compareRows } from './storeCompare.ts';

/** Checks that everything the vault lists is whole, row by row; the names of its versions, oldest first. */
export async function expectWhole(place: string, about = place): Promise<string[]> {
  const vault = await openVault(place);
  const versions = await listVersions(vault);
  for (const { orgId, version, damage } of versions) {
    expect(damage, about).to.equal(undefined);
    const { problems } = await verifyVersion(vault, orgId, version, { deep: true });
    expect(problems, about).to.deep.equal([]);
  }
  return versions.map(({ version }) => version);
}

/** Checks that a version holds exactly the rows and files of an org. */
export async function expectEqual(
  place: string,
  version: string,
  state: OrgState,
  about = place,
): Promise<Manifest> {
  const vault = await openVault(place);
  const manifest = await readManifest(vault, state.id, version);
  expect(await compareRows(vault, manifest, state), about).to.deep.equal([]);
  if (manifest.files) expect(await compareFiles(vault, manifest, state), about).to.deep.equal([]);
  return manifest;
}

/** Checks that nothing lies in the vault but what belongs to its versions, and the locks. */
export async function expectTidy(place: string, about = place): Promise<void> {
  const stray = (await filesBelow(place)).filter((path) => !OF_A_VAULT.some((form) => form.test(path)));
  expect(stray, about).to.deep.equal([]);
  const orgs = (await readdir(place)).filter((name) => name.startsWith('00D'));
  for (const org of orgs) {
    const work = await readdir(join(place, org, 'work')).catch(() => []);
    expect(work, about).to.deep.equal([]);
  }
}

const VERSION = VERSION_NAME.source.replace(/^\^|\$$/g, '');
const OF_A_VAULT = [
  // Torn by a kill and of no use to anybody; a lock's next holder cannot tell them from another's under way.
  /^(00D\w{15}\/locks\/)?\.writing-[\w-]+$/,
  /^safekeep\.json$/,
  /^00D\w{15}\/locks\/\d+\.json$/,
  new RegExp(`^00D\\w{15}/${VERSION}/(manifest\\.json|data-\\d{4}\\.zip)$`),
];

/** Every file below a folder, as paths with `/` from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** What the interrupted runs of an org have written down; '' when there is none. */
export async function journalOf(place: string, orgId: string): Promise<string> {
  const work = join(place, orgId, 'work');
  const runs = await readdir(work).catch(() => []);
  const texts = runs.map((run) => readFile(join(work, run, 'journal.ndjson'), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('');
}

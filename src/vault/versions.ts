// Which versions a vault holds, and which one a selector means. A version exists exactly if its manifest does. Listing
// reads only the beginning of big manifests; a damaged one is listed as damaged, never left out: a version somebody
// relies on must not vanish because a byte flipped.
import { collect, sha256 } from '../kit/bytes.ts';
import { forEachConcurrently } from '../kit/concurrency.ts';
import { Failure, isFailure } from '../kit/failure.ts';
import { VERSION_NAME, type Manifest, type ManifestHead } from './manifest/manifest.ts';
import { checkDigest, decodeHead, decodeManifest, digestIn } from './manifest/text.ts';
import { manifestKey } from './names.ts';
import type { Vault } from './vault.ts';

const ORG_ID = /^00D[A-Za-z0-9]{15}$/;
/** Manifests up to this size are read whole when listing, so that any flipped byte shows in the list already. */
const SMALL_MANIFEST = 1024 * 1024;
const TAIL = 128;
const READ_AT_ONCE = 8;
/** JSON of a manifest must fit a string of V8. */
const MANIFEST_LIMIT = 500 * 1024 * 1024;

export interface VersionSummary {
  readonly orgId: string;
  readonly version: string;
  /** Missing when the manifest could not be read. */
  readonly head?: ManifestHead;
  /** Why not: the failure's key and tokens. */
  readonly damage?: Failure;
}

/** The orgs with a folder in the vault, as 18-character Ids, sorted. */
export async function orgIds(vault: Vault): Promise<string[]> {
  return (await vault.store.folders('')).filter((name) => ORG_ID.test(name));
}

/** The versions of one org, or of all of them (by org), oldest first. */
export async function listVersions(vault: Vault, orgId?: string): Promise<VersionSummary[]> {
  const found: VersionSummary[] = [];
  for (const org of orgId === undefined ? await orgIds(vault) : [orgId]) {
    const names = (await vault.store.folders(`${org}/`)).filter((name) => VERSION_NAME.test(name));
    await forEachConcurrently(names, READ_AT_ONCE, async (version) => {
      const summary = await summarize(vault, org, version);
      if (summary) found.push(summary);
    });
  }
  const key = ({ orgId: org, version }: VersionSummary): string => `${org}/${version}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Undefined for a folder without a manifest: not a version (an interrupted run, or one being taken). */
async function summarize(vault: Vault, orgId: string, version: string): Promise<VersionSummary | undefined> {
  try {
    const head = await readHead(vault, orgId, version);
    checkPlace(head, orgId, version);
    return { orgId, version, head };
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing')) return undefined;
    if (error instanceof Failure) return { orgId, version, damage: error };
    throw error;
  }
}

async function readHead(vault: Vault, orgId: string, version: string): Promise<ManifestHead> {
  const key = manifestKey(orgId, version);
  const size = await vault.store.size(key);
  const whole = size <= SMALL_MANIFEST;
  const start = await collect(
    vault.store.read(key, { start: 0, end: Math.min(size, SMALL_MANIFEST) }),
    SMALL_MANIFEST,
  );
  if (whole) checkDigest(start, key);
  else digestIn(await collect(vault.store.read(key, { start: size - TAIL, end: size }), TAIL), key);
  return decodeHead(start, key) ?? readManifest(vault, orgId, version);
}

/**
 * Reads a version's manifest, digest, schema and place checked.
 * @throws Failure `versionNotFound` {selector}; `manifestDamaged`, `manifestInvalid` {file, path, detail};
 *   `manifestFormatUnknown` {file, format}
 */
export async function readManifest(vault: Vault, orgId: string, version: string): Promise<Manifest> {
  return (await readManifestFile(vault, orgId, version)).manifest;
}

/** As `readManifest`, with the SHA-256 of the file: what a next version names as its parent. */
export async function readManifestFile(
  vault: Vault,
  orgId: string,
  version: string,
): Promise<{ manifest: Manifest; sha256: string }> {
  const key = manifestKey(orgId, version);
  try {
    const bytes = await collect(vault.store.read(key), MANIFEST_LIMIT);
    const manifest = decodeManifest(bytes, key);
    checkPlace(manifest, orgId, version);
    return { manifest, sha256: sha256(bytes) };
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing'))
      throw new Failure('versionNotFound', { selector: version }, { cause: error });
    throw error;
  }
}

/** A whole, valid manifest in the wrong folder is a forgery or a slip of the hand. */
function checkPlace(head: ManifestHead, orgId: string, version: string): void {
  const file = manifestKey(orgId, version);
  const wrong = (path: string): Failure =>
    new Failure('manifestDamaged', { file, path, detail: 'wrong-place' });
  if (head.version !== version) throw wrong('/version');
  if (head.org.id !== orgId) throw wrong('/org/id');
}

/**
 * The version a selector means: `latest`, `latest~2`, a version's name, or `@2026-11-20T10:00Z` (the newest complete
 * one started at or before then). Damaged versions count, so that `latest` never quietly means an older one.
 * @throws Failure `versionNotFound` {selector}, `versionSelectorInvalid` {selector}
 */
export async function selectVersion(vault: Vault, orgId: string, selector: string): Promise<VersionSummary> {
  const choose = chooser(selector);
  const chosen = choose(await listVersions(vault, orgId));
  if (chosen === undefined) throw new Failure('versionNotFound', { selector });
  return chosen;
}

type Chooser = (versions: readonly VersionSummary[]) => VersionSummary | undefined;

function chooser(selector: string): Chooser {
  const latest = /^latest(?:~(\d{1,6}))?$/.exec(selector);
  if (latest) return (versions) => versions.at(-1 - Number(latest.at(1) ?? 0));
  if (VERSION_NAME.test(selector)) return (versions) => versions.find(({ version }) => version === selector);
  const moment = selector.startsWith('@') ? Date.parse(selector.slice(1)) : Number.NaN;
  if (Number.isNaN(moment)) throw new Failure('versionSelectorInvalid', { selector });
  return (versions) =>
    versions.findLast(
      ({ head }) => head !== undefined && head.complete && Date.parse(head.started) <= moment,
    );
}

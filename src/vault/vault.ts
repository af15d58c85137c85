// A vault is a store with a `safekeep.json` at its root. Opening one checks that it is one and that this software
// knows its format; making one never takes over a folder that holds something else.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { collect } from '../kit/bytes.ts';
import { Failure, isFailure } from '../kit/failure.ts';
import { VolumeDirectories } from './read/directories.ts';
import { localStore } from './store/localStore.ts';
import { UNFINISHED, type Store } from './store/store.ts';

const VAULT_FILE = 'safekeep.json';
const VAULT_FORMAT = 'safekeep-vault';
const VAULT_FORMAT_VERSION = 1;
const VAULT_FILE_LIMIT = 64 * 1024;

export interface Vault {
  readonly store: Store;
  readonly id: string;
  /** ISO time of its making, by the local clock. */
  readonly created: string;
  /** Where it is, for messages. */
  readonly place: string;
  /** The local folder below which runs keep their working state (`<org id>/work/…`); a local vault's own. */
  readonly workFolder: string;
  /** Tables of contents of the volumes read last. */
  readonly directories: VolumeDirectories;
}

/** Opens the vault in a local folder.
 * @throws Failure `vaultNotFound`, `vaultFormatUnknown`, `vaultNotReadable`, each with {place} */
export async function openVault(path: string): Promise<Vault> {
  return openVaultIn(localStore(path), path);
}

/** Opens the vault in any store; `workFolder` is local. @throws as `openVault` */
export async function openVaultIn(store: Store, workFolder: string): Promise<Vault> {
  const { place } = store;
  const text = await readVaultFile(store);
  const { format, formatVersion, vaultId, created } = parse(text, place);
  if (format !== VAULT_FORMAT || formatVersion !== VAULT_FORMAT_VERSION) {
    throw new Failure('vaultFormatUnknown', { place, format: `${String(format)} ${String(formatVersion)}` });
  }
  if (typeof vaultId !== 'string' || typeof created !== 'string') {
    throw new Failure('vaultNotReadable', { place, reason: 'damaged' });
  }
  return { store, id: vaultId, created, place, workFolder, directories: new VolumeDirectories(store) };
}

/** Opens the vault in a local folder, making it in a missing or empty one.
 * @throws Failure as `openVault`, and `vaultNotWritable` {place, reason}: `not-empty`, `not-a-folder`, `permission`, `full` */
export async function createOrOpenVault(path: string): Promise<Vault> {
  await checkFolder(path);
  const store = localStore(path);
  const body = {
    format: VAULT_FORMAT,
    formatVersion: VAULT_FORMAT_VERSION,
    vaultId: randomUUID(),
    created: new Date().toISOString(),
  };
  try {
    return await openVaultIn(store, path);
  } catch (error) {
    if (!isFailure(error, 'vaultNotFound')) throw error;
  }
  try {
    await store.write(VAULT_FILE, Buffer.from(`${JSON.stringify(body, null, 2)}\n`), { ifAbsent: true });
  } catch (error) {
    // Somebody else made it meanwhile: theirs is as good.
    if (!isFailure(error, 'storeKeyExists')) throw notWritable(path, error);
  }
  return openVaultIn(store, path);
}

/** Refuses what is there but neither empty nor a vault, and a vault that cannot be written. */
async function checkFolder(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isDirectory())
      throw new Failure('vaultNotWritable', { place: path, reason: 'not-a-folder' });
    // A kill while the vault was made leaves a torn temporary file of its own.
    const names = (await readdir(path)).filter((name) => !name.startsWith(UNFINISHED));
    if (names.length > 0 && !names.includes(VAULT_FILE)) {
      throw new Failure('vaultNotWritable', { place: path, reason: 'not-empty' });
    }
    await access(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw notWritable(path, error);
  }
}

async function readVaultFile(store: Store): Promise<string> {
  try {
    return (await collect(store.read(VAULT_FILE), VAULT_FILE_LIMIT)).toString('utf8');
  } catch (error) {
    if (isFailure(error, 'storeKeyMissing'))
      throw new Failure('vaultNotFound', { place: store.place }, { cause: error });
    throw new Failure('vaultNotReadable', { place: store.place, reason: 'permission' }, { cause: error });
  }
}

function parse(text: string, place: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw new Failure('vaultNotReadable', { place, reason: 'damaged' }, { cause });
  }
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ENOTDIR: 'not-a-folder',
  storeNotWritable: 'permission',
  storeFull: 'full',
};

function notWritable(place: string, error: unknown): unknown {
  if (isFailure(error, 'vaultNotWritable')) return error;
  const reason = REASONS[isFailure(error) ? error.key : ((error as NodeJS.ErrnoException).code ?? '')];
  return reason === undefined ? error : new Failure('vaultNotWritable', { place, reason }, { cause: error });
}

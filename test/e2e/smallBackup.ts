// A backup small enough to be taken a hundred times, with every way rows and files come: REST, Bulk jobs of several
// pages, bodies that are kept as they are and bodies that are compressed, volumes that fill up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BackupRequest } from '../../src/backup/takeVersion.ts';
import type { OrgState, Table, Tables } from '../org/model.ts';
import type { OrgOptions, RunningOrg } from '../org/startOrg.ts';

/** An org with few rows and small pages. */
export const SMALL_ORG: OrgOptions = { seed: 7, scale: 0.1, files: 20, bulkPageRows: 100 };

const OBJECTS = [
  'Account',
  'Attachment',
  'Campaign',
  'Case',
  'Contact',
  'ContentDocument',
  'ContentVersion',
  'Document',
  'Lead',
];
export const SMALL: BackupRequest = {
  selection: { only: ['data', 'files'], sobjects: OBJECTS, exclude: [] },
  bulkThreshold: 60,
  volumeBytes: 400_000,
  tool: { name: 'sf-plugin-safekeep', version: '0.0.0', node: process.versions.node },
};

/** The org as a backup of these objects sees it. */
export function smallView(state: OrgState, objects: readonly string[] = OBJECTS): OrgState {
  const types = state.schema.types.filter(({ name }) => objects.includes(name));
  const tables: Tables = {
    of: (name) => (objects.includes(name) ? state.tables.of(name) : empty(state.tables.of(name))),
  };
  return { ...state, tables, schema: { ...state.schema, types } };
}

function empty({ type }: Table): Table {
  const nothing = (): undefined => undefined;
  return { type, size: 0, get: nothing, rows: () => [], where: () => [], put: nothing, drop: nothing };
}

export interface ChildEnding {
  readonly signal: string | null;
  /** The version that was published. */
  readonly published?: string;
  readonly resumed?: boolean;
  /** What it did to the file system, from its start. */
  readonly steps?: number;
  /** The key of the Failure that it ended with. */
  readonly failed?: string;
}

export interface ChildOptions {
  /** The step at which it is to be killed. */
  readonly dieAt?: number;
  /** The most KiB that a file may have. */
  readonly fileKibibytes?: number;
}

const CHILD = fileURLToPath(new URL('backupChild.ts', import.meta.url));

/** Takes a small version in a child process. @throws when the child ended in another way than it may */
export async function takeInChild(
  org: RunningOrg,
  vault: string,
  options: ChildOptions = {},
): Promise<ChildEnding> {
  const limit = String(options.fileKibibytes ?? 'unlimited');
  const command = [process.execPath, CHILD, org.url, org.token(), vault, String(options.dieAt ?? 0)];
  const child = spawn('bash', ['-c', 'ulimit -f "$1"; shift; exec "$@"', 'bash', limit, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`The child ended with ${code ?? signal}: ${stderr}`);
  return { ...(stdout === '' ? {} : (JSON.parse(stdout) as object)), signal };
}

// Runs the real sf CLI as a child process, with a home folder of its own, and hands back what it printed.
// Each call costs two to three seconds: tests run what is independent two at a time.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const ROOT = join(import.meta.dirname, '..', '..');
const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const SF = join(ROOT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
/** jsforce uses these for every URL and knows no NO_PROXY. */
const PROXIES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

export interface SfRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed; undefined when stdout is no JSON. */
  readonly json:
    | {
        readonly status: number;
        readonly result: unknown;
        readonly name?: string;
        readonly message?: string;
        readonly warnings?: readonly string[];
      }
    | undefined;
}

/** A CLI under way; `ended` collects what it printed. */
export type SfChild = ChildProcessByStdio<null, Readable, Readable>;

export interface SfOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

export interface SfHome {
  readonly folder: string;
  /** Runs `sf` with these arguments, in the home folder unless `cwd` is given. Rejects only when it cannot be started. */
  run(args: readonly string[], options?: SfOptions): Promise<SfRun>;
  /** Starts `sf` and does not wait for its end. */
  start(args: readonly string[], options?: SfOptions): SfChild;
  remove(): Promise<void>;
}

/** A CLI that knows no org yet; `env` is added to every run. */
export async function createSfHome(env: Record<string, string> = {}): Promise<SfHome> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-sf-'));
  const start: SfHome['start'] = (args, options = {}) =>
    startSf(args, { ...homeEnv(folder), ...env, ...options.env }, options.cwd ?? folder);
  return {
    folder,
    run: (args, options) => ended(start(args, options)),
    start,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The environment that keeps a CLI to itself: own state, no telemetry, no update checks, no proxies. */
function homeEnv(folder: string): Record<string, string> {
  return {
    HOME: folder,
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SFDX_IGNORE_API_VERSION_CACHE: 'true',
    SF_HIDE_RELEASE_NOTES: 'true',
    NO_COLOR: '1',
  };
}

/** Starts the CLI with an environment that replaces this process's own variables of the same names. */
function startSf(args: readonly string[], env: Record<string, string>, cwd: string): SfChild {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !PROXIES.includes(name) && !/^(SF|SFDX)_/.test(name)),
  );
  return spawn(NODE, [SF, ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * What a CLI printed, when it has ended; code -1 when a signal ended it. Listens from the call on, so call it at once.
 * Rejects when the CLI could not be started.
 */
export function ended(child: SfChild): Promise<SfRun> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const text = Buffer.concat(stdout).toString('utf8');
      resolve({
        code: code ?? -1,
        stdout: text,
        stderr: Buffer.concat(stderr).toString('utf8'),
        json: parsed(text),
      });
    });
  });
}

function parsed(text: string): SfRun['json'] {
  try {
    return JSON.parse(text) as SfRun['json'];
  } catch {
    return undefined;
  }
}

/** Runs the jobs two at a time, for a machine of two cores; resolves when all have, rejects with the first failure. */
export async function twoAtATime(jobs: ReadonlyArray<() => Promise<unknown>>): Promise<void> {
  const queue = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await job();
  };
  await Promise.all([work(), work()]);
}

/** The result of a run that succeeded, as what the caller says it is. Throws with all that was printed when it failed. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a test names the shape it expects
export function result<T>(run: SfRun): T {
  if (run.code !== 0 || run.json === undefined)
    throw new Error(`sf ended with ${run.code}: ${run.stdout}${run.stderr}`);
  return run.json.result as T;
}

// What every benchmark stands on: a practice org in a process of its own, and the CLI with this plugin in a home of its
// own. Each contender runs once to warm up, which also makes the org render what all of them read; then in turn.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { measure, type Contender, type Measured } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
export const API = 'v67.0';

export interface Org {
  readonly url: string;
  readonly token: string;
}

export interface BenchStage {
  readonly org: Org;
  /** For files of the benchmark's own. */
  readonly folder: string;
  /** Emptied before every run. */
  readonly out: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Sets the stage, measures the contenders `runs` times in turn, and leaves nothing. */
export async function onStage(
  orgArguments: readonly string[],
  runs: number,
  contendersFor: (stage: BenchStage) => Promise<Contender[]>,
): Promise<Map<string, Measured[]>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safekeep-bench-'));
  const { org, stop } = await startOrg(orgArguments);
  try {
    const out = path.join(folder, 'out');
    const env = cliEnvironment(folder, org);
    await measure({ name: 'link', command: ['sf', 'plugins', 'link', ROOT, '--no-install'], env });
    const contenders = await contendersFor({ org, folder, out, env });
    for (const contender of contenders) await fresh(out, contender);
    const measured = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < runs; round += 1) {
      for (const contender of contenders) measured.get(contender.name)?.push(await fresh(out, contender));
    }
    return measured;
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fresh(out: string, contender: Contender): Promise<Measured> {
  await rm(out, { recursive: true, force: true });
  return measure(contender);
}

function cliEnvironment(home: string, org: Org): NodeJS.ProcessEnv {
  const proxies = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !proxies.includes(name)),
  );
  return {
    ...inherited,
    PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    HOME: home,
    SF_ORG_INSTANCE_URL: org.url,
    SF_ORG_API_VERSION: '67.0',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
  };
}

async function startOrg(orgArguments: readonly string[]): Promise<{ org: Org; stop: () => Promise<void> }> {
  const args = ['test/org/main.ts', '--json', '--bulk-page-rows', '100000', ...orgArguments];
  const child = spawn('node', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout }))
    return { org: JSON.parse(line) as Org, stop };
  throw new Error('The practice org did not start.');
}

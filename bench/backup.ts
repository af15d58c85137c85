// Taking a version, side by side with the CLI's own bulk export and with a floor: curl fetching the very same pages
// with gzip into `zstd -3`, four at a time, and the very same file bodies. All through the practice org, which renders
// a Bulk job once; a warm-up run makes every contender find its pages rendered, so that reading them is what is timed.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchOptions } from './main.ts';
import { measure, type Contender, type Measured } from './measure.ts';
import { benchResult, type BenchResult } from './report.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const OBJECT = 'Ledger__c';
const API = 'v67.0';

interface Org {
  readonly url: string;
  readonly token: string;
}

export async function benchBackup({ runs, rows, files }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safekeep-bench-'));
  const { org, stop } = await startOrg(rows, files);
  try {
    const env = cliEnvironment(folder, org);
    await run('sf', ['plugins', 'link', ROOT, '--no-install'], env);
    const contenders = await contendersFor(org, folder, env);
    for (const contender of contenders) await fresh(folder, contender);
    const measured = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < runs; round += 1) {
      for (const contender of contenders) measured.get(contender.name)?.push(await fresh(folder, contender));
    }
    return benchResult('backup', rows, measured);
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each run writes into an empty folder. */
async function fresh(folder: string, contender: Contender): Promise<Measured> {
  await rm(path.join(folder, 'out'), { recursive: true, force: true });
  return measure(contender);
}

async function contendersFor(org: Org, folder: string, env: NodeJS.ProcessEnv): Promise<Contender[]> {
  const out = path.join(folder, 'out');
  const soql = await ledgerQuery(org);
  const floor = path.join(folder, 'floor.sh');
  await writeFile(floor, floorScript(org, soql, out));
  const own = ['--only', 'data', '--only', 'files', '--sobject', OBJECT, '--sobject', 'ContentVersion'];
  return [
    {
      name: 'safekeep',
      env,
      command: ['sf', 'backup', 'run', '-o', org.token, '--vault', out, '--json', ...own],
    },
    {
      name: 'sf data export bulk',
      env,
      command: [
        'sf',
        'data',
        'export',
        'bulk',
        '-o',
        org.token,
        '--query',
        soql,
        '--output-file',
        `${out}.csv`,
        '--wait',
        '60',
      ],
    },
    { name: 'floor', env, command: ['bash', floor] },
  ];
}

/** The same statement as a backup asks, so that all contenders read the same rendered pages. */
async function ledgerQuery({ url, token }: Org): Promise<string> {
  const answer = await fetch(`${url}/services/data/${API}/sobjects/${OBJECT}/describe`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { fields } = (await answer.json()) as { fields: Array<{ name: string; type: string }> };
  const names = fields
    .filter(({ type }) => !['base64', 'address', 'location'].includes(type))
    .map(({ name }) => name);
  const leading = ['Id', 'IsDeleted', 'SystemModstamp'].filter((name) => names.includes(name));
  return `SELECT ${[...leading, ...names.filter((name) => !leading.includes(name))].join(', ')} FROM ${OBJECT}`;
}

/** What no client can do without: one job, its pages, the files; nothing checked, nothing kept in order. */
function floorScript({ url, token }: Org, soql: string, out: string): string {
  const base = `${url}/services/data/${API}`;
  return `set -euo pipefail
mkdir -p ${out}/pages ${out}/files
export OUT=${out} URL=${url}
ask() { curl -sS --fail -H 'Authorization: Bearer ${token}' "$@"; }
export -f ask
job=$(ask -H 'Content-Type: application/json' -d '${JSON.stringify({ operation: 'queryAll', query: soql })}' ${base}/jobs/query | sed -E 's/.*"id":"([^"]+)".*/\\1/')
until ask ${base}/jobs/query/$job | grep -q JobComplete; do sleep 0.1; done
next=/services/data/${API}/jobs/query/$job/resultPages
while [ -n "$next" ]; do
  page=$(ask $URL$next)
  grep -oE '"resultUrl":"[^"]+"' <<< "$page" | cut -d '"' -f 4
  next=$(grep -oE '"nextRecordsUrl":"[^"]+"' <<< "$page" | cut -d '"' -f 4 || true)
done | nl | xargs -P 4 -L 1 bash -c 'ask --compressed "$URL$1" | zstd -3 -q -o $OUT/pages/$0.csv.zst'
query='SELECT+Id+FROM+ContentVersion'
next=/services/data/${API}/query?q=$query
while [ -n "$next" ]; do
  page=$(ask "$URL$next")
  grep -oE '"Id":"[^"]+"' <<< "$page" | cut -d '"' -f 4
  next=$(grep -oE '"nextRecordsUrl":"[^"]+"' <<< "$page" | cut -d '"' -f 4 || true)
done | sed -E "s#(.*)#url = \\"${base}/sobjects/ContentVersion/\\1/VersionData\\"\\noutput = \\"$OUT/files/\\1\\"#" > $OUT/files.curl
curl -sS --fail --parallel --parallel-max 8 -H 'Authorization: Bearer ${token}' -K $OUT/files.curl
sync $OUT/pages
`;
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

async function startOrg(rows: number, files: number): Promise<{ org: Org; stop: () => Promise<void> }> {
  const args = [
    'test/org/main.ts',
    '--json',
    '--ledger-rows',
    String(rows),
    '--files',
    String(files),
    '--bulk-page-rows',
    '100000',
  ];
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

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await measure({ name: command, command: [command, ...args], env });
}

// Taking a version, side by side with the CLI's own bulk export, once per object as it works, and with a floor: curl
// fetching the very same pages with gzip into `zstd -3`, four at a time, and the very same file bodies.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchOptions } from './main.ts';
import type { Contender } from './measure.ts';
import { benchResult, type BenchResult } from './report.ts';
import { API, onStage, type BenchStage, type Org } from './stage.ts';

/** One object with all the rows, and files. */
export async function benchBackup({ runs, rows, files }: BenchOptions): Promise<BenchResult> {
  const measured = await onStage(['--ledger-rows', String(rows), '--files', String(files)], runs, (stage) =>
    contendersFor(stage, ['Ledger__c']),
  );
  return benchResult('backup', rows, measured);
}

const ROWS_AT_SCALE_1 = 25_000;
const LARGEST_OBJECTS = 12;

/** The largest objects of an org with about as many rows in all, and files. */
export async function benchBackupOrg({ runs, rows, files }: BenchOptions): Promise<BenchResult> {
  let taken = 0;
  const scale = String(Math.max(1, Math.round(rows / ROWS_AT_SCALE_1)));
  const measured = await onStage(['--scale', scale, '--files', String(files)], runs, async (stage) => {
    const largest = await largestObjects(stage.org);
    taken = largest.reduce((sum, { count }) => sum + count, 0);
    return contendersFor(
      stage,
      largest.map(({ name }) => name),
    );
  });
  return benchResult('backup-org', taken, measured);
}

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** Of those with page layouts: what people work with. */
async function largestObjects(org: Org): Promise<Counted[]> {
  const { sobjects } = await ask<{ sobjects: Array<{ name: string; layoutable: boolean }> }>(org, 'sobjects');
  const layoutable = new Set(sobjects.filter((object) => object.layoutable).map(({ name }) => name));
  const { sObjects } = await ask<{ sObjects: Counted[] }>(org, 'limits/recordCount');
  const counted = sObjects.filter(({ name }) => layoutable.has(name));
  return counted.sort((one, other) => other.count - one.count).slice(0, LARGEST_OBJECTS);
}

async function contendersFor(
  { org, folder, out, env }: BenchStage,
  objects: readonly string[],
): Promise<Contender[]> {
  const queries = await Promise.all(objects.map((object) => queryOf(org, object)));
  const script = async (name: string, text: string): Promise<Contender> => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.sh`);
    await writeFile(file, `set -euo pipefail\n${text}`);
    return { name, env, command: ['bash', file] };
  };
  const sobjects = [...objects, 'ContentVersion'].flatMap((name) => ['--sobject', name]);
  const own = ['--only', 'data', '--only', 'files', '--bulk-threshold', '2000', ...sobjects];
  return [
    {
      name: 'safekeep',
      env,
      // 68: fields hidden from the user are gaps.
      fine: [0, 68],
      command: ['sf', 'backup', 'run', '-o', org.token, '--vault', out, '--json', ...own],
    },
    await script(
      'sf data export bulk',
      queries.map((query, at) => exportLine(org, query, `${out}/${at}.csv`)).join(''),
    ),
    await script('floor', floorScript(org, queries, out)),
  ];
}

const exportLine = ({ token }: Org, query: string, file: string): string =>
  `mkdir -p "$(dirname ${file})"\nsf data export bulk -o '${token}' --query '${query}' --output-file ${file} --wait 60\n`;

/** The same statement as a backup asks, so that all contenders read the same rendered pages. */
async function queryOf(org: Org, object: string): Promise<string> {
  const { fields } = await ask<{ fields: Array<{ name: string; type: string }> }>(
    org,
    `sobjects/${object}/describe`,
  );
  const names = fields
    .filter(({ type }) => !['base64', 'address', 'location'].includes(type))
    .map(({ name }) => name);
  const leading = ['Id', 'IsDeleted', 'SystemModstamp'].filter((name) => names.includes(name));
  return `SELECT ${[...leading, ...names.filter((name) => !leading.includes(name))].join(', ')} FROM ${object}`;
}

async function ask<Result>({ url, token }: Org, resource: string): Promise<Result> {
  const answer = await fetch(`${url}/services/data/${API}/${resource}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await answer.json()) as Result;
}

/** What no client can do without: jobs, their pages, the files; nothing checked, nothing kept in order. */
function floorScript({ url, token }: Org, queries: readonly string[], out: string): string {
  const base = `${url}/services/data/${API}`;
  return `mkdir -p ${out}/pages ${out}/files
export OUT=${out} URL=${url}
ask() { curl -sS --fail -H 'Authorization: Bearer ${token}' "$@"; }
export -f ask
pages() {
  job=$(ask -H 'Content-Type: application/json' -d "$1" ${base}/jobs/query | sed -E 's/.*"id":"([^"]+)".*/\\1/')
  until ask ${base}/jobs/query/$job | grep -q JobComplete; do sleep 0.1; done
  next=/services/data/${API}/jobs/query/$job/resultPages
  while [ -n "$next" ]; do
    page=$(ask $URL$next)
    grep -oE '"resultUrl":"[^"]+"' <<< "$page" | cut -d '"' -f 4
    next=$(grep -oE '"nextRecordsUrl":"[^"]+"' <<< "$page" | cut -d '"' -f 4 || true)
  done
}
{
${queries.map((query) => `pages '${JSON.stringify({ operation: 'queryAll', query })}'`).join('\n')}
} | nl | xargs -P 4 -L 1 bash -c 'ask --compressed "$URL$1" | zstd -3 -q -o $OUT/pages/$0.csv.zst'
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

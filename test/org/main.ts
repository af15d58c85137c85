// `npm run org`: starts a practice org, prints how to log in to it, and stops on SIGINT or SIGTERM.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startOrg, type RunningOrg } from './startOrg.ts';

const USAGE = `npm run org -- [--seed N] [--scale N] [--empty] [--port N] [--ledger-rows N] [--files N] [--bulk-page-rows N] [--tls] [--faults FILE] [--json]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      scale: { type: 'string' },
      empty: { type: 'boolean' },
      port: { type: 'string' },
      'ledger-rows': { type: 'string' },
      files: { type: 'string' },
      'bulk-page-rows': { type: 'string' },
      tls: { type: 'boolean' },
      faults: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const org = await startOrg({
    seed: whole(values.seed, 'seed'),
    scale: whole(values.scale, 'scale'),
    rows: values.empty === true ? 'none' : 'seeded',
    port: whole(values.port, 'port'),
    ledgerRows: whole(values['ledger-rows'], 'ledger-rows'),
    files: whole(values.files, 'files'),
    bulkPageRows: whole(values['bulk-page-rows'], 'bulk-page-rows'),
    tls: values.tls,
    faults:
      values.faults === undefined
        ? undefined
        : (JSON.parse(await readFile(values.faults, 'utf8')) as unknown),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void org.stop());
  console.log(values.json === true ? jsonLine(org) : greeting(org));
  await org.stopped;
}

function whole(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`--${flag} must be a whole number, not ${text}`);
  return number;
}

function jsonLine(org: RunningOrg): string {
  return JSON.stringify({ url: org.url, token: org.token(), orgId: org.orgId, pid: process.pid });
}

function greeting(org: RunningOrg): string {
  return [
    `Practice org ${org.orgId} at ${org.url} (seed ${org.state.seed}, scale ${org.state.scale}). Ctrl-C stops it.`,
    'Log in with:',
    `  SF_ACCESS_TOKEN='${org.token()}' sf org login access-token --instance-url ${org.url} --alias practice --no-prompt`,
  ].join('\n');
}

try {
  await main();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}

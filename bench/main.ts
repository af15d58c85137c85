// `npm run bench -- NAME [--json FILE] [--runs N] [--rows N] [--files N]`

import { parseArgs } from 'node:util';
import { benchBackup, benchBackupOrg } from './backup.ts';
import type { BenchResult } from './report.ts';
import { publish } from './report.ts';

export interface BenchOptions {
  readonly runs: number;
  readonly rows: number;
  readonly files: number;
}

const BENCHMARKS: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> = {
  backup: benchBackup,
  'backup-org': benchBackupOrg,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '2000' },
  },
});
const [name = ''] = positionals;
const benchmark = BENCHMARKS[name];
if (!benchmark) throw new Error(`No benchmark "${name}". There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
const options = { runs: Number(values.runs), rows: Number(values.rows), files: Number(values.files) };
await publish(await benchmark(options), values.json);

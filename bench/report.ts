// What a benchmark leaves: medians of its runs and the ratios to the contenders, as a table and as JSON.

import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { median, type Measured } from './measure.ts';

export interface BenchResult {
  readonly name: string;
  readonly runs: number;
  /** Medians of what is being measured: seconds, seconds, MB. */
  readonly wall: number;
  readonly cpu: number;
  readonly peakMB: number;
  /** Our wall time over the other's. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly contenders: Readonly<Record<string, Measured>>;
  readonly machine: string;
  readonly date: string;
}

/** @param measured every contender's runs; the first one is what is being measured */
export function benchResult(
  name: string,
  rows: number,
  measured: ReadonlyMap<string, readonly Measured[]>,
): BenchResult {
  const contenders = [...measured].map(([contender, runs]) => ({
    contender,
    runs: runs.length,
    ...medians(runs),
  }));
  const [own, ...others] = contenders;
  if (!own) throw new Error('Nothing was measured.');
  return {
    name,
    runs: own.runs,
    wall: own.wall,
    cpu: own.cpu,
    peakMB: own.peakMB,
    ratios: Object.fromEntries(others.map(({ contender, wall }) => [contender, round(own.wall / wall)])),
    rows,
    contenders: Object.fromEntries(
      contenders.map(({ contender, wall, cpu, peakMB }) => [contender, { wall, cpu, peakMB }]),
    ),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}`,
    date: new Date().toISOString(),
  };
}

export async function publish(result: BenchResult, file: string | undefined): Promise<void> {
  console.table(result.contenders);
  console.log(`ratios of wall time: ${JSON.stringify(result.ratios)}`);
  if (file !== undefined) await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

function medians(runs: readonly Measured[]): Measured {
  return {
    wall: round(median(runs.map((run) => run.wall))),
    cpu: round(median(runs.map((run) => run.cpu))),
    peakMB: Math.round(median(runs.map((run) => run.peakMB))),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

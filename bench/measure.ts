// Measures a command as a whole process: wall time, CPU of it and all its children, and the highest memory of any one
// process below it. CPU comes from the shell's own accounting of reaped children, memory from the kernel's high-water
// marks (Linux).

import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface Measured {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time. */
  readonly cpu: number;
  /** Of the largest single process, in MB. */
  readonly peakMB: number;
}

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that mean it did its work. */
  readonly fine?: readonly number[];
}

const SAMPLE_EVERY = 50;
const SHELL = '"$@"; code=$?; times >&3; exit $code';

export async function measure({ name, command, env, fine = [0] }: Contender): Promise<Measured> {
  const started = process.hrtime.bigint();
  const child = spawn('bash', ['-c', SHELL, name, ...command], {
    env: env ?? process.env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  let times = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdio[3]?.on('data', (text: Buffer) => (times += text.toString()));
  const peaks = new Map<number, number>();
  const sampler = setInterval(() => void samplePeaks(child.pid ?? 0, peaks), SAMPLE_EVERY);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  clearInterval(sampler);
  if (!fine.includes(code)) throw new Error(`${name} ended with exit code ${code}: ${errors.slice(-2000)}`);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  return { wall, cpu: cpuSeconds(times), peakMB: Math.max(0, ...peaks.values()) / 1024 };
}

/** `times` prints user and system time of the shell, then of its children: `0m1.250s 0m0.030s`. */
function cpuSeconds(times: string): number {
  const all = [...times.matchAll(/(\d+)m([\d.]+)s/g)];
  return all.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

async function samplePeaks(root: number, peaks: Map<number, number>): Promise<void> {
  for (const pid of await descendants(root)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
    peaks.set(pid, Math.max(peak, peaks.get(pid) ?? 0));
  }
}

async function descendants(root: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (const queue = [root]; queue.length > 0;) {
    const next = children.get(queue.pop() ?? 0) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** Of a list that is not empty; of two in the middle, their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

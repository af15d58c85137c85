// Everything that must hold, in one run: build, types, lint, contracts, then the suites. Ends with one plain line,
// `N passed, N failed`, that any CI can read. `--full` runs the long suites with all their seeds.

import { spawn } from 'node:child_process';

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

const full = process.argv.includes('--full');
const suite = (name: string, timeout: number, ...specs: string[]): Step => ({
  name,
  command: 'mocha',
  args: ['--no-config', '--forbid-only', '--timeout', String(timeout), '--reporter', 'dot', ...specs],
  env: full ? { SAFEKEEP_TEST_FULL: 'true' } : {},
});

const STEPS: readonly Step[] = [
  { name: 'build', command: 'npm', args: ['run', '--silent', 'build'] },
  { name: 'types', command: 'tsc', args: ['-p', 'test'] },
  { name: 'lint', command: 'npm', args: ['run', '--silent', 'lint'] },
  { name: 'contracts', command: 'npm', args: ['run', '--silent', 'contract'] },
  suite('unit', 60_000, 'test/{kit,vault,backup,restore,org-side,report,commands,architecture}/**/*.test.ts'),
  suite('practice org', 60_000, 'test/org/**/*.test.ts'),
  suite('clients', 180_000, 'test/clients/**/*.test.ts'),
  suite('end to end', 600_000, 'test/e2e/**/*.test.ts'),
];

/** Runs a step with its output shown, and counts what it says it did: mocha's own counts, or the step as one. */
async function run(step: Step): Promise<Outcome> {
  process.stdout.write(`\n== ${step.name}\n`);
  const child = spawn(step.command, step.args, {
    env: { ...process.env, ...step.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return outcomeOf(step, output, code);
}

function outcomeOf(step: Step, output: string, code: number): Outcome {
  if (step.command !== 'mocha') return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const passed = counted(output, 'passing');
  const failed = counted(output, 'failing');
  // A suite that ran nothing, or died before it could count, has failed.
  const silent = passed + failed === 0 || (code !== 0 && failed === 0);
  return { passed, failed: failed + (silent ? 1 : 0) };
}

function counted(output: string, word: string): number {
  return Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
}

let total: Outcome = { passed: 0, failed: 0 };
for (const step of STEPS) {
  const outcome = await run(step);
  total = { passed: total.passed + outcome.passed, failed: total.failed + outcome.failed };
  if (step.name === 'build' && outcome.failed > 0) break;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

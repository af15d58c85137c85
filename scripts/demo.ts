// The main job in two minutes, without an account: a practice org, a version of it, and a look inside.
// Everything runs as a person would type it; nothing keeps running afterwards.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

interface PracticeOrg {
  readonly url: string;
  readonly token: string;
  readonly orgId: string;
}

const root = path.resolve(import.meta.dirname, '..');
const vault = path.join(root, 'demo-backups');
const plain = path.join(root, 'demo-backups-plain');
const home = await mkdtemp(path.join(tmpdir(), 'safekeep-demo-'));

const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
  HOME: home,
  SF_DATA_DIR: path.join(home, 'data'),
  SF_CACHE_DIR: path.join(home, 'cache'),
  SF_CONFIG_DIR: path.join(home, 'config'),
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
};
// The CLI sends loopback through a proxy too, whatever NO_PROXY says.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'])
  Reflect.deleteProperty(env, name);

function say(text: string): void {
  process.stdout.write(`\n\u001b[1m${text}\u001b[0m\n`);
}

async function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Shows a command as it would be typed and runs it. Only the exit codes named are fine. */
async function type(command: string, args: readonly string[], fine: readonly number[] = [0]): Promise<void> {
  say(`$ ${command} ${args.join(' ')}`);
  await run(command, args, fine);
}

async function run(command: string, args: readonly string[], fine: readonly number[] = [0]): Promise<void> {
  const quiet = fine === QUIET;
  const code = await exitOf(
    spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
    }),
  );
  if (!fine.includes(code)) throw new Error(`"${command} ${args.join(' ')}" ended with exit code ${code}.`);
}

const QUIET: readonly number[] = [0];

async function startPracticeOrg(): Promise<{ org: PracticeOrg; child: ChildProcess }> {
  const child = spawn('node', ['test/org/main.ts', '--seed', '7', '--scale', '1', '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { org: JSON.parse(line) as PracticeOrg, child };
  }
  throw new Error('The practice org did not start.');
}

/** Where the archive lies, and a look into what was written out of it. */
async function lookInside(orgId: string): Promise<void> {
  const folder = path.join(vault, orgId);
  const version = (await readdir(folder))
    .filter((name) => /^\d{4}-/.test(name))
    .sort()
    .at(-1);
  if (version === undefined) throw new Error('No version was published.');
  say(`The archive is ${path.join(folder, version)}:`);
  for (const name of await readdir(path.join(folder, version))) process.stdout.write(`  ${name}\n`);
  process.stdout.write(
    'The zip files open with unzip, their members with zstd; docs/vault-format.md says what is where.\n',
  );
  say('The first accounts, as they were written out:');
  const accounts = await readFile(path.join(plain, 'data', 'Account.csv'), 'utf8');
  for (const line of accounts.split('\n').slice(0, 3)) process.stdout.write(`  ${line.slice(0, 150)}\n`);
}

for (const folder of [vault, plain]) await rm(folder, { recursive: true, force: true });
say('Starting a practice org: a Salesforce double on this machine.');
const { org, child } = await startPracticeOrg();
try {
  await run('sf', ['plugins', 'link', root, '--no-install'], QUIET);
  env.SF_ACCESS_TOKEN = org.token;
  await run(
    'sf',
    ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', 'practice', '--no-prompt'],
    QUIET,
  );
  const where = ['--vault', path.relative(root, vault)];
  await type('sf', ['backup', 'run', '--target-org', 'practice', ...where], [0, 68]);
  await type('sf', ['backup', 'list', ...where]);
  await type('sf', ['backup', 'verify', '--deep', ...where]);
  await type('sf', ['backup', 'display', ...where]);
  await type('sf', ['backup', 'export', ...where, '--output-dir', path.relative(root, plain)]);
  await lookInside(org.orgId);
  say(
    'Look further: "npm run org" starts the practice org for your own tries; README.md says how to back up a real one.',
  );
} finally {
  child.kill('SIGINT');
  await exitOf(child);
  await rm(home, { recursive: true, force: true });
}

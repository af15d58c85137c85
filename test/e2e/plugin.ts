// The real sf CLI with this plugin linked, logged in to a practice org, in a home of its own.

import { join } from 'node:path';
import { createSfHome, type SfChild, type SfHome, type SfRun } from '../clients/sf.ts';
import { startOrg, type OrgOptions, type RunningOrg } from '../org/startOrg.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Stage {
  readonly org: RunningOrg;
  readonly home: SfHome;
  /** A vault folder in the home; not made yet. */
  readonly vault: string;
  /** Runs `sf` with this plugin. */
  sf(args: readonly string[], env?: Record<string, string>): Promise<SfRun>;
  /** Runs `sf … --json` and hands back its result; throws when the command printed none. */
  result<T>(args: readonly string[], fine?: readonly number[]): Promise<T>;
  /** Starts `sf` and does not wait for its end. */
  start(args: readonly string[], env?: Record<string, string>): SfChild;
  close(): Promise<void>;
}

/** Starts an org and a CLI that knows it under the alias `practice`. */
export async function setStage(options: OrgOptions = {}): Promise<Stage> {
  const org = await startOrg({ seed: 7, ...options });
  const home = await createSfHome();
  const close: Stage['close'] = async () => {
    await org.stop();
    await home.remove();
  };
  try {
    const linked = await home.run(['plugins', 'link', ROOT, '--no-install']);
    if (linked.code !== 0) throw new Error(`The plugin could not be linked: ${linked.stderr}`);
    await login(home, org, 'practice');
  } catch (error) {
    // An org left listening would keep the whole test run from ending.
    await close();
    throw error;
  }
  const sf: Stage['sf'] = (args, env) => home.run(args, { env });
  return {
    org,
    home,
    vault: join(home.folder, 'vault'),
    sf,
    result: async <T>(args: readonly string[], fine: readonly number[] = [0]) => {
      const { json, code, stdout, stderr } = await sf([...args, '--json']);
      if (!json || !fine.includes(code))
        throw new Error(`sf ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
      return json.result as T;
    },
    start: (args, env) => home.start(args, { env }),
    close,
  };
}

/** Logs another user of the org in under an alias. */
export async function login(home: SfHome, org: RunningOrg, alias: string, username?: string): Promise<void> {
  const args = ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', alias, '--no-prompt'];
  const { code, stderr } = await home.run(args, { env: { SF_ACCESS_TOKEN: org.token(username) } });
  if (code !== 0) throw new Error(`The login of ${alias} failed: ${stderr}`);
}

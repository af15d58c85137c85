// What would let somebody into the org is nowhere: not in the vault or its work folder, not in a log, not on the
// screen, however a run ends. And nobody but the owner may read what is in the vault.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { ended, type SfRun } from '../clients/sf.ts';
import { login, setStage, type Stage } from './plugin.ts';
import { secretsBelow, secretsIn } from './secretSearch.ts';
import { SMALL_ORG } from './smallBackup.ts';
import { until } from './until.ts';
import { filesBelow, journalOf } from './wholeVault.ts';

const OBJECTS = ['AuthProvider', 'AuthSession', 'Campaign', 'OauthToken', 'TwoFactorInfo', 'User'];
const SECRET_CELLS: ReadonlyArray<readonly [object: string, field: string]> = [
  ['AuthProvider', 'ConsumerSecret'],
  ['OauthToken', 'AccessToken'],
  ['OauthToken', 'DeleteToken'],
  ['TwoFactorInfo', 'SharedKey'],
];
/** The CLI's own record of its logins. */
const OF_THE_CLI = /^\.sfdx\/[^/]+\.json$/;

type Effect = { readonly effect: string; readonly milliseconds?: number };
const atCampaign = (effect: Effect) => ({
  faults: [{ on: { endpoint: 'query*', object: 'Campaign' }, do: effect }],
});

interface Ending {
  readonly name: string;
  readonly more: readonly string[];
  readonly faults?: unknown;
  readonly signal?: NodeJS.Signals;
  readonly codes: readonly number[];
}

const ROWS = ['--only', 'data', '--only', 'security'];
const ENDINGS: readonly Ending[] = [
  { name: 'published', more: [], codes: [0] },
  { name: 'published-json', more: [...ROWS, '--json'], codes: [0] },
  {
    name: 'interrupted',
    more: ROWS,
    faults: atCampaign({ effect: 'delay', milliseconds: 15_000 }),
    signal: 'SIGINT',
    codes: [130],
  },
  {
    name: 'killed',
    more: ROWS,
    faults: atCampaign({ effect: 'delay', milliseconds: 15_000 }),
    signal: 'SIGKILL',
    codes: [-1],
  },
  { name: 'expired', more: ROWS, faults: atCampaign({ effect: 'expireToken' }), codes: [1] },
  {
    name: 'expired-json',
    more: [...ROWS, '--json'],
    faults: atCampaign({ effect: 'expireToken' }),
    codes: [1],
  },
];

describe('a secret of the org', function () {
  this.timeout(600_000);
  let stage: Stage;
  let temporary: string;
  const runs: Array<{ readonly ending: Ending; readonly run: SfRun }> = [];

  const vaultOf = ({ name }: Ending): string => join(stage.home.folder, 'vaults', name);

  before(async () => {
    stage = await setStage(SMALL_ORG);
    temporary = join(stage.home.folder, 'temporary');
    await mkdir(temporary);
    for (const ending of ENDINGS) runs.push({ ending, run: await take(ending) });
  });

  after(async () => {
    await stage.close();
  });

  async function take(ending: Ending): Promise<SfRun> {
    await login(stage.home, stage.org, 'practice');
    stage.org.setFaults(ending.faults);
    const vault = vaultOf(ending);
    const child = stage.start(
      [
        ...['backup', 'run', '-o', 'practice', '--vault', vault, ...ending.more],
        ...OBJECTS.flatMap((object) => ['--sobject', object]),
      ],
      { SF_LOG_LEVEL: 'trace', TMPDIR: temporary },
    );
    const end = ended(child);
    if (ending.signal) {
      await until('tokens are in the spool', async () =>
        (await journalOf(vault, stage.org.orgId)).includes('"key":"object OauthToken"'),
      );
      child.kill(ending.signal);
    }
    return end;
  }

  function secrets(): string[] {
    const cells = SECRET_CELLS.flatMap(([object, field]) =>
      Array.from(stage.org.state.tables.of(object).rows(), (row) => row[field]),
    );
    const texts = cells.filter((cell): cell is string => typeof cell === 'string' && cell !== '');
    return [...new Set([...stage.org.issuedTokens(), ...texts])];
  }

  it('is found by the search where one is', async () => {
    const [secret = ''] = secrets();
    for (const bytes of [Buffer.from(`a ${secret} b`), zstdCompressSync(`a ${secret}`), gzipSync(secret)]) {
      expect(await secretsIn('here', bytes, [secret])).to.have.length(1);
    }
    expect(secrets().length).to.be.greaterThan(100);
  });

  it('stays off the screen however a run ends', async () => {
    for (const { ending, run } of runs) {
      expect(ending.codes, `${ending.name}: ${run.stdout}${run.stderr}`).to.include(run.code);
      const printed = Buffer.from(`${run.stdout}${run.stderr}`);
      expect(await secretsIn(ending.name, printed, secrets())).to.deep.equal([]);
    }
  });

  it('stays out of vaults, work folders, temporary files and logs', async () => {
    const log = (await filesBelow(stage.home.folder)).filter((path) => /^\.sf\/.*\.log$/.test(path));
    expect(log, 'a log was written').not.to.deep.equal([]);
    const found = await secretsBelow(stage.home.folder, secrets(), (path) => OF_THE_CLI.test(path));
    expect(found).to.deep.equal([]);
  });

  it('and everything else in a vault is for its owner only', async () => {
    for (const { ending } of runs) {
      const vault = vaultOf(ending);
      for (const name of ['', ...(await readdir(vault, { recursive: true }))]) {
        const { mode } = await stat(join(vault, name));
        const folder = (mode & 0o170000) === 0o040000;
        expect((mode & 0o777).toString(8), join(ending.name, name)).to.equal(folder ? '700' : '600');
      }
    }
  });
});

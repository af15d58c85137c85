// What would let somebody into the org is nowhere: not in the vault or its work folder, not in a log, not on the
// screen, however a run ends. And nobody but the owner may read what is in the vault.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { OrgState } from '../org/model.ts';
import { ended, type SfRun } from '../clients/sf.ts';
import { setStage, type Stage } from './plugin.ts';
import { secretsBelow, secretsIn } from './secretSearch.ts';
import { SMALL_ORG } from './smallBackup.ts';
import { until } from './until.ts';
import { journalOf } from './wholeVault.ts';

const OBJECTS = ['AuthProvider', 'AuthSession', 'Campaign', 'OauthToken', 'TwoFactorInfo', 'User'];
const SECRET_CELLS = ['AccessToken', 'ConsumerSecret', 'DeleteToken', 'RequestToken', 'SharedKey'];
/** The CLI's own record of its logins. */
const OF_THE_CLI = /^\.sfdx\/[^/]+\.json$/;
const EXPIRED = {
  faults: [{ on: { object: 'Campaign', endpoint: 'query' }, do: { effect: 'expireToken' } }],
};
const HELD = {
  faults: [
    { on: { object: 'Campaign', endpoint: 'query' }, do: { effect: 'delay', milliseconds: 15_000 } },
  ],
};

describe('a secret of the org', function () {
  this.timeout(240_000);
  let stage: Stage;
  let temporary: string;
  const runs: Array<{ readonly name: string; readonly run: SfRun }> = [];

  before(async () => {
    stage = await setStage(SMALL_ORG);
    temporary = join(stage.home.folder, 'tmp');
    await mkdir(temporary);
    await take('interrupted', HELD, ['--only', 'data', '--only', 'security'], true);
    await take('failed', EXPIRED, ['--only', 'data', '--only', 'security']);
    // The session that expired was the CLI's.
    await stage.close();
    stage = await setStage(SMALL_ORG);
    await mkdir(temporary);
  });

  after(async () => {
    await stage.close();
  });
});

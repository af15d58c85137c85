// The sf CLI's other ways to log in: by a signed JWT, and by an sfdx URL, which needs TLS.
import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMINISTRATOR, startOrg } from '../org/startOrg.ts';
import { createSfHome, result, type SfHome } from './sf.ts';

describe('logging in with the sf CLI', function () {
  this.timeout(60_000);
  let home: SfHome;
  before(async () => {
    home = await createSfHome();
  });
  after(() => home.remove());

  it('works by JWT, and is done again by itself when the session has ended', async () => {
    const org = await startOrg();
    const key = join(home.folder, 'jwt.pem');
    await writeFile(key, org.app.privateKey!);
    const username = 'nightly@practice.example';
    const login = await home.run([
      'org',
      'login',
      'jwt',
      '--client-id',
      org.app.clientId,
      '--jwt-key-file',
      key,
      '--username',
      username,
      '--instance-url',
      org.url,
      '--json',
    ]);
    expect(result<{ username: string }>(login)).to.include({ username, orgId: org.orgId });
    const live = [...org.state.tables.of('Account').rows()].filter((row) => row.IsDeleted !== true);
    org.expireTokens();
    const counted = await home.run([
      'data',
      'query',
      '-q',
      'SELECT COUNT() FROM Account',
      '-o',
      username,
      '--json',
    ]);
    expect(result<{ totalSize: number }>(counted).totalSize).to.equal(live.length);
    await org.stop();
  });

  it('works by an sfdx URL over TLS, and shows no secret', async () => {
    const safe = await startOrg({ tls: true });
    const certificate = join(home.folder, 'certificate.pem');
    const urlFile = join(home.folder, 'url.txt');
    await writeFile(certificate, safe.certificate!);
    await writeFile(
      urlFile,
      `force://PlatformCLI::${safe.refreshToken()}@${safe.url.replace('https://', '')}`,
    );
    const env = { NODE_EXTRA_CA_CERTS: certificate };
    const login = await home.run(
      ['org', 'login', 'sfdx-url', '--sfdx-url-file', urlFile, '--alias', 'safe', '--json'],
      { env },
    );
    expect(result(login)).to.include({ orgId: safe.orgId, username: ADMINISTRATOR });
    const secrets = safe.issuedTokens();
    await safe.stop();
    for (const secret of secrets) expect(login.stdout + login.stderr).to.not.include(secret);
  });
});

// Takes a version of an org in a process of its own, which may be killed at any step of it. Arguments: the org's URL,
// an access token, the vault folder, the step at which it is to die (0: never). Prints one line of JSON at its end.
import { lightFuse } from './fuse.ts';
import { SMALL } from './smallBackup.ts';

const [instanceUrl = '', accessToken = '', place = '', steps = '0'] = process.argv.slice(2);

const count = await lightFuse(Number(steps));
const { openSession } = await import('../../src/org/session.ts');
const { takeVersion } = await import('../../src/backup/takeVersion.ts');
const { isFailure } = await import('../../src/kit/failure.ts');
const { createOrOpenVault } = await import('../../src/vault/vault.ts');

const session = openSession({
  instanceUrl,
  accessToken,
  getApiVersion: () => '67.0',
  refreshAuth: () => Promise.resolve(),
  getAuthInfo: () => ({ isAccessTokenFlow: () => true }),
});
try {
  const vault = await createOrOpenVault(place);
  const { manifest, resumed } = await takeVersion(
    session,
    vault,
    SMALL,
    () => undefined,
    new AbortController().signal,
  );
  console.log(JSON.stringify({ published: manifest.version, resumed, steps: count() }));
} catch (error) {
  if (!isFailure(error)) throw error;
  console.log(JSON.stringify({ failed: error.key }));
} finally {
  await session.close();
}

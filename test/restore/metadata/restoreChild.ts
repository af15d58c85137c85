// A process that carries a metadata restore out and is killed on its way. Prints a line when its deploy is under way.
import { carryOutMetadataRestore } from '../../../src/restore/metadata/carryOutMetadataRestore.ts';
import { openSession } from '../../../src/org/session.ts';
import { openVault } from '../../../src/vault/vault.ts';
import { readManifest } from '../../../src/vault/versions.ts';
import { coreConnection } from './connection.ts';

const [url = '', token = '', place = '', orgId = '', version = '', folder = ''] = process.argv.slice(2);
const session = openSession(await coreConnection(url, token));
const vault = await openVault(place);
const manifest = await readManifest(vault, orgId, version);
await carryOutMetadataRestore(session, vault, manifest, folder, { allowDataLoss: false }, (event) => {
  if (event.kind === 'job' && event.job === 'deploy' && !event.status.isDone)
    process.stdout.write('deploying\n');
});

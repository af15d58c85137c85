import { expect } from 'chai';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import { isMissing } from '../../src/vault/gaps.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { openVault, type Vault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { readManifest } from '../../src/vault/versions.ts';
import { compareMetadata } from './metadataCompare.ts';
import { setStage, type Stage } from './plugin.ts';
import { compareFiles, compareRows } from './storeCompare.ts';

const SCALES = process.env.SAFEKEEP_TEST_FULL ? [1, 20] : [1];

for (const scale of SCALES) {
  describe(`a version of a whole org at scale ${scale}`, () => {
    let stage: Stage;
    let vault: Vault;
    let manifest: Manifest;
    let taken: BackupRunResult;

    before(async () => {
      stage = await setStage({ scale });
      // A low threshold sends a good part of the objects through Bulk, the rest through REST.
      const args = ['backup', 'run', '-o', 'practice', '--vault', stage.vault, '--bulk-threshold', '1000'];
      taken = await stage.result<BackupRunResult>(args, [0, 68]);
      vault = await openVault(stage.vault);
      manifest = await readManifest(vault, taken.orgId, taken.version);
    });

    after(async () => {
      await stage.close();
    });

    it('holds every row, field by field, or names the gap', async () => {
      expect(await compareRows(vault, manifest, stage.org.state)).to.deep.equal([]);
    });

    it('holds every file, byte by byte, or names the gap', async () => {
      expect(await compareFiles(vault, manifest, stage.org.state)).to.deep.equal([]);
    });

    it('holds every metadata file, byte by byte, or names the gap', async () => {
      expect(await compareMetadata(vault, manifest, stage.org.components)).to.deep.equal([]);
    });

    it('lacks only what the user of the backup may not see', () => {
      const missing = taken.gaps.filter(isMissing).map((gap) => `${gap.reason} ${gap.name}`);
      expect(missing).to.deep.equal([
        'field-hidden Account.Legacy_Score__c',
        'field-hidden Contact.National_Id__c',
        'masked Invoice__c.Bank_Account__c',
      ]);
      expect(taken.complete).to.equal(false);
    });

    it('verifies row by row', async () => {
      const { problems, checked } = await verifyVersion(vault, taken.orgId, taken.version, { deep: true });
      expect(problems).to.deep.equal([]);
      expect(checked.rows).to.equal(taken.totals.rows + taken.totals.deletedRows);
    });

    it('leaves no job behind in the org', () => {
      const calls = stage.org.calls.filter(
        ({ path, status }) => path.includes('/jobs/query') && status < 300,
      );
      const created = calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs/query'));
      const deleted = calls.filter(({ method }) => method === 'DELETE');
      expect(created).not.to.be.empty;
      expect(deleted).to.have.length(created.length);
    });
  });
}

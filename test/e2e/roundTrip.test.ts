import { expect } from 'chai';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import type { RestoreResult } from '../../src/report/restored.ts';
import { compareGraphs } from './graphCompare.ts';
import { setStage, type Stage } from './plugin.ts';

const SCALES = process.env.SAFEKEEP_TEST_FULL ? [1, 20] : [1];

for (const scale of SCALES) {
  describe(`an org at scale ${scale}, restored into an empty one`, () => {
    let stage: Stage;
    let empty: Stage;
    let restored: RestoreResult;
    /** `Account.Legacy_Score__c`: what the user of the backup may not see. */
    let gaps: ReadonlySet<string>;

    before(async () => {
      stage = await setStage({ scale });
      // With a home of its own: both orgs have the same usernames, and the CLI knows orgs by them.
      empty = await setStage({ scale, rows: 'none' });
      const vault = ['--vault', stage.vault];
      const taken = await stage.result<BackupRunResult>(
        [
          'backup',
          'run',
          '-o',
          'practice',
          '--only',
          'data',
          '--only',
          'files',
          '--only',
          'security',
          ...vault,
        ],
        [0, 68],
      );
      const asked = [
        '--source-org',
        taken.orgId,
        '--cross-org',
        '--keep-audit-fields',
        '--bypass-automation',
      ];
      const administrator = [
        ...empty.org.state.tables.of('User').where('Username', 'admin@practice.example'),
      ][0];
      const owners = ['--inactive-owners', 'fallback', '--fallback-user', String(administrator?.Id)];
      gaps = new Set(taken.gaps.filter(({ kind }) => kind === 'field').map(({ name }) => name));
      restored = await empty.result<RestoreResult>(
        ['restore', 'run', '-o', 'practice', '--no-prompt', ...vault, ...asked, ...owners],
        [0, 68],
      );
    });

    after(async () => {
      await empty.close();
      await stage.close();
    });

    it('is there once, row by row, field by field, with every reference at its counterpart', async () => {
      const files = { plan: restored.plan, idMap: restored.report!.idMap };
      const users = stage.org.state.tables.of('User');
      const isInactiveOwner = (field: string, owner: unknown): boolean =>
        field === 'OwnerId' && typeof owner === 'string' && users.get(owner)?.IsActive === false;
      const { differences, rows } = await compareGraphs(
        stage.org.state,
        empty.org.state,
        files,
        (object, field, row) => gaps.has(`${object}.${field}`) || isInactiveOwner(field, row[field]),
      );
      expect(differences).to.deep.equal([]);
      expect(rows).to.be.above(20_000 * scale);
    });

    it('reads back as it was written, with nothing failed, in conflict or unclear', () => {
      const { counts, verified } = restored.outcome!;
      expect(counts).to.include({ Failed: 0, Conflict: 0, Ambiguous: 0 });
      expect(verified.differences).to.equal(0);
    });

    it('has its automation on again', () => {
      expect(restored.stillOff).to.deep.equal([]);
    });
  });
}

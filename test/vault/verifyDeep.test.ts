import { join } from 'node:path';
import { expect } from 'chai';
import { sha256 } from '../../src/kit/bytes.ts';
import { encodeRow } from '../../src/kit/csv.ts';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import type { ManifestDraft } from '../../src/vault/manifest/manifest.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import type { Run } from '../../src/vault/run/run.ts';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { seeded } from './randomness.ts';
import {
  add,
  COLUMNS,
  draftOf,
  fill,
  objectOf,
  ORG_ID,
  page,
  recordId,
  tombstones,
  zipOf,
} from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const VERSION = '2026-11-22T03-40-00Z';

/** Takes a version with what `make` adds, and verifies it deeply: what a wrong backup or a forger could publish. */
async function verifyMade(make: (run: Run) => Promise<ManifestDraft>): Promise<string[]> {
  return inFolder(async (folder) => {
    const vault = await createOrOpenVault(join(folder, 'vault'));
    const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
    const run = await openRun(vault, lock, ORG_ID, { version: VERSION, fingerprint: 'x' });
    await run.publish(await make(run));
    await lock.release();
    const { problems } = await verifyVersion(vault, ORG_ID, VERSION, { deep: true });
    return problems.map(({ kind, detail }) => `${kind}: ${detail}`);
  });
}

describe('deep verify', () => {
  const rowsOf =
    (text: string, rows: number, live = rows): ((run: Run) => Promise<ManifestDraft>) =>
    async (run) => {
      await add(run, 'data/Account/000001.csv.zst', text);
      const segment = { ...run.refOf('data/Account/000001.csv.zst'), kind: 'base' as const, rows };
      return draftOf([await objectOf(run, 'Account', [segment], live, rows - live)]);
    };
  const good = page(seeded(1), '001', 0, 5);
  const row = (...cells: string[]): string => encodeRow(cells);
  const id = (number: number): string => recordId('001', number);

  const wrongRows: [string, string, number, string][] = [
    ['fewer rows than the manifest says', good, 6, 'rowCount'],
    ['more rows than the manifest says', good, 4, 'rowCount'],
    ['another header than the schema’s', good.replace('"Name"', '"Nome"'), 5, 'rowHeader'],
    ['a row with a cell too few', good + row(id(9), 'false', 'x'), 6, 'rowCells'],
    ['an Id that is none', good + row('001x', 'false', 'x', 'y'), 6, 'rowId'],
    [
      'an Id with the wrong check characters',
      good + row('001000000000009AAB', 'false', 'x', 'y'),
      6,
      'rowId',
    ],
    ['an Id that comes twice', good + row(id(3), 'false', 'x', 'y'), 6, 'rowTwice'],
    ['CSV that is none', good + '"001', 6, 'csvMalformed'],
  ];
  for (const [name, text, rows, kind] of wrongRows) {
    it(`finds ${name}`, async () => {
      expect((await verifyMade(rowsOf(text, rows)))[0]).to.match(new RegExp(`^${kind}`));
    });
  }

  it('finds live rows that were counted as deleted', async () => {
    expect(await verifyMade(rowsOf(good, 5, 3))).to.deep.equal([
      'rowCount: Account: 5 live and 0 deleted rows, should be 3 and 2',
    ]);
  });

  it('counts what is left when newer segments have replaced older rows', async () => {
    const make =
      (rows: number) =>
      async (run: Run): Promise<ManifestDraft> => {
        const parts = [
          ['base', page(seeded(1), '001', 0, 5), 5],
          [
            'changed',
            [COLUMNS, [id(1), 'true', 'deleted', ''], [id(7), 'false', 'new', '']]
              .map((cells) => encodeRow(cells))
              .join(''),
            2,
          ],
          ['tombstones', tombstones([id(2), id(8)]), 2],
          [
            'changed',
            [COLUMNS, [id(2), 'false', 'came back', '']].map((cells) => encodeRow(cells)).join(''),
            1,
          ],
        ] as const;
        const segments = [];
        for (const [i, [kind, text, count]] of parts.entries()) {
          await add(run, `data/Account/${i}.csv.zst`, text);
          segments.push({ ...run.refOf(`data/Account/${i}.csv.zst`), kind, rows: count });
        }
        return draftOf([await objectOf(run, 'Account', segments, rows, 1)]);
      };
    expect(await verifyMade(make(5))).to.deep.equal([]);
    expect((await verifyMade(make(4)))[0]).to.contain('5 live and 1 deleted');
  });

  const wrongIndexes: [string, (draft: ManifestDraft, run: Run) => Promise<ManifestDraft>, string][] = [
    [
      'a file count that is not the index’s',
      async (draft) => ({ ...draft, files: { ...draft.files!, count: 5 } }),
      'count',
    ],
    [
      'a metadata file count that is not the index’s',
      async (draft) => ({ ...draft, metadata: { ...draft.metadata!, files: 5 } }),
      'count',
    ],
    [
      'an index with a column too few',
      async (draft, run) => reindex(draft, run, encodeRow(['Id', 'Member'])),
      'indexInvalid',
    ],
    [
      'a body that is not there',
      async (draft, run) => reindex(draft, run, filesIndex('files/none', '1', 'a'.repeat(64))),
      'memberMissing',
    ],
    [
      'a body of another size',
      async (draft, run) => reindex(draft, run, filesIndex('security/tokens.json.zst', '1', 'a'.repeat(64))),
      'memberDamaged',
    ],
    [
      'a pack that is no zip',
      async (draft, run) => repack(draft, run, Buffer.from('no zip at all, but long enough to look')),
      'packDamaged',
    ],
    [
      'a pack with a file nobody indexed',
      async (draft, run) => repack(draft, run, await zipOf([{ path: 'x', text: 'y' }])),
      'packExtra',
    ],
    [
      'a pack that lacks an indexed file',
      async (draft, run) => repack(draft, run, await zipOf([])),
      'packMissing',
    ],
    [
      'a packed file of other content',
      async (draft, run) =>
        repack(draft, run, await zipOf([{ path: 'classes/Invoice.cls', text: 'public class Invoixe {}' }])),
      'packFile',
    ],
  ];
  for (const [name, change, kind] of wrongIndexes) {
    it(`finds ${name}`, async () => {
      const problems = await verifyMade(async (run) => change(await fill(run, 1), run));
      expect(
        problems.some((problem) => problem.startsWith(`${kind}:`)),
        problems.join('\n'),
      ).to.equal(true);
    });
  }
});

function filesIndex(member: string, bytes: string, hash: string): string {
  const columns = [
    'Id',
    'Object',
    'DocumentId',
    'Version',
    'Title',
    'Name',
    'Bytes',
    'Sha256',
    'Md5',
    'Member',
  ];
  return (
    encodeRow(columns) +
    encodeRow([recordId('068', 1), 'ContentVersion', '', '1', 't', 'n', bytes, hash, '', member])
  );
}

async function reindex(draft: ManifestDraft, run: Run, text: string): Promise<ManifestDraft> {
  await add(run, 'index/files-2.csv.zst', text);
  return { ...draft, files: { count: 1, bytes: 1, bodies: 1, index: run.refOf('index/files-2.csv.zst') } };
}

/** Another pack under the index's one row for it. */
async function repack(draft: ManifestDraft, run: Run, pack: Buffer): Promise<ManifestDraft> {
  await add(run, 'metadata/0002.zip', pack);
  const text = 'public class Invoice {}';
  const row = [
    'ApexClass',
    'Invoice',
    'classes/Invoice.cls',
    String(text.length),
    sha256(Buffer.from(text)),
    'metadata/0002.zip',
  ];
  const index = encodeRow(['Type', 'FullName', 'Path', 'Bytes', 'Sha256', 'Pack']) + encodeRow(row);
  await add(run, 'index/metadata-2.csv.zst', index);
  const packs = [run.refOf('metadata/0002.zip')];
  return {
    ...draft,
    metadata: { components: 1, files: 1, packs, index: run.refOf('index/metadata-2.csv.zst') },
  };
}

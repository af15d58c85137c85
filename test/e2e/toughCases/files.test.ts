// File bodies: of every size and name, kept by their content, and never taken for good when they are not what the org
// says they are.

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { readFilesIndex } from '../../../src/vault/read/indexes.ts';
import type { Fault } from '../../org/faults/plan.ts';
import type { Row } from '../../org/model.ts';
import { compareFiles } from '../storeCompare.ts';
import { gapOf, missing, problemsOf, setBench, type Bench, type Taken } from './backup.ts';

const TITLES = [
  '../../x',
  'CON.txt',
  'Plan',
  'plan',
  'PLAN',
  'same',
  'same',
  '名'.repeat(300),
  'nul\u0000in it',
  '..',
  '',
];

describe('tough cases: file bodies', function () {
  this.timeout(20_000);
  let bench: Bench;
  let versions: Row[];

  before(async () => {
    bench = await setBench({ files: 40 });
    versions = [...bench.org.state.tables.of('ContentVersion').rows()].filter(
      (row) => row.ContentLocation === 'S',
    );
    retitle();
  });
  after(() => bench.close());

  /** Gives the first files hostile titles, two of them the same body, and one no byte at all. */
  function retitle(): void {
    const { tables, blobs } = bench.org.state;
    TITLES.forEach((Title, at) => {
      const body = at === 0 ? Buffer.alloc(0) : Buffer.from(`body ${at === 2 ? 1 : at}`);
      const Checksum = createHash('md5').update(body).digest('hex');
      const row: Row = { ...versions[at], Title, ContentSize: body.length, Checksum };
      tables.of('ContentVersion').put(row);
      blobs.put('ContentVersion', String(row.Id), 'VersionData', body);
      versions[at] = row;
    });
  }

  const takeFiles = (faults: readonly Fault[] = []): Promise<Taken> =>
    bench.backUp({ only: ['files'], sobjects: ['ContentVersion'], faults });

  /** The Id of the file whose body is struck. */
  const struck = (): string => String(versions[5]!.Id);
  const onBody = (fault: Omit<Fault, 'on'>): Fault[] => [
    { on: { path: `*/${struck()}/VersionData` }, ...fault },
  ];

  const expectWhole = async ({ manifest }: Taken): Promise<void> => {
    expect(await compareFiles(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  };

  it('case 22: bodies of any size and title are stored by their content, never by their name', async () => {
    const taken = await takeFiles();
    const { manifest } = taken;
    expect(missing(manifest)).to.deep.equal([]);
    await expectWhole(taken);
    const index = new Map<string, { Title: string; Sha256: string; Member: string }>();
    for await (const row of readFilesIndex(bench.vault, manifest.org.id, manifest.files!.index))
      index.set(row.Id, row);
    for (const { Id, Title } of versions) {
      const entry = index.get(String(Id))!;
      expect(entry.Title).to.equal(Title);
      expect(entry.Member).to.match(new RegExp(`^files/${entry.Sha256}(\\.zst)?$`));
    }
    expect(index.get(String(versions[1]!.Id))!.Sha256).to.equal(index.get(String(versions[2]!.Id))!.Sha256);
    expect(manifest.files!.bodies).to.be.lessThan(manifest.files!.count);
  });

  const PASSING: ReadonlyArray<readonly [name: string, fault: Omit<Fault, 'on'>]> = [
    ['a body that is cut off once', { nth: 1, do: { effect: 'truncate', bytes: 3 } }],
    ['a body whose connection breaks once', { nth: 1, do: { effect: 'drop', when: 'after-headers' } }],
    [
      'other bytes once',
      {
        nth: 1,
        do: { effect: 'status', status: 200, body: 'bOdY 5', contentType: 'application/octet-stream' },
      },
    ],
    [
      'an error page that pretends to be the body once',
      { nth: 1, do: { effect: 'status', status: 200, body: '<html>', contentType: 'text/html' } },
    ],
  ];

  for (const [name, fault] of PASSING) {
    it(`case 23: ${name} is read again and kept right`, async () => {
      const taken = await takeFiles(onBody(fault));
      expect(missing(taken.manifest)).to.deep.equal([]);
      await expectWhole(taken);
    });
  }

  const LASTING: ReadonlyArray<
    readonly [name: string, fault: Omit<Fault, 'on'>, reason: string, detail: RegExp]
  > = [
    ['always cut off', { do: { effect: 'truncate', bytes: 3 } }, 'error', /connection broke/],
    [
      'always of another checksum',
      { do: { effect: 'status', status: 200, body: 'bOdY 5', contentType: 'application/octet-stream' } },
      'error',
      /md5/,
    ],
    [
      'always shorter than announced',
      { do: { effect: 'status', status: 200, body: 'bod', contentType: 'application/octet-stream' } },
      'error',
      /bytes is 3, the org says 6/,
    ],
    [
      'refused',
      { do: { effect: 'status', status: 403, errorCode: 'INSUFFICIENT_ACCESS' } },
      'no-permission',
      /INSUFFICIENT_ACCESS/,
    ],
  ];

  for (const [name, fault, reason, detail] of LASTING) {
    it(`case 23: a body that is ${name} is a gap, and the others are kept`, async () => {
      const taken = await takeFiles(onBody(fault));
      const gap = gapOf(taken.manifest, `ContentVersion ${struck()}`);
      expect(gap).to.include({ kind: 'file', reason });
      expect(gap.detail).to.match(detail);
      expect(taken.manifest.complete).to.equal(false);
      await expectWhole(taken);
    });
  }

  it('files interrupted half-way are gone on with, each body downloaded once', async () => {
    bench.org.clearCalls();
    await bench.failureOf({
      only: ['files'],
      sobjects: ['ContentVersion'],
      faults: [{ on: { path: '*/VersionData' }, after: 20, do: { effect: 'requestLimit' } }],
    });
    const taken = await takeFiles();
    expect(taken.resumed).to.equal(true);
    const downloads = bench.org.calls.filter(
      ({ path, status }) => path.endsWith('/VersionData') && status === 200,
    );
    expect(downloads.length).to.equal(taken.manifest.files!.count);
    await expectWhole(taken);
  });
});

// Cells and rows that careless readers change: what the org holds is what the version holds, by every route.

import { expect } from 'chai';
import { openCsv } from '../../../src/kit/csv.ts';
import type { Manifest } from '../../../src/vault/manifest/manifest.ts';
import { openMember } from '../../../src/vault/read/member.ts';
import { HOSTILE_CELLS } from '../../org/data/hostile.ts';
import type { Fault } from '../../org/faults/plan.ts';
import type { Row } from '../../org/model.ts';
import { compareRows } from '../storeCompare.ts';
import {
  columnsOf,
  entryOf,
  gapOf,
  missing,
  problemsOf,
  setBench,
  type Bench,
  type Taken,
} from './backup.ts';

const ROUTES = [
  ['rest', 1_000_000],
  ['bulk', 0],
] as const;

describe('tough cases: cells and rows', function () {
  this.timeout(20_000);
  let bench: Bench;
  /** With REST pages so small that every object has several. */
  let small: Bench;
  let leads: Row[];

  before(async () => {
    bench = await setBench({ bulkPageRows: 400 });
    small = await setBench({ restPageRows: 400 });
    const table = bench.org.state.tables.of('Lead');
    leads = [...table.rows()].slice(0, HOSTILE_CELLS.length + 1);
    HOSTILE_CELLS.forEach((cell, at) => table.put({ ...leads[at], Description: cell }));
    table.put({ ...leads.at(-1)!, Description: null });
  });
  after(async () => {
    await bench.close();
    await small.close();
  });

  const expectExact = async ({ manifest }: Taken): Promise<void> => {
    expect(missing(manifest)).to.deep.equal([]);
    expect(await compareRows(bench.vault, manifest, bench.org.state)).to.deep.equal([]);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  };

  async function cellsOf(manifest: Manifest, object: string, name: string): Promise<Map<string, string>> {
    const values = new Map<string, string>();
    for (const segment of entryOf(manifest, object).segments) {
      const { columns, rows } = await openCsv(openMember(bench.vault, manifest.org.id, segment));
      const at = columns.indexOf(name);
      for await (const cells of rows) values.set(cells[columns.indexOf('Id')]!, cells[at]!);
    }
    return values;
  }

  for (const [route, bulkThreshold] of ROUTES) {
    it(`case 3: line ends, quotes, NUL, a byte order mark and emoji come through ${route} unchanged`, async () => {
      const taken = await bench.backUp({ sobjects: ['Lead'], bulkThreshold });
      expect(entryOf(taken.manifest, 'Lead').via).to.equal(route);
      const kept = await cellsOf(taken.manifest, 'Lead', 'Description');
      HOSTILE_CELLS.forEach((cell, at) => expect(kept.get(String(leads[at]!.Id))).to.equal(cell));
      await expectExact(taken);
    });

    it(`case 5: null is an empty cell by ${route}, and a column that was left out is no column`, async () => {
      const { manifest } = await bench.backUp({ sobjects: ['Lead'], exclude: ['Lead.Phone'], bulkThreshold });
      expect((await cellsOf(manifest, 'Lead', 'Description')).get(String(leads.at(-1)!.Id))).to.equal('');
      expect(await columnsOf(bench.vault, manifest, 'Lead'))
        .to.include('Description')
        .and.not.include('Phone');
    });

    it(`case 21: archived and recurring tasks, and rows in the recycle bin, are in the version by ${route}`, async () => {
      const rows = [...bench.org.state.tables.of('Task').rows()];
      const archived = rows.filter((row) => row.IsArchived === true);
      const deleted = rows.filter((row) => row.IsDeleted === true);
      const recurring = rows.filter((row) => row.IsRecurrence === true);
      for (const some of [archived, deleted, recurring]) expect(some).not.to.be.empty;
      const taken = await bench.backUp({ sobjects: ['Task'], bulkThreshold });
      const kept = await cellsOf(taken.manifest, 'Task', 'IsArchived');
      for (const { Id } of archived) expect(kept.get(String(Id))).to.equal('true');
      expect(entryOf(taken.manifest, 'Task').deletedRows).to.equal(deleted.length);
      await expectExact(taken);
    });
  }

  it('case 43: an object too wide for one query comes whole by Bulk, and by columns where Bulk refuses it', async () => {
    const wide = await bench.backUp({ sobjects: ['Wide__c'], bulkThreshold: 1_000_000 });
    expect(entryOf(wide.manifest, 'Wide__c').via).to.be.oneOf(['bulk', 'columns']);
    await expectExact(wide);
    const refused = {
      on: { endpoint: 'bulkCreate' },
      do: { effect: 'status', status: 400, errorCode: 'QUERY_TOO_COMPLICATED', message: 'too complicated' },
    } as const;
    const byColumns = await bench.backUp({
      sobjects: ['Wide__c'],
      bulkThreshold: 1_000_000,
      faults: [refused],
    });
    expect(entryOf(byColumns.manifest, 'Wide__c').via).to.equal('columns');
    await expectExact(byColumns);
  });

  const lostCursor = (more: Pick<Fault, 'nth'> = {}): Fault => ({
    on: { endpoint: 'queryMore', object: 'Lead' },
    ...more,
    do: {
      effect: 'status',
      status: 400,
      errorCode: 'INVALID_QUERY_LOCATOR',
      message: 'invalid query locator',
    },
  });

  it('rows whose cursor is lost half-way are read anew, each kept once', async () => {
    const taken = await small.backUp({
      sobjects: ['Lead'],
      bulkThreshold: 1_000_000,
      faults: [lostCursor({ nth: 2 })],
    });
    expect(missing(taken.manifest)).to.deep.equal([]);
    expect(await compareRows(small.vault, taken.manifest, small.org.state)).to.deep.equal([]);
    expect(await problemsOf(small.vault, taken.manifest)).to.deep.equal([]);
  });

  it('rows whose cursor is lost after every page are taken up after the last row, each kept once', async () => {
    const { manifest } = await small.backUp({
      sobjects: ['Lead'],
      bulkThreshold: 1_000_000,
      faults: [lostCursor()],
    });
    expect(missing(manifest)).to.deep.equal([]);
    expect(await compareRows(small.vault, manifest, small.org.state)).to.deep.equal([]);
    expect(await problemsOf(small.vault, manifest)).to.deep.equal([]);
  });

  it('rows whose query loses its cursor before the first page, every time, are a gap', async () => {
    const { manifest } = await small.backUp({
      sobjects: ['Lead'],
      bulkThreshold: 1_000_000,
      faults: [{ ...lostCursor(), on: { endpoint: 'queryAll', object: 'Lead' } }],
    });
    expect(gapOf(manifest, 'Lead')).to.include({ kind: 'object', reason: 'error' });
    expect(manifest.objects).to.deep.equal([]);
  });
});

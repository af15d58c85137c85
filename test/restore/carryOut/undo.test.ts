import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { openCsv } from '../../../src/kit/csv.ts';
import { once } from '../../../src/kit/bytes.ts';
import { planUndo } from '../../../src/restore/carryOut/planUndo.ts';
import { spreadsheetSafe, writeEvidence, writeReport } from '../../../src/restore/carryOut/report.ts';
import type { PlanRow } from '../../../src/restore/plan/model.ts';
import { create, oldId, setBench, textOf, type Bench } from './bench.ts';

describe('after a restore', function () {
  this.timeout(120_000);
  let bench: Bench;
  let account: string;
  before(async () => {
    bench = await setBench();
    const [row] = await bench.rows('SELECT Id FROM Account LIMIT 1');
    account = textOf(row, 'Id');
  });
  after(() => bench.close());

  const update = async (cells: Record<string, string | null>): Promise<PlanRow> => {
    const fields = Object.keys(cells).join(', ');
    const [live] = await bench.rows(`SELECT ${fields}, SystemModstamp FROM Account WHERE Id = '${account}'`);
    const before = Object.fromEntries(
      Object.keys(cells).map((name) => [name, live?.[name] as string | null]),
    );
    const stamp = textOf(live, 'SystemModstamp');
    return { type: 'row', action: 'Update', object: 'Account', id: account, cells, refs: {}, before, stamp };
  };
  const lead = (number: number, name: string): PlanRow =>
    create('Lead', oldId('00Q', number), { LastName: name, Company: 'Undone' });
  const undo = async (plan: string): Promise<Awaited<ReturnType<typeof planUndo>>> =>
    planUndo(
      bench.session,
      { plan, folder: `${plan}.state`, undoPlan: `${plan}.undo`, undoId: 'u1' },
      new AbortController().signal,
    );

  it('undoing deletes what was created and puts back what was changed', async () => {
    const [before] = await bench.rows(`SELECT Phone, Fax FROM Account WHERE Id = '${account}'`);
    const plan = await bench.plan([
      ['update', 'Account', [await update({ Phone: '555', Fax: '556' })]],
      ['create', 'Lead', Array.from({ length: 250 }, (_, at) => lead(at, `Undo ${at}`))],
    ]);
    await bench.carry(plan);
    const { cannot } = await undo(plan);
    expect(cannot).to.include.members(['automation', 'in-bin', 'audit-fields']);
    const done = await bench.carry(`${plan}.undo`);
    expect(done.counts).to.include({ Deleted: 250, Updated: 1, Failed: 0, Conflict: 0 });
    expect(done.verified.differences).to.equal(0);
    expect(await bench.rows(`SELECT Phone, Fax FROM Account WHERE Id = '${account}'`)).to.deep.equal([
      before,
    ]);
    expect(await bench.rows("SELECT Id FROM Lead WHERE Company = 'Undone'")).to.deep.equal([]);
  });

  it('undoing leaves alone what somebody has changed since', async () => {
    const plan = await bench.plan([['update', 'Account', [await update({ Phone: '777' })]]]);
    await bench.carry(plan);
    await bench.carry(await bench.plan([['update', 'Account', [await update({ Phone: '888' })]]]));
    const { counts } = await undo(plan);
    expect(counts).to.deep.equal([
      { object: 'Account', action: 'Conflict', reason: 'changed-since', rows: 1 },
    ]);
    await bench.carry(`${plan}.undo`);
    const [row] = await bench.rows(`SELECT Phone FROM Account WHERE Id = '${account}'`);
    expect(row?.Phone).to.equal('888');
  });

  it('an undo can be undone', async () => {
    const plan = await bench.plan([['create', 'Lead', [lead(900, 'There and back')]]]);
    await bench.carry(plan);
    await undo(plan);
    await bench.carry(`${plan}.undo`);
    await undo(`${plan}.undo`);
    expect((await bench.carry(`${plan}.undo.undo`)).counts.Undeleted).to.equal(1);
    expect(await bench.rows("SELECT Id FROM Lead WHERE LastName = 'There and back'")).to.have.length(1);
  });

  it('the report tells of every row, and the evidence of the whole', async () => {
    const plan = await bench.plan([
      [
        'create',
        'Lead',
        [lead(901, '=Reported()'), create('Lead', oldId('00Q', 902), { Company: 'Nobody' })],
      ],
      [
        'none',
        'Lead',
        [{ type: 'row', action: 'Skip', object: 'Lead', id: oldId('00Q', 903), reason: 'same' }],
      ],
    ]);
    const done = await bench.carry(plan);
    const files = await writeReport(plan, `${plan}.state`);
    const { columns, rows } = await openCsv(once(await readFile(files.csv)));
    const told: string[][] = [];
    for await (const row of rows) told.push(row);
    expect(told.map((row) => row[columns.indexOf('result')])).to.deep.equal(['Created', 'Failed', 'Skipped']);
    expect(told[1]?.[columns.indexOf('code')]).to.equal('REQUIRED_FIELD_MISSING');
    expect(told[1]?.[columns.indexOf('fields')]).to.equal('LastName');
    expect(told[0]?.[columns.indexOf('newId')]).to.match(/^00Q/);
    expect(await readFile(files.idMap, 'utf8')).to.contain(oldId('00Q', 901));

    const schema = JSON.parse(
      await readFile(
        new URL('../../../schemas/formats/restoreEvidence.schema.json', import.meta.url),
        'utf8',
      ),
    ) as object;
    const path = await writeEvidence(plan, `${plan}.state`, done);
    const validate = new Ajv().compile(schema);
    expect(validate(JSON.parse(await readFile(path, 'utf8'))), JSON.stringify(validate.errors)).to.equal(
      true,
    );
  });

  it('a cell that is a formula to a spreadsheet is none in the report', () => {
    expect(['=1', '+1', '-1', '@a', 'a=1'].map(spreadsheetSafe)).to.deep.equal([
      "'=1",
      "'+1",
      "'-1",
      "'@a",
      'a=1',
    ]);
  });
});

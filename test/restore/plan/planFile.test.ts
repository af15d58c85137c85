import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../src/kit/failure.ts';
import type { PlanHeader, PlanRow, PlanStep } from '../../../src/restore/plan/model.ts';
import { readPlan } from '../../../src/restore/plan/readPlan.ts';
import { stepOf, writePlan } from '../../../src/restore/plan/writePlan.ts';

const HEADER: PlanHeader = {
  type: 'header',
  format: 'safekeep-restore-plan',
  formatVersion: 1,
  id: 'one',
  created: '2026-11-25T00:00:00.000Z',
  command: 'restore records',
  tool: 'sf-plugin-safekeep 0.0.0',
  source: { orgId: '00D', version: '2026-11-25T00-00-00Z', manifestSha256: 'a' },
  target: { orgId: '00D', instance: 'EU1', username: 'a@b.example', userId: '005', isSandbox: false },
  apiVersion: '67.0',
  options: {
    crossOrg: false,
    onConflict: 'skip',
    restoreNulls: false,
    auditFields: false,
    allowDuplicates: false,
    bypassAutomation: false,
  },
  objects: [],
};

const row = (object: string, id: string, name = 'Grüße\n"🙂"'): PlanRow => ({
  type: 'row',
  object,
  id,
  name,
  action: 'Undelete',
});

const STEPS = [
  stepOf('undelete', 'Account', [row('Account', '1'), row('Account', '2')]),
  stepOf('create', 'Task', []),
  stepOf('undelete', 'Contact', [row('Contact', '3')]),
];

describe('a plan file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safekeep-plan-'));
    path = join(folder, 'plan.ndjson');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function damage(change: (text: string) => string): Promise<unknown> {
    await writePlan(path, HEADER, STEPS);
    await writeFile(path, change(await readFile(path, 'utf8')));
    return readPlan(path).catch((error: unknown) => error);
  }

  it('comes back as it was written, steps numbered and without the empty ones', async () => {
    const { sha256 } = await writePlan(path, HEADER, STEPS);
    const plan = await readPlan(path);
    expect(plan.header).to.deep.equal(HEADER);
    expect(plan.end).to.include({ steps: 2, rows: 3, sha256 });
    const lines: Array<PlanStep | PlanRow> = [];
    for await (const line of plan.lines()) lines.push(line);
    expect(
      lines.map((line) => (line.type === 'step' ? `${line.step} ${line.object} ${line.rows}` : line.id)),
    ).to.deep.equal(['1 Account 2', '1', '2', '2 Contact 1', '3']);
    expect(lines[1]).to.deep.equal(row('Account', '1'));
  });

  it('is written whole or not at all', async () => {
    const broken = {
      kind: 'create' as const,
      object: 'Case',
      rows: 1,
      *lines(): Generator<string> {
        throw new Error('the disk is full');
      },
    };
    const steps = [...STEPS, { ...broken, lines: broken.lines() }];
    await writePlan(path, HEADER, steps).catch(() => undefined);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  const DAMAGES: ReadonlyArray<readonly [what: string, change: (text: string) => string]> = [
    ['one flipped character', (text) => text.replace('"id":"2"', '"id":"4"')],
    ['a line that is gone', (text) => text.replace(/.*"id":"2".*\n/, '')],
    ['a line too many', (text) => text.replace(/(.*"id":"2".*\n)/, '$1$1')],
    ['an end that is gone', (text) => text.replace(/.*"end".*\n/, '')],
    ['text after the end', (text) => `${text}{"type":"row"}\n`],
    ['a torn line', (text) => text.slice(0, -5)],
    ['swapped steps', (text) => text.replace('"step":1', '"step":2')],
    ['a row of another object', (text) => text.replace('"object":"Contact","id"', '"object":"Case","id"')],
    ['a line that is none', (text) => text.replace('"type":"row"', '"type":"rows"')],
    ['nothing in it', () => ''],
  ];
  for (const [what, change] of DAMAGES)
    it(`is refused for ${what}`, async () => {
      expect(isFailure(await damage(change), 'planDamaged')).to.equal(true);
    });

  it('of a later format is refused as unknown, and one that is not there as missing', async () => {
    const later = await damage((text) => text.replace('"formatVersion":1', '"formatVersion":2'));
    expect(isFailure(later, 'planFormatUnknown')).to.equal(true);
    const missing = await readPlan(join(folder, 'none')).catch((error: unknown) => error);
    expect(isFailure(missing, 'planNotFound')).to.equal(true);
  });
});

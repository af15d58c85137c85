import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { takeVersion } from '../../../src/backup/takeVersion.ts';
import type { CreateRow, PlannedBody, PlanRow } from '../../../src/restore/plan/model.ts';
import { planUndo } from '../../../src/restore/carryOut/planUndo.ts';
import { MemberLocator, readFilesIndex } from '../../../src/vault/read/indexes.ts';
import { createOrOpenVault, type Vault } from '../../../src/vault/vault.ts';
import { create, oldId, setBench, textOf, type Bench } from './bench.ts';

describe('files', function () {
  this.timeout(120_000);
  let bench: Bench;
  let folder: string;
  let vault: Vault;
  let bodies: Array<PlannedBody & { readonly object: string }>;

  before(async () => {
    bench = await setBench({ files: 6 });
    folder = await mkdtemp(join(tmpdir(), 'safekeep-files-'));
    vault = await createOrOpenVault(join(folder, 'vault'));
    const request = {
      selection: {
        only: ['data', 'files'] as const,
        sobjects: ['ContentVersion', 'ContentDocument', 'Attachment'],
        exclude: [],
      },
      bulkThreshold: 1000,
      volumeBytes: 2 ** 30,
      tool: { name: 'sf-plugin-safekeep', version: '0.0.0', node: process.versions.node },
    };
    const { manifest } = await takeVersion(
      bench.session,
      vault,
      request,
      () => undefined,
      new AbortController().signal,
    );
    const locator = new MemberLocator(vault, manifest);
    bodies = [];
    if (!manifest.files) throw new Error('There are no files');
    for await (const row of readFilesIndex(vault, manifest.org.id, manifest.files.index)) {
      if (row.Member === '' || Number(row.Bytes) === 0) continue;
      const field = row.Object === 'Attachment' ? 'Body' : 'VersionData';
      const at = await locator.find(row.Member, row.Volume);
      const [bodySha256, bodyBytes, fileName] = [row.Sha256, Number(row.Bytes), row.Name];
      bodies.push({ ...at, object: row.Object, field, bodySha256, bodyBytes, fileName });
    }
  });
  after(async () => {
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const body = (object: string, number: number): PlannedBody => {
    const of = bodies.filter((one) => one.object === object);
    const found = of[number % of.length];
    if (!found) throw new Error(`The org has no ${object} with a body`);
    return found;
  };
  const version = (number: number, title: string, extras: Partial<CreateRow> = {}): CreateRow => ({
    ...(create('ContentVersion', oldId('068', number), {
      Title: title,
      PathOnClient: `../../${title}.bin`,
    }) as CreateRow),
    body: body('ContentVersion', number),
    ...extras,
  });
  const checksum = (title: string): Promise<unknown[]> =>
    bench.rows(
      `SELECT VersionNumber, ContentSize, ContentDocumentId FROM ContentVersion WHERE Title = '${title}' ORDER BY VersionNumber`,
    );

  it('come back with all their versions and the links to them', async () => {
    const [account] = await bench.rows('SELECT Id FROM Account LIMIT 1');
    const document = oldId('069', 1);
    const link = create(
      'ContentDocumentLink',
      oldId('06A', 1),
      { LinkedEntityId: textOf(account, 'Id'), ShareType: 'V' },
      { ContentDocumentId: document },
    );
    const plan = await bench.plan([
      ['create', 'ContentVersion', [version(1, 'Whole', { makes: { ContentDocumentId: document } })]],
      ['create', 'ContentVersion', [version(2, 'Whole', { refs: { ContentDocumentId: document } })]],
      ['create', 'ContentDocumentLink', [link]],
    ]);
    const done = await bench.carry(plan, { vault });
    expect(done.counts).to.include({ Created: 3, Failed: 0 });
    expect(done.verified.differences).to.equal(0);
    const found = (await checksum('Whole')) as Array<Record<string, string>>;
    expect(found.map(({ VersionNumber, ContentSize }) => [VersionNumber, Number(ContentSize)])).to.deep.equal(
      [
        ['1', body('ContentVersion', 1).bodyBytes],
        ['2', body('ContentVersion', 2).bodyBytes],
      ],
    );
    await planUndo(
      bench.session,
      { plan, folder: `${plan}.state`, undoPlan: `${plan}.undo`, undoId: 'u' },
      new AbortController().signal,
    );
    await bench.carry(`${plan}.undo`);
    expect(await checksum('Whole')).to.deep.equal([]);
  });

  it('are created once when the answer is lost, and later versions find them', async () => {
    const document = oldId('069', 3);
    const plan = await bench.plan([
      ['create', 'ContentVersion', [version(3, 'Lost', { makes: { ContentDocumentId: document } })]],
      ['create', 'ContentVersion', [version(4, 'Lost', { refs: { ContentDocumentId: document } })]],
    ]);
    const done = await bench.carry(plan, { vault }, [
      { on: { endpoint: 'recordCreate' }, nth: [1, 2], do: { effect: 'drop', when: 'after-commit' } },
    ]);
    expect(done.counts.Created).to.equal(2);
    expect(await checksum('Lost')).to.have.length(2);
  });

  it('are sent again with a fresh body when the session has ended', async () => {
    const plan = await bench.plan([['create', 'ContentVersion', [version(5, 'Fresh')]]]);
    const done = await bench.carry(plan, { vault }, [
      { on: { endpoint: 'recordCreate' }, nth: 1, do: { effect: 'expireToken' } },
    ]);
    expect(done.counts.Created).to.equal(1);
    expect(await checksum('Fresh')).to.have.length(1);
  });

  it('fail alone when the vault does not have their body as it was', async () => {
    const [parent] = await bench.rows('SELECT Id FROM Account LIMIT 1');
    const attachment = (number: number, broken: boolean): PlanRow => ({
      ...(create('Attachment', oldId('00P', number), {
        Name: `Att ${number}`,
        ParentId: textOf(parent, 'Id'),
      }) as CreateRow),
      body: { ...body('Attachment', number), ...(broken && { bodySha256: '0'.repeat(64) }) },
    });
    const plan = await bench.plan([['create', 'Attachment', [attachment(1, true), attachment(2, false)]]]);
    const done = await bench.carry(plan, { vault });
    expect(done.counts).to.include({ Created: 1, Failed: 1 });
    expect(await bench.rows("SELECT Id FROM Attachment WHERE Name = 'Att 1'")).to.deep.equal([]);
  });
});

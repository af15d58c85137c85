// Does the practice org take what the real sf CLI writes? What each command says is compared with the org's own store.
import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import type { Row } from '../org/model.ts';
import { createSfHome, result, twoAtATime, type SfHome, type SfRun } from './sf.ts';

const ALIAS = 'practice';

interface Saved {
  readonly id: string;
  readonly success: boolean;
}

describe('what the sf CLI writes', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  let home: SfHome;
  before(async () => {
    org = await startOrg({ scale: 0.2 });
    home = await createSfHome();
    result(
      await home.run(
        [
          'org',
          'login',
          'access-token',
          '--instance-url',
          org.url,
          '--alias',
          ALIAS,
          '--no-prompt',
          '--json',
        ],
        { env: { SF_ACCESS_TOKEN: org.token() } },
      ),
    );
  });
  after(async () => {
    await org.stop();
    await home.remove();
  });

  const run = (...args: string[]): Promise<SfRun> => home.run([...args, '-o', ALIAS, '--json']);
  const sf = async <T>(...args: string[]): Promise<T> => result<T>(await run(...args));
  const row = (object: string, id: string): Row | undefined => org.state.tables.of(object).get(id);
  const named = (object: string, name: string): Row[] => [...org.state.tables.of(object).where('Name', name)];

  it('creates, changes and deletes a record, by Id and by value', async () => {
    const { id, success } = await sf<Saved>(
      'data',
      'create',
      'record',
      '-s',
      'Account',
      '-v',
      "Name='Acme & Sons' NumberOfEmployees=12 Site=Berlin",
    );
    expect(success).to.equal(true);
    expect(row('Account', id)).to.include({ Name: 'Acme & Sons', NumberOfEmployees: 12, Site: 'Berlin' });
    await sf('data', 'update', 'record', '-s', 'Account', '-i', id, '-v', 'Site=Hamburg');
    await sf(
      'data',
      'update',
      'record',
      '-s',
      'Account',
      '-w',
      "Name='Acme & Sons'",
      '-v',
      'Industry=Banking',
    );
    expect(row('Account', id)).to.include({ Site: 'Hamburg', Industry: 'Banking' });
    await sf('data', 'delete', 'record', '-s', 'Account', '-i', id);
    expect(row('Account', id)?.IsDeleted).to.equal(true);
  });

  it('is told why a record is refused', () =>
    twoAtATime([
      async () => {
        const refused = await run('data', 'create', 'record', '-s', 'Contact', '-v', 'FirstName=Ada');
        expect(refused.code).to.not.equal(0);
        expect(refused.json).to.include({ name: 'REQUIRED_FIELD_MISSING' });
        expect(refused.json?.message).to.contain('Required fields are missing: [LastName]');
      },
      async () => {
        const refused = await run('data', 'delete', 'record', '-s', 'Account', '-i', '001000000000001AAA');
        expect(refused.code).to.not.equal(0);
      },
    ]));

  it('uploads a file and links it to a record', async () => {
    const file = join(home.folder, 'offer.txt');
    await writeFile(file, 'as agreed');
    const [account] = [...org.state.tables.of('Account').rows()].filter((each) => each.IsDeleted !== true);
    const { Id } = await sf<{ Id: string }>('data', 'create', 'file', '-f', file, '-i', String(account!.Id));
    expect(row('ContentVersion', Id)).to.include({
      Title: 'offer',
      ContentSize: 9,
      FileExtension: 'txt',
    });
    const document = String(row('ContentVersion', Id)?.ContentDocumentId);
    const links = [...org.state.tables.of('ContentDocumentLink').where('ContentDocumentId', document)];
    expect(links.map(({ LinkedEntityId }) => LinkedEntityId)).to.include(account!.Id);
    const body = org.state.blobs.of('ContentVersion', Id, 'VersionData')!;
    expect(Buffer.concat([...body.bytes()]).toString()).to.equal('as agreed');
  });

  it('imports a tree that it exported, children under their new parents', async () => {
    const parents = ['Tree One', 'Tree Two'].map((Name) => ({
      attributes: { type: 'Account', referenceId: Name.replace(' ', '') },
      Name,
      Contacts: {
        records: [
          {
            attributes: { type: 'Contact', referenceId: `${Name.replace(' ', '')}Leaf` },
            LastName: `${Name} Leaf`,
          },
        ],
      },
    }));
    const file = join(home.folder, 'tree.json');
    await writeFile(file, JSON.stringify({ records: parents }));
    const made = await sf<Array<{ refId: string; type: string; id: string }>>(
      'data',
      'import',
      'tree',
      '-f',
      file,
    );
    expect(made.map(({ type }) => type).sort()).to.deep.equal(['Account', 'Account', 'Contact', 'Contact']);
    for (const { id, type } of made.filter((each) => each.type === 'Contact')) {
      const parent = String(row(type, id)?.AccountId);
      expect(`${String(row('Account', parent)?.Name)} Leaf`).to.equal(row(type, id)?.LastName);
    }
    const soql = "SELECT Name, Site, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'Tree %'";
    await sf('data', 'export', 'tree', '-q', soql, '--plan', '-d', home.folder);
    const plan = join(home.folder, 'Account-Contact-plan.json');
    expect(JSON.parse(await readFile(plan, 'utf8'))).to.have.length(2);
    // The plan's accounts are named as others are: the duplicate rule holds them back until the first ones are gone.
    const refused = await run('data', 'import', 'tree', '--plan', plan);
    expect(refused.code).to.not.equal(0);
    for (const { id, type } of made)
      if (type === 'Account') await sf('data', 'delete', 'record', '-s', type, '-i', id);
    await sf('data', 'import', 'tree', '--plan', plan);
    const alive = named('Account', 'Tree One').filter((each) => each.IsDeleted !== true);
    expect(alive).to.have.length(1);
    const children = [...org.state.tables.of('Contact').where('AccountId', String(alive[0]!.Id))];
    expect(children.map(({ LastName }) => LastName)).to.deep.equal(['Tree One Leaf']);
  });

  it('imports nothing of a tree with a record that is refused', async () => {
    const file = join(home.folder, 'broken.json');
    const records = [
      { attributes: { type: 'Account', referenceId: 'a' }, Name: 'Half' },
      { attributes: { type: 'Account', referenceId: 'b' }, Name: 'Other half', AnnualRevenue: -1 },
    ];
    await writeFile(file, JSON.stringify({ records }));
    const refused = await run('data', 'import', 'tree', '-f', file);
    expect(refused.code).to.not.equal(0);
    expect(JSON.stringify(refused.json)).to.contain('FIELD_CUSTOM_VALIDATION_EXCEPTION');
    expect(named('Account', 'Half')).to.have.length(0);
  });
});

// Is the practice org like Salesforce to the real sf CLI? Each command's result is compared with the org's own store.
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMINISTRATOR, startOrg, type RunningOrg } from '../org/startOrg.ts';
import type { Row } from '../org/model.ts';
import { createSfHome, result, twoAtATime, type SfHome } from './sf.ts';

const ALIAS = 'practice';

interface Rows {
  readonly totalSize: number;
  readonly done: boolean;
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

describe('the sf CLI against the practice org', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  let home: SfHome;
  before(async () => {
    org = await startOrg();
    home = await createSfHome();
    const login = await home.run(
      ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', ALIAS, '--no-prompt', '--json'],
      {
        env: { SF_ACCESS_TOKEN: org.token() },
      },
    );
    expect(result<{ orgId: string; username: string }>(login)).to.include({
      orgId: org.orgId,
      username: ADMINISTRATOR,
    });
  });
  after(async () => {
    await org.stop();
    await home.remove();
  });

  const sf = async <T>(...args: string[]): Promise<T> =>
    result<T>(await home.run([...args, '-o', ALIAS, '--json']));
  const query = (soql: string, ...flags: string[]): Promise<Rows> =>
    sf<Rows>('data', 'query', '-q', soql, ...flags);
  const live = (object: string): Row[] =>
    [...org.state.tables.of(object).rows()].filter(
      (row) => row.IsDeleted !== true && row.IsArchived !== true,
    );

  it('shows and lists the org as connected', () =>
    twoAtATime([
      async () =>
        expect(await sf('org', 'display')).to.include({
          id: org.orgId,
          connectedStatus: 'Connected',
          username: ADMINISTRATOR,
        }),
      async () => {
        const { nonScratchOrgs } = result<{ nonScratchOrgs: object[] }>(
          await home.run(['org', 'list', '--json']),
        );
        expect(nonScratchOrgs).to.have.length(1);
        expect(nonScratchOrgs[0]).to.include({
          orgId: org.orgId,
          connectedStatus: 'Connected',
          alias: ALIAS,
          isSandbox: false,
        });
      },
    ]));

  it('lists objects and describes them', () =>
    twoAtATime([
      async () => {
        const [administrator] = org.state.tables.of('User').where('Username', ADMINISTRATOR);
        const access = org.state.access(String(administrator!.Id));
        const names = org.state.schema.types
          .map(({ name }) => name)
          .filter((name) => access.seesObject(name));
        expect(await sf<string[]>('sobject', 'list')).to.have.members(names);
      },
      async () => {
        const described = await sf<{ name: string; fields: Array<{ name: string; type: string }> }>(
          'sobject',
          'describe',
          '-s',
          'Invoice__c',
        );
        const { fields } = org.state.schema.find('Invoice__c')!.describe;
        expect(described.fields.map(({ name, type }) => [name, type])).to.deep.equal(
          fields.map(({ name, type }) => [name, type]),
        );
      },
    ]));

  it('queries more than a page, parents, children and groups', () =>
    twoAtATime([
      async () => {
        const contacts = await query('SELECT Id, LastName, Account.Name FROM Contact');
        const expected = live('Contact');
        expect(contacts).to.include({ totalSize: expected.length, done: true });
        const accounts = org.state.tables.of('Account');
        const nameOf = ({ AccountId }: Row): unknown => {
          const account = typeof AccountId === 'string' ? accounts.get(AccountId) : undefined;
          return account === undefined || account.IsDeleted === true ? null : account.Name;
        };
        expect(
          contacts.records.map(({ Id, LastName, Account }) => [
            Id,
            LastName,
            (Account as { Name: string } | null)?.Name ?? null,
          ]),
        ).to.deep.equal(expected.map((row) => [row.Id, row.LastName, nameOf(row)]));
      },
      async () => {
        const { records } = await query('SELECT Id, (SELECT Id FROM Contacts) FROM Account LIMIT 40');
        for (const { Id, Contacts } of records) {
          const children = [...org.state.tables.of('Contact').where('AccountId', Id as string)].filter(
            (row) => row.IsDeleted !== true,
          );
          const found = (Contacts as Rows | null)?.records.map((child) => child.Id) ?? [];
          expect(found).to.have.members(children.map((child) => child.Id));
        }
      },
      async () => {
        const { records } = await query(
          'SELECT StageName, COUNT(Id) n, SUM(Amount) total FROM Opportunity GROUP BY StageName',
        );
        const rows = live('Opportunity');
        for (const { StageName, n } of records)
          expect(n).to.equal(rows.filter((row) => row.StageName === StageName).length);
        expect(records.reduce((sum, { n }) => sum + Number(n), 0)).to.equal(rows.length);
      },
      async () => {
        const csv = await home.run([
          'data',
          'query',
          '-q',
          'SELECT Id, Name FROM Account ORDER BY Id LIMIT 3',
          '-o',
          ALIAS,
          '-r',
          'csv',
        ]);
        expect(csv.stdout.split('\n')[0]).to.equal('Id,Name');
        expect(csv.stdout).to.include(String(live('Account')[0]!.Id));
      },
    ]));

  it('queries the bin, the Tooling API, and is told of mistakes', () =>
    twoAtATime([
      async () =>
        expect((await query('SELECT Id FROM Task', '--all-rows')).totalSize).to.equal(
          org.state.tables.of('Task').size,
        ),
      async () => {
        const { records } = await query('SELECT Id, Name FROM ApexClass', '--use-tooling-api');
        expect(records.map(({ Name }) => Name)).to.have.members(
          [...org.state.tables.of('ApexClass').rows()].map(({ Name }) => Name),
        );
      },
      async () => {
        const wrong = await home.run([
          'data',
          'query',
          '-q',
          'SELECT Nope FROM Account',
          '-o',
          ALIAS,
          '--json',
        ]);
        expect(wrong.code).to.equal(1);
        expect(wrong.json).to.include({ name: 'INVALID_FIELD' });
        expect(wrong.json!.message).to.include("No such column 'Nope' on entity 'Account'");
      },
      async () => {
        const limits = await sf<Array<{ name: string; max: number; remaining: number }>>(
          'org',
          'list',
          'limits',
        );
        expect(limits.map(({ name }) => name)).to.include.members([
          'DailyApiRequests',
          'DailyBulkV2QueryJobs',
          'DataStorageMB',
        ]);
        expect(limits.find(({ name }) => name === 'DailyApiRequests')!.remaining).to.be.lessThan(300_000);
      },
    ]));

  it('exports by Bulk, several pages, and as a tree', () =>
    twoAtATime([
      async () => {
        const file = join(home.folder, 'contacts.csv');
        const { totalSize } = await sf<{ totalSize: number }>(
          'data',
          'export',
          'bulk',
          '-q',
          'SELECT Id, Email FROM Contact',
          '--output-file',
          file,
          '--wait',
          '5',
        );
        const expected = live('Contact');
        expect(totalSize).to.equal(expected.length).and.greaterThan(2000);
        const lines = (await readFile(file, 'utf8')).trimEnd().split(/\r?\n/);
        expect(lines[0]!.replaceAll('"', '')).to.equal('Id,Email');
        expect(
          lines
            .slice(1)
            .map((line) => line.replaceAll('"', ''))
            .sort(),
        ).to.deep.equal(expected.map((row) => `${String(row.Id)},${String(row.Email ?? '')}`).sort());
      },
      async () => {
        const soql = 'SELECT Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Id LIMIT 5';
        await sf('data', 'export', 'tree', '-q', soql, '--output-dir', home.folder);
        const tree = JSON.parse(
          await readFile(join(home.folder, 'Account-Contact.json'), 'utf8').catch(() =>
            readFile(join(home.folder, 'Account.json'), 'utf8'),
          ),
        ) as { records: Array<{ Name: string }> };
        expect(tree.records.map(({ Name }) => Name)).to.deep.equal(
          live('Account')
            .slice(0, 5)
            .map(({ Name }) => Name),
        );
      },
      async () => {
        const [first] = live('Account');
        const record = await sf<Record<string, unknown>>(
          'data',
          'get',
          'record',
          '-s',
          'Account',
          '-i',
          String(first!.Id),
        );
        expect(record).to.include({ Id: first!.Id, Name: first!.Name, OwnerId: first!.OwnerId });
      },
      async () => {
        const { searchRecords } = await sf<{ searchRecords: Array<{ Id: string }> }>(
          'data',
          'search',
          '-q',
          'FIND {admin} IN ALL FIELDS RETURNING User(Id, Username)',
        );
        expect(searchRecords.length).to.be.greaterThan(0);
      },
    ]));
});

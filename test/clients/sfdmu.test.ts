// The calls sfdmu 5 makes to read an org, in its order and with its query shapes, over plain HTTP: the package itself
// is too large to install for a test.
import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../org/startOrg.ts';
import { refusedWith, visit, type Visitor } from '../org/http/visitor.ts';

interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

describe('what sfdmu calls', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  let base: string;
  before(async () => {
    org = await startOrg();
    visitor = visit(org);
  });
  after(() => org.stop());

  const query = (soql: string) => visitor.get(`${base}/query?q=${encodeURIComponent(soql)}`);

  it('begins with the versions, of which it takes the newest', async () => {
    const versions = (await visitor.get('//services/data')).json<Array<{ version: string; url: string }>>();
    const newest = versions
      .map(({ version }) => version)
      .sort((left, right) => Number(right) - Number(left))[0]!;
    expect(newest).to.equal('67.0');
    base = `/services/data/v${newest}`;
  });

  it('asks what kind of org it is, and whether it has person accounts', async () => {
    const [organization] = (
      await query('SELECT Id, OrganizationType, IsSandbox FROM Organization LIMIT 1')
    ).json<Page>().records;
    expect(organization).to.include({ Id: org.orgId, IsSandbox: false });
    expect((await query('SELECT OrganizationType, IsSandbox FROM Organization LIMIT 1')).status).to.equal(
      200,
    );
    expect(refusedWith(await query('SELECT IsPersonAccount FROM Account LIMIT 1'))).to.deep.equal([
      400,
      'INVALID_FIELD',
    ]);
  });

  it('describes each object and asks for its polymorphic fields', async () => {
    expect((await visitor.get(`${base}/sobjects`)).status).to.equal(200);
    const task = (await visitor.get(`${base}/sobjects/Task/describe`)).json<{
      fields: Array<{ name: string; polymorphicForeignKey: boolean }>;
    }>();
    const { records } = (
      await query(
        "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Task' AND IsPolymorphicForeignKey = true",
      )
    ).json<Page>();
    expect(records.map(({ QualifiedApiName }) => QualifiedApiName)).to.have.members(
      task.fields.filter((field) => field.polymorphicForeignKey).map(({ name }) => name),
    );
  });

  it('counts, then reads by REST or by Bulk', async () => {
    const expected = [...org.state.tables.of('Contact').rows()]
      .filter((row) => row.IsDeleted !== true)
      .map((row) => String(row.Id));
    const [{ CNT } = { CNT: 0 }] = (await query('SELECT COUNT(Id) CNT FROM Contact')).json<Page>().records;
    expect(CNT).to.equal(expected.length);
    const rest: unknown[] = [];
    for (
      let page: Page | undefined = (
        await query('SELECT Id, LastName, AccountId, Account.Name FROM Contact')
      ).json<Page>();
      page !== undefined;
    ) {
      rest.push(...page.records.map(({ Id }) => Id));
      page =
        page.nextRecordsUrl === undefined ? undefined : (await visitor.get(page.nextRecordsUrl)).json<Page>();
    }
    expect(rest.sort()).to.deep.equal(expected.sort());
    const body = {
      operation: 'query',
      query: 'SELECT Id, LastName, AccountId, Account.Name FROM Contact',
      lineEnding: 'LF',
    };
    const { id } = (await visitor.send('POST', `${base}/jobs/query`, body)).json<{ id: string }>();
    while ((await visitor.get(`${base}/jobs/query/${id}`)).json<{ state: string }>().state !== 'JobComplete');
    const page = await visitor.get(`${base}/jobs/query/${id}/results`);
    expect(page.text.split('\n')[0]).to.equal('"Id","LastName","AccountId","Account.Name"');
    expect(page.headers.get('sforce-numberofrecords')).to.equal('2000');
  });
});

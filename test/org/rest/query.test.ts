import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Visitor } from '../http/visitor.ts';

interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

describe('a query over REST', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg();
    visitor = visit(org);
  });
  after(() => org.stop());

  const pagesOf = async (first: Page): Promise<Page[]> => {
    const pages = [first];
    for (let next = first.nextRecordsUrl; next !== undefined; next = pages.at(-1)!.nextRecordsUrl)
      pages.push((await visitor.get(next)).json<Page>());
    return pages;
  };
  const liveIds = (object: string): string[] =>
    [...org.state.tables.of(object).rows()]
      .filter((row) => row.IsDeleted !== true && row.IsArchived !== true)
      .map((row) => String(row.Id));
  const idsOf = (pages: readonly Page[]): unknown[] =>
    pages.flatMap(({ records }) => records.map(({ Id }) => Id));

  it('gives every live row once, page after page', async () => {
    const pages = await pagesOf((await visitor.query('SELECT Id FROM Contact')).json<Page>());
    const expected = liveIds('Contact');
    expect(pages.map(({ records }) => records.length)).to.deep.equal([2000, expected.length - 2000]);
    expect(pages.map(({ totalSize, done }) => [totalSize, done])).to.deep.equal([
      [expected.length, false],
      [expected.length, true],
    ]);
    expect(idsOf(pages).sort()).to.deep.equal(expected.sort());
  });

  it('gives the bin and the archive as well when it is queryAll', async () => {
    const first = (
      await visitor.get(`${DATA}/queryAll?q=${encodeURIComponent('SELECT Id FROM Task')}`)
    ).json<Page>();
    expect(idsOf(await pagesOf(first))).to.have.length(org.state.tables.of('Task').size);
    expect(liveIds('Task')).to.have.length.lessThan(org.state.tables.of('Task').size);
  });

  it('has pages of the size the client asks for', async () => {
    const page = (
      await visitor.query('SELECT Id FROM Account', { 'sforce-query-options': 'batchSize=250' })
    ).json<Page>();
    expect(page.records).to.have.length(250);
    expect(page.nextRecordsUrl).to.match(new RegExp(`^${DATA}/query/01g\\w{15}-250$`));
  });

  it('tells a page again to a client that lost it', async () => {
    const { nextRecordsUrl } = (await visitor.query('SELECT Id FROM Contact')).json<Page>();
    const once = await visitor.get(nextRecordsUrl!);
    const twice = await visitor.get(nextRecordsUrl!);
    expect(twice.text).to.equal(once.text);
  });

  it("refuses a locator that is unknown, too old, or another user's", async () => {
    const { nextRecordsUrl } = (await visitor.query('SELECT Id FROM Contact')).json<Page>();
    const expected = [400, 'INVALID_QUERY_LOCATOR'];
    expect(refusedWith(await visitor.get(`${DATA}/query/01gPO0000000099AAA-2000`))).to.deep.equal(expected);
    expect(
      refusedWith(await visit(org, { username: 'nightly@practice.example' }).get(nextRecordsUrl!)),
    ).to.deep.equal(expected);
    org.clock.advance(49 * 3600 * 1000);
    const later = await visit(org).get(nextRecordsUrl!);
    org.clock.advance(-49 * 3600 * 1000);
    expect(refusedWith(later)).to.deep.equal(expected);
  });

  it('cuts a long list of children and links to the rest', async () => {
    const small = await startOrg({ restChildRows: 1 });
    const guest = visit(small);
    const soql =
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Contact) LIMIT 50';
    const { records } = (await guest.query(soql)).json<Page>();
    const parent = records.find(({ Contacts }) => (Contacts as Page).totalSize > 1)!;
    const found: unknown[] = [];
    for (let page = parent.Contacts as Page | undefined; page !== undefined;) {
      found.push(...page.records.map(({ Id }) => Id));
      page =
        page.nextRecordsUrl === undefined ? undefined : (await guest.get(page.nextRecordsUrl)).json<Page>();
    }
    await small.stop();
    const expected = [...org.state.tables.of('Contact').where('AccountId', String(parent.Id))].filter(
      (row) => row.IsDeleted !== true,
    );
    expect(found.sort()).to.deep.equal(expected.map((row) => row.Id).sort());
  });

  it('has fewer rows a page when they are wide, and refuses too many formulas', async () => {
    const { describe } = org.state.schema.find('Wide__c')!;
    const plain = describe.fields
      .filter(({ calculated, type }) => !calculated && type !== 'address' && type !== 'location')
      .map(({ name }) => name);
    const formulas = describe.fields.filter(({ calculated }) => calculated).map(({ name }) => name);
    expect((await visitor.query(`SELECT ${plain.join(',')} FROM Wide__c`)).status).to.equal(200);
    expect(formulas.length).to.be.greaterThan(400);
    expect(refusedWith(await visitor.query(`SELECT ${formulas.join(',')} FROM Wide__c`))).to.deep.equal([
      400,
      'QUERY_TOO_COMPLICATED',
    ]);
  });

  it('counts, aggregates, and has no second page of groups', async () => {
    expect((await visitor.query('SELECT COUNT() FROM Account')).json()).to.deep.equal({
      totalSize: liveIds('Account').length,
      done: true,
      records: [],
    });
    const grouped = (
      await visitor.query('SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry')
    ).json<Page>();
    expect(grouped.records[0]!.attributes).to.deep.equal({ type: 'AggregateResult' });
    expect(grouped.records.reduce((sum, { n }) => sum + Number(n), 0)).to.equal(liveIds('Account').length);
    const many = await visitor.query('SELECT Id, COUNT(CreatedDate) n FROM Contact GROUP BY Id');
    expect(refusedWith(many)).to.deep.equal([400, 'EXCEEDED_ID_LIMIT']);
  });

  it('gives at most 2,500 OAuth tokens, 500 a page, and says nothing', async () => {
    const pages = await pagesOf((await visitor.query('SELECT AppName, UserId FROM OauthToken')).json<Page>());
    expect(pages.map(({ records }) => records.length)).to.deep.equal([500, 500, 500, 500, 500]);
    expect(pages.at(-1)!.done).to.equal(true);
    const all = org.state.tables.of('OauthToken').size;
    expect((await visitor.query('SELECT COUNT() FROM OauthToken')).json<Page>().totalSize)
      .to.equal(all)
      .and.greaterThan(2500);
  });

  it('answers the Tooling API in its own shape', async () => {
    const page = (
      await visitor.get(`${DATA}/tooling/query?q=${encodeURIComponent('SELECT Id, Name FROM ApexClass')}`)
    ).json<Page & Record<string, unknown>>();
    expect(page).to.include({
      size: page.records.length,
      totalSize: page.records.length,
      done: true,
      queryLocator: null,
      entityTypeName: 'ApexClass',
    });
    expect(refusedWith(await visitor.query('SELECT Id FROM SecurityHealthCheck'))).to.deep.equal([
      400,
      'INVALID_TYPE',
    ]);
  });

  it('describes its columns and its plan when asked', async () => {
    const q = encodeURIComponent(
      "SELECT Id, Owner.Name, (SELECT Id FROM Contacts) FROM Account WHERE OwnerId = '005000000000000'",
    );
    const columns = (await visitor.get(`${DATA}/query?q=${q}&columns=true`)).json<{
      columnMetadata: Array<{ columnName: string; aggregate: boolean; joinColumns: object[] }>;
    }>();
    expect(
      columns.columnMetadata.map(({ columnName, aggregate, joinColumns }) => [
        columnName,
        aggregate,
        joinColumns.length,
      ]),
    ).to.deep.equal([
      ['Id', false, 0],
      ['Owner', false, 1],
      ['Contacts', true, 1],
    ]);
    const { plans } = (await visitor.get(`${DATA}/query/?explain=${q}`)).json<{
      plans: Array<{ leadingOperationType: string }>;
    }>();
    expect(plans[0]!.leadingOperationType).to.equal('Index');
  });
});

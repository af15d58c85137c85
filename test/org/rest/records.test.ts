import { expect } from 'chai';
import { createHash } from 'node:crypto';
import type { Row } from '../model.ts';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Visitor } from '../http/visitor.ts';

describe('reading over REST', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  let account: Row;
  before(async () => {
    org = await startOrg();
    visitor = visit(org);
    account = [...org.state.tables.of('Account').rows()].find((row) => row.IsDeleted !== true)!;
  });
  after(() => org.stop());

  const blobOf = async (object: string, id: string, field: string): Promise<Buffer> => {
    const response = await fetch(`${org.url}${DATA}/sobjects/${object}/${id}/${field}`, {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(response.status).to.equal(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).to.equal(String(bytes.length));
    return bytes;
  };

  it('gives a record with all its visible fields, or those asked for', async () => {
    const path = `${DATA}/sobjects/Account/${String(account.Id)}`;
    const whole = (await visitor.get(path)).json<Record<string, unknown>>();
    const described = (await visitor.get(`${DATA}/sobjects/Account/describe`)).json<{
      fields: Array<{ name: string }>;
    }>();
    expect(Object.keys(whole).sort()).to.deep.equal(
      ['attributes', ...described.fields.map(({ name }) => name)].sort(),
    );
    const some = (await visitor.get(`${path}?fields=Name,CreatedDate`)).json<Record<string, unknown>>();
    expect(some).to.include({ Name: account.Name, CreatedDate: account.CreatedDate });
    expect(some).to.not.have.property('OwnerId');
  });

  it('gives a record with more formulas than one query may name', async () => {
    const [wide] = org.state.tables.of('Wide__c').rows();
    const record = (await visitor.get(`${DATA}/sobjects/Wide__c/${String(wide!.Id)}`)).json<
      Record<string, unknown>
    >();
    expect(Object.keys(record).length).to.be.greaterThan(700);
  });

  it('tells unknown, deleted and hidden apart', async () => {
    const deleted = [...org.state.tables.of('Account').rows()].find((row) => row.IsDeleted === true)!;
    expect(refusedWith(await visitor.get(`${DATA}/sobjects/Account/001PO0000000000AAA`))).to.deep.equal([
      404,
      'NOT_FOUND',
    ]);
    expect(refusedWith(await visitor.get(`${DATA}/sobjects/Account/${String(deleted.Id)}`))).to.deep.equal([
      404,
      'ENTITY_IS_DELETED',
    ]);
    expect(
      refusedWith(await visitor.get(`${DATA}/sobjects/Account/${String(account.Id)}?fields=Legacy_Score__c`)),
    ).to.deep.equal([400, 'INVALID_FIELD']);
    expect(refusedWith(await visitor.get(`${DATA}/sobjects/Nothing/describe`))).to.deep.equal([
      404,
      'NOT_FOUND',
    ]);
    expect(refusedWith(await visitor.get(`${DATA}/sobjects/SecurityHealthCheck/describe`))).to.deep.equal([
      404,
      'NOT_FOUND',
    ]);
    expect((await visitor.get(`${DATA}/tooling/sobjects/SecurityHealthCheck/describe`)).status).to.equal(200);
    expect((await visitor.get(`${DATA}/tooling/sobjects/SourceMember/describe`)).status).to.equal(404);
  });

  it('describes what the user sees, and nothing anew while nothing has changed', async () => {
    const first = await visitor.get(`${DATA}/sobjects/Account/describe`);
    const since = { 'if-modified-since': first.headers.get('last-modified')! };
    expect((await visitor.get(`${DATA}/sobjects/Account/describe`, since)).status).to.equal(304);
    expect((await visitor.get(`${DATA}/sobjects`, since)).status).to.equal(304);
    const old = { 'if-modified-since': 'Wed, 01 Jan 2020 00:00:00 GMT' };
    expect((await visitor.get(`${DATA}/sobjects/Account/describe`, old)).text).to.equal(first.text);
    const names = async (who: Visitor): Promise<string[]> =>
      (await who.get(`${DATA}/sobjects`))
        .json<{ sobjects: Array<{ name: string }> }>()
        .sobjects.map(({ name }) => name);
    const sales = await names(visit(org, { username: 'sales@practice.example' }));
    expect((await names(visitor)).length).to.be.greaterThan(sales.length);
  });

  it('gives bodies byte for byte', async () => {
    const version = [...org.state.tables.of('ContentVersion').rows()].find(
      (row) => row.IsDeleted !== true && Number(row.ContentSize) > 1000,
    )!;
    const data = await blobOf('ContentVersion', String(version.Id), 'VersionData');
    expect(data.length).to.equal(version.ContentSize);
    expect(createHash('md5').update(data).digest('hex')).to.equal(version.Checksum);
    const attachment = [...org.state.tables.of('Attachment').rows()].find((row) => row.IsDeleted !== true)!;
    expect(await blobOf('Attachment', String(attachment.Id), 'Body')).to.have.length(
      Number(attachment.BodyLength),
    );
    const [log] = org.state.tables.of('EventLogFile').rows();
    expect((await blobOf('EventLogFile', String(log!.Id), 'LogFile')).toString()).to.match(/^"EVENT_TYPE"/);
    expect(
      (await visitor.get(`${DATA}/sobjects/ContentVersion/068PO0000000000AAA/VersionData`)).status,
    ).to.equal(404);
  });

  it('gives an image of a rich text field', async () => {
    const { describe } = org.state.schema.find('Invoice__c')!;
    const rich = describe.fields.find(({ extraTypeInfo }) => extraTypeInfo === 'richtextarea')!.name;
    const row = [...org.state.tables.of('Invoice__c').rows()].find(
      (found) => found.IsDeleted !== true && String(found[rich]).includes('refid='),
    )!;
    const [, reference] = /refid=(\w+)/.exec(String(row[rich]))!;
    const path = `${DATA}/sobjects/Invoice__c/${String(row.Id)}/richTextImageFields/${rich}`;
    const image = await visitor.get(`${path}/${reference!}`);
    expect([image.status, image.headers.get('content-type')]).to.deep.equal([200, 'image/png']);
    expect(Number(image.headers.get('content-length'))).to.be.greaterThan(0);
    expect((await visitor.get(`${path}/0EM000000000000`)).status).to.equal(404);
  });

  it('finds a record by an external id and a parent by its relationship', async () => {
    const external = org.state.schema.types.flatMap((type) =>
      type.describe.fields.filter(({ externalId }) => externalId).map((field) => ({ type, field })),
    );
    const { type, field } = external.find((found) =>
      [...org.state.tables.of(found.type.name).rows()].some(
        (row) => row[found.field.name] !== null && row.IsDeleted !== true,
      ),
    )!;
    const row = [...org.state.tables.of(type.name).rows()].find(
      (found) => found[field.name] !== null && found.IsDeleted !== true,
    )!;
    const found = (
      await visitor.get(
        `${DATA}/sobjects/${type.name}/${field.name}/${encodeURIComponent(String(row[field.name]))}`,
      )
    ).json<{ Id: string }>();
    expect(found.Id).to.equal(row.Id);
    expect((await visitor.get(`${DATA}/sobjects/${type.name}/${field.name}/no-such-value`)).status).to.equal(
      404,
    );
    const owner = (await visitor.get(`${DATA}/sobjects/Account/${String(account.Id)}/Owner`)).json<{
      Id: string;
    }>();
    expect(owner.Id).to.equal(account.OwnerId);
  });

  it('lists what was deleted and updated in a span, by the documented rules', async () => {
    const day = 24 * 3600 * 1000;
    const iso = (offset: number): string =>
      encodeURIComponent(new Date(org.clock.now().getTime() + offset).toISOString().replace('Z', '+00:00'));
    const span = (from: number, to: number): string => `?start=${iso(from)}&end=${iso(to)}`;
    const table = org.state.tables.of('Contact');
    const [live] = [...table.rows()].filter((row) => row.IsDeleted !== true);
    const stamp = new Date(org.clock.now().getTime() - 2 * 3600 * 1000).toISOString().replace('Z', '+0000');
    table.put({ ...live!, SystemModstamp: stamp });
    const updated = (await visitor.get(`${DATA}/sobjects/Contact/updated${span(-3 * 3600 * 1000, 0)}`)).json<{
      ids: string[];
      latestDateCovered: string;
    }>();
    expect(updated.ids).to.deep.equal([live!.Id]);
    table.put({ ...live!, IsDeleted: true, SystemModstamp: stamp });
    const deleted = (await visitor.get(`${DATA}/sobjects/Contact/deleted${span(-3 * 3600 * 1000, 0)}`)).json<{
      deletedRecords: object[];
      earliestDateAvailable: string;
    }>();
    expect(deleted.deletedRecords).to.deep.equal([{ id: live!.Id, deletedDate: stamp }]);
    expect(deleted).to.have.property('earliestDateAvailable');
    table.put(live!);
    for (const wrong of [span(-60_000, 0), span(0, -day), span(-31 * day, 0), '?start=x&end=y']) {
      expect(refusedWith(await visitor.get(`${DATA}/sobjects/Contact/updated${wrong}`)), wrong).to.deep.equal(
        [400, 'INVALID_REPLICATION_DATE'],
      );
    }
    expect(
      refusedWith(await visitor.get(`${DATA}/sobjects/Contact/deleted${span(-16 * day, 0)}`)),
    ).to.deep.equal([400, 'INVALID_REPLICATION_DATE']);
  });

  it('reads several records by Id, in order, with holes', async () => {
    const ids = [String(account.Id), '001PO0000000000AAA', String(account.Id).slice(0, 15)];
    const path = `${DATA}/composite/sobjects/Account`;
    const records = (await visitor.send('POST', path, { ids, fields: ['Name'] })).json<
      Array<{ Name: string } | null>
    >();
    expect(records.map((record) => record?.Name ?? null)).to.deep.equal([account.Name, null, account.Name]);
    expect((await visitor.get(`${path}?ids=${ids.join(',')}&fields=Name`)).json()).to.deep.equal(records);
  });

  it('tells allowances and approximate counts', async () => {
    const limits = (await visitor.get(`${DATA}/limits`)).json<
      Record<string, { Max: number; Remaining: number }>
    >();
    expect(Object.keys(limits).length).to.be.greaterThan(45);
    expect(limits.DailyApiRequests!.Remaining).to.be.lessThan(limits.DailyApiRequests!.Max);
    expect(limits.FileStorageMB!.Remaining).to.be.lessThan(limits.FileStorageMB!.Max);
    const { sObjects } = (
      await visitor.get(`${DATA}/limits/recordCount?sObjects=Account,Empty__c,Contact`)
    ).json<{ sObjects: object[] }>();
    expect(sObjects).to.deep.equal([
      { count: org.state.tables.of('Account').size, name: 'Account' },
      { count: org.state.tables.of('Contact').size, name: 'Contact' },
    ]);
  });

  it('finds records by words', async () => {
    const word = String(account.Name)
      .split(/\s+/)
      .find((part) => /^[\p{L}\d]{3,}$/u.test(part))!;
    const sosl = `FIND {${word}} IN NAME FIELDS RETURNING Account(Id, Name)`;
    const { searchRecords } = (await visitor.get(`${DATA}/search?q=${encodeURIComponent(sosl)}`)).json<{
      searchRecords: Array<{ Name: string }>;
    }>();
    expect(searchRecords.length).to.be.greaterThan(0);
    for (const { Name } of searchRecords) expect(Name.toLowerCase()).to.include(word.toLowerCase());
  });
});

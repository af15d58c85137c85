import { expect } from 'chai';
import { DATA, refusedWith, visit, type Visitor } from '../http/visitor.ts';
import type { Row } from '../model.ts';
import { startOrg, type RunningOrg } from '../startOrg.ts';

const ACCOUNT = `${DATA}/sobjects/Account`;
const COLLECTION = `${DATA}/composite/sobjects`;

describe('writing over REST', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg({ scale: 0.05 });
    visitor = visit(org);
  });
  after(() => org.stop());

  const row = (object: string, id: string): Row | undefined => org.state.tables.of(object).get(id);
  const create = async (object: string, body: object): Promise<string> =>
    (await visitor.send('POST', `${DATA}/sobjects/${object}`, body)).json<{ id: string }>().id;

  describe('one record', () => {
    it('is created with 201, changed and deleted with 204', async () => {
      const made = await visitor.send('POST', ACCOUNT, { Name: 'Acme', AnnualRevenue: 12.0 });
      const { id, ...rest } = made.json<{ id: string }>();
      expect([made.status, rest]).to.deep.equal([201, { success: true, errors: [] }]);
      const changed = await visitor.send('PATCH', `${ACCOUNT}/${id}`, { Site: 'x' });
      expect([changed.status, changed.text]).to.deep.equal([204, '']);
      expect(row('Account', id)).to.include({ Name: 'Acme', Site: 'x' });
      expect((await visitor.send('DELETE', `${ACCOUNT}/${id}`)).status).to.equal(204);
      expect(row('Account', id)?.IsDeleted).to.equal(true);
      expect(refusedWith(await visitor.get(`${ACCOUNT}/${id}`))).to.deep.equal([404, 'ENTITY_IS_DELETED']);
    });

    it('that is refused answers a list of one error with its fields', async () => {
      const reply = await visitor.send('POST', `${DATA}/sobjects/Contact`, { FirstName: 'A' });
      expect(reply.status).to.equal(400);
      expect(reply.json()).to.deep.equal([
        {
          message: 'Required fields are missing: [LastName]',
          errorCode: 'REQUIRED_FIELD_MISSING',
          fields: ['LastName'],
        },
      ]);
    });

    const REFUSED: ReadonlyArray<
      readonly [what: string, method: string, path: string, body: unknown, status: number, code: string]
    > = [
      ['a field that does not exist', 'POST', ACCOUNT, { Nme: 'A' }, 400, 'INVALID_FIELD'],
      [
        'an Id in the body',
        'PATCH',
        `${ACCOUNT}/001000000000001AAA`,
        { Id: '001000000000001AAA' },
        400,
        'INVALID_FIELD',
      ],
      [
        'an Id nothing has',
        'PATCH',
        `${ACCOUNT}/001000000000001AAA`,
        { Site: 'A' },
        404,
        'INVALID_CROSS_REFERENCE_KEY',
      ],
      ['an Id of another object', 'DELETE', `${ACCOUNT}/003000000000001AAA`, undefined, 404, 'NOT_FOUND'],
      ['an Id that is none', 'PATCH', `${ACCOUNT}/1`, { Site: 'A' }, 400, 'MALFORMED_ID'],
      [
        'an object that does not exist',
        'POST',
        `${DATA}/sobjects/Nothing__c`,
        { Name: 'A' },
        404,
        'NOT_FOUND',
      ],
      ['a list', 'POST', ACCOUNT, [{ Name: 'A' }], 400, 'JSON_PARSER_ERROR'],
      ['half a body', 'POST', ACCOUNT, '{"Name":', 400, 'JSON_PARSER_ERROR'],
      ['text for a number', 'POST', ACCOUNT, { Name: 'A', AnnualRevenue: 'much' }, 400, 'JSON_PARSER_ERROR'],
      [
        'a missing parent',
        'POST',
        `${DATA}/sobjects/Contact`,
        { LastName: 'A', AccountId: '001000000000001AAA' },
        400,
        'INVALID_CROSS_REFERENCE_KEY',
      ],
    ];
    for (const [what, method, path, body, status, code] of REFUSED)
      it(`refuses ${what}`, async () =>
        expect(refusedWith(await visitor.send(method, path, body))).to.deep.equal([status, code]));

    it('is refused to who may not write', async () => {
      const nightly = visit(org, { username: 'nightly@practice.example' });
      expect(
        refusedWith(await nightly.send('POST', `${DATA}/sobjects/Lead`, { LastName: 'A', Company: 'B' })),
      ).to.deep.equal([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    });

    it('keeps all digits of a whole number', async () => {
      const account = await create('Account', { Name: 'Digits' });
      const body = `{"Account__c":"${account}","Issued_On__c":"2026-01-01","Amount__c":1,"Ledger_Number__c":123456789012345678}`;
      const { id } = (await visitor.send('POST', `${DATA}/sobjects/Invoice__c`, body)).json<{ id: string }>();
      expect(row('Invoice__c', id)?.Ledger_Number__c).to.equal('123456789012345678');
    });

    it('is upserted by an external id: 201 when new, 200 or, in old versions, 204 when known', async () => {
      const path = `${ACCOUNT}/External_Id__c/key%201`;
      const first = await visitor.send('PATCH', path, { Name: 'A' });
      const second = await visitor.send('PATCH', path, { Name: 'B' });
      const old = await visitor.send('PATCH', path.replace('v64.0', 'v45.0'), { Name: 'C' });
      const { id } = first.json<{ id: string }>();
      expect([first.status, second.status, old.status]).to.deep.equal([201, 200, 204]);
      expect(second.json()).to.deep.equal({ id, success: true, errors: [], created: false });
      expect(row('Account', id)).to.include({ Name: 'C', External_Id__c: 'key 1' });
    });

    it('heeds the headers for duplicates and assignment', async () => {
      await create('Account', { Name: 'Twin' });
      expect(refusedWith(await visitor.send('POST', ACCOUNT, { Name: 'Twin' }))).to.deep.equal([
        400,
        'DUPLICATES_DETECTED',
      ]);
      const allowed = await visitor.send(
        'POST',
        ACCOUNT,
        { Name: 'Twin' },
        { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false' },
      );
      expect(allowed.status).to.equal(201);
      const owner = async (headers: Record<string, string>): Promise<string> => {
        const reply = await visitor.send('POST', `${DATA}/sobjects/Case`, { Subject: 'A' }, headers);
        return String(row('Case', reply.json<{ id: string }>().id)?.OwnerId);
      };
      expect((await owner({})).slice(0, 3)).to.equal('00G');
      expect((await owner({ 'Sforce-Auto-Assign': 'FALSE' })).slice(0, 3)).to.equal('005');
    });
  });

  describe('a body', () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 128]);

    it('comes as base64 in JSON or as a part of its own, and is given back as it was', async () => {
      const parent = await create('Account', { Name: 'Files' });
      const id = await create('Attachment', {
        Name: 'a.bin',
        ParentId: parent,
        Body: bytes.toString('base64'),
      });
      const form = new FormData();
      form.set(
        'entity_content',
        new Blob([JSON.stringify({ PathOnClient: 'b.bin' })], { type: 'application/json' }),
      );
      form.set('VersionData', new Blob([bytes]), 'b.bin');
      const reply = await fetch(`${org.url}${DATA}/sobjects/ContentVersion`, {
        method: 'POST',
        headers: { authorization: `Bearer ${visitor.token}` },
        body: form,
      });
      expect(reply.status).to.equal(201);
      const version = ((await reply.json()) as { id: string }).id;
      for (const path of [`Attachment/${id}/Body`, `ContentVersion/${version}/VersionData`]) {
        const back = await fetch(`${org.url}${DATA}/sobjects/${path}`, {
          headers: { authorization: `Bearer ${visitor.token}` },
        });
        expect(Buffer.from(await back.arrayBuffer()), path).to.deep.equal(bytes);
      }
      expect(row('ContentVersion', version)).to.include({ Title: 'b', ContentSize: bytes.length });
    });
  });

  describe('under faults', () => {
    afterEach(() => org.setFaults());

    it('does its work though the answer is lost', async () => {
      org.setFaults({
        faults: [
          { on: { endpoint: 'recordCreate' }, times: 1, do: { effect: 'drop', when: 'after-commit' } },
        ],
      });
      const name = 'Lost answer';
      const error = await visitor.send('POST', ACCOUNT, { Name: name }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TypeError);
      expect([...org.state.tables.of('Account').where('Name', name)]).to.have.length(1);
    });

    it('does none of it when the connection is cut before', async () => {
      org.setFaults({
        faults: [{ on: { endpoint: 'collectionCreate' }, do: { effect: 'drop', when: 'before-headers' } }],
      });
      const body = { records: [{ attributes: { type: 'Account' }, Name: 'Never arrived' }] };
      await visitor.send('POST', COLLECTION, body).catch(() => undefined);
      expect([...org.state.tables.of('Account').where('Name', 'Never arrived')]).to.have.length(0);
    });

    it('fails single rows as planned', async () => {
      org.setFaults({
        faults: [
          {
            on: { object: 'Account' },
            nth: [1],
            do: { effect: 'failRow', errorCode: 'STORAGE_LIMIT_EXCEEDED' },
          },
        ],
      });
      expect(refusedWith(await visitor.send('POST', ACCOUNT, { Name: 'Full' }))).to.deep.equal([
        400,
        'STORAGE_LIMIT_EXCEEDED',
      ]);
      expect((await visitor.send('POST', ACCOUNT, { Name: 'Full' })).status).to.equal(201);
    });
  });
});

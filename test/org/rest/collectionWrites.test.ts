import { expect } from 'chai';
import { DATA, refusedWith, visit, type Reply, type Visitor } from '../http/visitor.ts';
import type { Row } from '../model.ts';
import { startOrg, type RunningOrg } from '../startOrg.ts';

const COLLECTION = `${DATA}/composite/sobjects`;

describe('writing several records over REST', () => {
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

  describe('a collection', () => {
    const records = (...names: Array<string | undefined>): object[] =>
      names.map((Name) => ({ attributes: { type: 'Account' }, ...(Name !== undefined && { Name }) }));
    const create200 = (body: object): Promise<Reply> => visitor.send('POST', COLLECTION, body);

    it('saves what it can, in order, and tells errors beside', async () => {
      const reply = await create200({
        records: [...records('C1', undefined), { attributes: { type: 'Lead' }, LastName: 'L', Company: 'C' }],
      });
      const results = reply.json<Array<{ id?: string; success: boolean; errors: unknown[] }>>();
      expect(reply.status).to.equal(200);
      expect(results.map(({ success }) => success)).to.deep.equal([true, false, true]);
      expect(results[1]).to.deep.equal({
        success: false,
        errors: [
          {
            statusCode: 'REQUIRED_FIELD_MISSING',
            message: 'Required fields are missing: [Name]',
            fields: ['Name'],
          },
        ],
      });
      expect(results[2]?.id?.slice(0, 3)).to.equal('00Q');
    });

    it('saves none of any type when one fails and all were asked for', async () => {
      const before = org.state.tables.of('Lead').size;
      const lead = { attributes: { type: 'Lead' }, LastName: 'L', Company: 'C' };
      const reply = await create200({ allOrNone: true, records: [lead, ...records(undefined)] });
      const codes = reply
        .json<Array<{ errors: Array<{ statusCode: string }> }>>()
        .map(({ errors }) => errors[0]?.statusCode);
      expect(codes).to.deep.equal(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
      expect(org.state.tables.of('Lead').size).to.equal(before);
    });

    it('changes records by id in either spelling, upserts, and deletes', async () => {
      const [first, second] = [
        await create('Account', { Name: 'U1' }),
        await create('Account', { Name: 'U2' }),
      ];
      const type = { attributes: { type: 'Account' } };
      const update = await visitor.send('PATCH', COLLECTION, {
        records: [
          { ...type, id: first, Site: 'a' },
          { ...type, Id: second, Site: 'b' },
        ],
      });
      expect(update.json()).to.deep.equal([
        { id: first, success: true, errors: [] },
        { id: second, success: true, errors: [] },
      ]);
      const upsert = await visitor.send('PATCH', `${COLLECTION}/Account/Id`, {
        records: [
          { ...type, Id: first, Site: 'c' },
          { ...type, Name: 'U3' },
        ],
      });
      expect(upsert.json<Array<{ created: boolean }>>().map(({ created }) => created)).to.deep.equal([
        false,
        true,
      ]);
      const remove = await visitor.send(
        'DELETE',
        `${COLLECTION}?ids=${first},nonsense,${second}&allOrNone=false`,
      );
      expect(remove.json<Array<{ success: boolean }>>().map(({ success }) => success)).to.deep.equal([
        true,
        false,
        true,
      ]);
      expect(row('Account', second)?.IsDeleted).to.equal(true);
    });

    it('takes 200 records and no more', async () => {
      const names = Array.from({ length: 201 }, (_, at) => `Many ${at}`);
      expect(refusedWith(await create200({ records: records(...names) }))).to.deep.equal([
        400,
        'EXCEEDED_MAX_COLLECTION_RECORDS',
      ]);
      const reply = await create200({ records: records(...names.slice(1)) });
      expect(reply.json<Array<{ success: boolean }>>().every(({ success }) => success)).to.equal(true);
    });
  });

  describe('a tree', () => {
    const tree = (records: object[]): Promise<Reply> =>
      visitor.send('POST', `${DATA}/composite/tree/Account`, { records });
    const attributes = (type: string, referenceId: string): object => ({ attributes: { type, referenceId } });

    it('saves children with their parents and answers level by level', async () => {
      const reply = await tree([
        {
          ...attributes('Account', 'a1'),
          Name: 'Tree 1',
          Contacts: { records: [{ ...attributes('Contact', 'c1'), LastName: 'Leaf' }] },
        },
        { ...attributes('Account', 'a2'), Name: 'Tree 2' },
      ]);
      const { hasErrors, results } = reply.json<{
        hasErrors: boolean;
        results: Array<{ referenceId: string; id: string }>;
      }>();
      expect([reply.status, hasErrors, results.map(({ referenceId }) => referenceId)]).to.deep.equal([
        201,
        false,
        ['a1', 'a2', 'c1'],
      ]);
      expect(row('Contact', results[2]!.id)?.AccountId).to.equal(results[0]!.id);
    });

    it('saves nothing when one record fails, and names it', async () => {
      const before = org.state.tables.of('Account').size;
      const reply = await tree([
        {
          ...attributes('Account', 'a1'),
          Name: 'Tree 3',
          Contacts: { records: [attributes('Contact', 'c1')] },
        },
      ]);
      expect(reply.status).to.equal(400);
      expect(reply.json()).to.deep.equal({
        hasErrors: true,
        results: [
          {
            referenceId: 'c1',
            errors: [
              {
                statusCode: 'REQUIRED_FIELD_MISSING',
                message: 'Required fields are missing: [LastName]',
                fields: ['LastName'],
              },
            ],
          },
        ],
      });
      expect(org.state.tables.of('Account').size).to.equal(before);
    });

    it('needs references that differ, and holds 200 records', async () => {
      const twice = await tree([
        { ...attributes('Account', 'a'), Name: 'A' },
        { ...attributes('Account', 'a'), Name: 'B' },
      ]);
      expect(twice.json<{ results: Array<{ errors: unknown[] }> }>().results[0]?.errors).to.deep.equal([
        {
          statusCode: 'INVALID_INPUT',
          message: 'Duplicate ReferenceId provided in the request.',
          fields: [],
        },
      ]);
      const many = Array.from({ length: 201 }, (_, at) => ({
        ...attributes('Account', `a${at}`),
        Name: `T ${at}`,
      }));
      expect(refusedWith(await tree(many))).to.deep.equal([400, 'INVALID_INPUT']);
    });
  });

  describe('a composite request', () => {
    const part = (referenceId: string, body: object, object = 'Account'): object => ({
      method: 'POST',
      url: `${DATA}/sobjects/${object}`,
      referenceId,
      body,
    });
    const composite = async (
      allOrNone: boolean,
      compositeRequest: object[],
    ): Promise<Array<{ httpStatusCode: number; body: unknown }>> => {
      const reply = await visitor.send('POST', `${DATA}/composite`, { allOrNone, compositeRequest });
      return reply.json<{ compositeResponse: Array<{ httpStatusCode: number; body: unknown }> }>()
        .compositeResponse;
    };

    it('hands Ids on to later parts', async () => {
      const results = await composite(true, [
        part('parent', { Name: 'Composite' }),
        part('child', { LastName: 'C', AccountId: '@{parent.id}' }, 'Contact'),
      ]);
      const [parent, child] = results.map(({ body }) => (body as { id: string }).id);
      expect(row('Contact', child!)?.AccountId).to.equal(parent);
    });

    it('takes all back when a part fails and all were asked for', async () => {
      const before = org.state.tables.of('Account').size;
      const results = await composite(true, [
        part('a', { Name: 'Lost' }),
        part('b', {}),
        part('c', { Name: 'Never' }),
      ]);
      expect(results.map(({ body }) => (body as Array<{ errorCode: string }>)[0]?.errorCode)).to.deep.equal([
        'PROCESSING_HALTED',
        'REQUIRED_FIELD_MISSING',
        'PROCESSING_HALTED',
      ]);
      expect(org.state.tables.of('Account').size).to.equal(before);
    });

    it('keeps the good parts otherwise', async () => {
      const results = await composite(false, [
        part('a', { Name: 'Kept' }),
        part('b', {}),
        part('c', { Name: 'Kept too' }),
      ]);
      expect(results.map(({ httpStatusCode }) => httpStatusCode)).to.deep.equal([201, 400, 201]);
    });
  });
});

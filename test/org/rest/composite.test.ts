import { expect } from 'chai';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Visitor } from '../http/visitor.ts';

interface Subresponse {
  readonly body: unknown;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

describe('a composite call', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg();
    visitor = visit(org);
  });
  after(() => org.stop());

  const query = (soql: string, referenceId: string) => ({
    method: 'GET',
    url: `${DATA}/query?q=${encodeURIComponent(soql)}`,
    referenceId,
  });

  it('runs its parts in order, with references between them, as one API call', async () => {
    const before = org.calls.filter(({ counted }) => counted).length;
    const reply = await visitor.send('POST', `${DATA}/composite`, {
      compositeRequest: [
        query('SELECT Id, AnnualRevenue FROM Account WHERE AnnualRevenue > 1 LIMIT 1', 'first'),
        {
          method: 'GET',
          url: `${DATA}/sobjects/Account/@{first.records[0].Id}?fields=Name`,
          referenceId: 'second',
        },
        { method: 'GET', url: `${DATA}/sobjects/Nothing`, referenceId: 'third' },
      ],
    });
    const { compositeResponse } = reply.json<{ compositeResponse: Subresponse[] }>();
    expect(
      compositeResponse.map(({ httpStatusCode, referenceId }) => [referenceId, httpStatusCode]),
    ).to.deep.equal([
      ['first', 200],
      ['second', 200],
      ['third', 404],
    ]);
    expect(reply.text).to.match(/"AnnualRevenue":\d+\.\d/);
    expect(org.calls.filter(({ counted }) => counted)).to.have.length(before + 1);
  });

  it('halts when all or nothing is wanted', async () => {
    const { compositeResponse } = (
      await visitor.send('POST', `${DATA}/composite`, {
        allOrNone: true,
        compositeRequest: [
          query('SELECT Nope FROM Account', 'a'),
          query('SELECT Id FROM Account LIMIT 1', 'b'),
        ],
      })
    ).json<{ compositeResponse: Array<{ body: Array<{ errorCode: string }> }> }>();
    expect(compositeResponse.map(({ body }) => body[0]!.errorCode)).to.deep.equal([
      'INVALID_FIELD',
      'PROCESSING_HALTED',
    ]);
  });

  it('runs a batch, each part on its own', async () => {
    const batchRequests = [
      { method: 'GET', url: 'v64.0/limits' },
      { method: 'GET', url: 'v64.0/nothing' },
      { method: 'GET', url: 'v64.0/limits' },
    ];
    const run = async (haltOnError: boolean): Promise<unknown> => {
      const reply = await visitor.send('POST', `${DATA}/composite/batch`, { batchRequests, haltOnError });
      const { hasErrors, results } = reply.json<{
        hasErrors: boolean;
        results: Array<{ statusCode: number }>;
      }>();
      return [hasErrors, results.map(({ statusCode }) => statusCode)];
    };
    expect(await run(false)).to.deep.equal([true, [200, 404, 200]]);
    expect(await run(true)).to.deep.equal([true, [200, 404, 412]]);
  });

  it('runs graphs that fail each for itself', async () => {
    const { graphs } = (
      await visitor.send('POST', `${DATA}/composite/graph`, {
        graphs: [
          { graphId: '1', compositeRequest: [query('SELECT Id FROM Account LIMIT 1', 'a')] },
          { graphId: '2', compositeRequest: [query('SELECT Nope FROM Account', 'a')] },
        ],
      })
    ).json<{ graphs: Array<{ graphId: string; isSuccessful: boolean }> }>();
    expect(graphs.map(({ graphId, isSuccessful }) => [graphId, isSuccessful])).to.deep.equal([
      ['1', true],
      ['2', false],
    ]);
  });

  it('is refused when it has too many parts', async () => {
    const parts = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        method: 'GET',
        url: `${DATA}/limits`,
        referenceId: `r${index}`,
      }));
    expect(
      refusedWith(await visitor.send('POST', `${DATA}/composite`, { compositeRequest: parts(26) })),
    ).to.deep.equal([400, 'INVALID_INPUT']);
    const queries = Array.from({ length: 6 }, (_, index) =>
      query('SELECT Id FROM Account LIMIT 1', `q${index}`),
    );
    expect(
      refusedWith(await visitor.send('POST', `${DATA}/composite`, { compositeRequest: queries })),
    ).to.deep.equal([400, 'INVALID_INPUT']);
  });
});

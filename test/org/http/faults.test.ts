import { expect } from 'chai';
import type { Fault } from '../faults/plan.ts';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Visitor } from './visitor.ts';

describe('an injected fault', () => {
  let org: RunningOrg;
  let visitor: Visitor;
  before(async () => {
    org = await startOrg();
  });
  after(() => org.stop());
  beforeEach(() => {
    org.clearCalls();
    visitor = visit(org);
  });
  const plan = (...faults: Fault[]): void => org.setFaults({ faults });
  const problem = (path: string): Promise<string> =>
    visitor.get(path).then(
      (reply) => `answered ${reply.status}`,
      (error: unknown) => String(error),
    );

  it("answers with the status and code it names, in the protocol's shape", async () => {
    plan({
      on: { object: 'Account' },
      nth: 2,
      do: { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE', message: 'busy' },
    });
    expect((await visitor.query('SELECT Id FROM Account LIMIT 1')).status).to.equal(200);
    const struck = await visitor.query('SELECT Id FROM Account LIMIT 1');
    expect([struck.status, struck.json()]).to.deep.equal([
      503,
      [{ message: 'busy', errorCode: 'SERVER_UNAVAILABLE' }],
    ]);
    expect((await visitor.query('SELECT Id FROM Contact LIMIT 1')).status).to.equal(200);
    expect(org.calls.map(({ faults }) => faults)).to.deep.equal([[], ['status'], []]);
  });

  it('can answer with any body', async () => {
    plan({ do: { effect: 'status', status: 500, body: '<html>down</html>', contentType: 'text/html' } });
    const reply = await visitor.get(`${DATA}/limits`);
    expect([reply.status, reply.text, reply.headers.get('content-type')]).to.deep.equal([
      500,
      '<html>down</html>',
      'text/html',
    ]);
  });

  it('cuts the connection before or after the headers', async () => {
    plan({ on: { endpoint: 'limits' }, do: { effect: 'drop', when: 'before-headers' } });
    expect(await problem(`${DATA}/limits`)).to.equal('TypeError: fetch failed');
    plan({ on: { endpoint: 'limits' }, do: { effect: 'drop', when: 'after-headers' } });
    expect(await problem(`${DATA}/limits`)).to.equal('TypeError: terminated');
  });

  it('lets only some bytes of a body through', async () => {
    plan({ on: { endpoint: 'describeGlobal' }, do: { effect: 'truncate', bytes: 100 } });
    const response = await fetch(`${org.url}${DATA}/sobjects`, {
      headers: { authorization: `Bearer ${visitor.token}`, 'accept-encoding': 'identity' },
    });
    let received = 0;
    const error = await (async () => {
      for await (const chunk of response.body!) received += (chunk as Uint8Array).length;
    })().catch((reason: unknown) => (reason as Error).message);
    expect([received, error]).to.deep.equal([100, 'terminated']);
  });

  it("ends the caller's session, or the org's allowance, at the call it names", async () => {
    plan({ nth: 2, do: { effect: 'expireToken' } });
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(200);
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(401);
    plan({ times: 1, do: { effect: 'requestLimit' } });
    expect(refusedWith(await visit(org).get(`${DATA}/limits`))).to.deep.equal([
      403,
      'REQUEST_LIMIT_EXCEEDED',
    ]);
  });

  it('takes a field away while a client is at work', async () => {
    const soql = 'SELECT Id, Industry FROM Account LIMIT 1';
    plan({
      on: { endpoint: 'query' },
      after: 1,
      do: { effect: 'schemaChange', object: 'Account', field: 'Industry' },
    });
    expect((await visitor.query(soql)).status).to.equal(200);
    expect(refusedWith(await visitor.query(soql))).to.deep.equal([400, 'INVALID_FIELD']);
    const described = (await visitor.get(`${DATA}/sobjects/Account/describe`)).json<{
      fields: Array<{ name: string }>;
    }>();
    expect(described.fields.map(({ name }) => name)).to.not.include('Industry');
    org.setFaults();
    expect((await visitor.query(soql)).status).to.equal(200);
  });

  it('takes an object, or the API itself, away from one user', async () => {
    plan(
      { times: 1, do: { effect: 'losePermission', object: 'Case', username: 'admin@practice.example' } },
      {
        times: 1,
        do: { effect: 'losePermission', permission: 'ApiEnabled', username: 'nightly@practice.example' },
      },
    );
    expect(refusedWith(await visitor.query('SELECT Id FROM Case'))).to.deep.equal([400, 'INVALID_TYPE']);
    const nightly = visit(org, { username: 'nightly@practice.example' });
    expect(refusedWith(await nightly.get(`${DATA}/limits`))).to.deep.equal([403, 'API_DISABLED_FOR_ORG']);
  });

  it('strikes one SOAP operation and leaves the others alone', async () => {
    const soap = async (operation: string): Promise<number> => {
      const envelope =
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader>' +
        `<sessionId>${visitor.token}</sessionId></SessionHeader></e:Header><e:Body><${operation}/></e:Body></e:Envelope>`;
      return (await visitor.send('POST', '/services/Soap/u/64.0', envelope, { authorization: '' })).status;
    };
    plan({
      on: { subject: 'getUserInfo', username: 'admin@practice.example' },
      nth: 1,
      do: { effect: 'expireToken' },
    });
    expect(await soap('getServerTimestamp')).to.equal(200);
    expect(await soap('getUserInfo')).to.equal(500);
    expect(org.calls.map(({ operation }) => operation)).to.deep.equal(['getServerTimestamp', 'getUserInfo']);
  });

  it('refuses a new Bulk job on the object it names', async () => {
    plan({ on: { endpoint: 'bulkCreate', object: 'Case' }, do: { effect: 'status', status: 500 } });
    const create = async (object: string): Promise<number> =>
      (
        await visitor.send('POST', `${DATA}/jobs/query`, {
          operation: 'query',
          query: `SELECT Id FROM ${object}`,
        })
      ).status;
    expect([await create('Lead'), await create('Case')]).to.deep.equal([200, 500]);
  });
});

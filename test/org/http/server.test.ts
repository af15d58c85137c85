import { expect } from 'chai';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit } from './visitor.ts';

describe('the server', () => {
  let org: RunningOrg;
  before(async () => {
    org = await startOrg({ now: new Date('2026-03-01T10:00:00Z') });
  });
  after(() => org.stop());
  beforeEach(() => {
    org.clearCalls();
  });

  /** The answer as it is on the wire: fetch would unpack it. */
  const raw = (
    path: string,
    headers: Record<string, string>,
  ): Promise<{ headers: Record<string, unknown>; body: Buffer }> =>
    new Promise((resolve, reject) => {
      request(org.url + path, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
      })
        .on('error', reject)
        .end();
    });

  it('takes paths that begin with two slashes', async () => {
    const reply = await visit(org).get('//services/data/v64.0/limits');
    expect(reply.status).to.equal(200);
    expect(org.calls.at(-1)).to.include({
      endpoint: 'limits',
      path: '/services/data/v64.0/limits',
      counted: true,
      user: 'admin@practice.example',
    });
  });

  it('tells the allowance on REST answers, and counts neither logins nor version lists', async () => {
    const visitor = visit(org);
    const header = async (path: string): Promise<string | null> =>
      (await visitor.get(path)).headers.get('sforce-limit-info');
    const [, before] = /api-usage=(\d+)\/300000/.exec((await header(`${DATA}/limits`))!)!;
    expect(await header('/services/data')).to.equal(null);
    await visitor.get('/services/oauth2/userinfo');
    expect(await header(`${DATA}/limits`)).to.equal(`api-usage=${Number(before) + 1}/300000`);
  });

  it('tells its own time in the Date header', async () => {
    const date = Date.parse((await visit(org).get('/services/data')).headers.get('date')!);
    expect(Math.abs(date - org.clock.now().getTime())).to.be.lessThan(5_000);
  });

  it('packs an answer only for clients that ask', async () => {
    const authorization = `Bearer ${org.token()}`;
    const plain = await raw(`${DATA}/sobjects`, { authorization });
    const packed = await raw(`${DATA}/sobjects`, { authorization, 'accept-encoding': 'gzip, deflate' });
    expect(plain.headers).to.not.have.property('content-encoding');
    expect(packed.headers).to.have.property('content-encoding', 'gzip');
    expect(gunzipSync(packed.body).equals(plain.body)).to.equal(true);
  });

  it('refuses what is too long for it', async () => {
    const visitor = visit(org);
    expect((await visitor.get(`${DATA}/query?q=${'x'.repeat(16_400)}`)).status).to.equal(414);
    expect((await visitor.get(`${DATA}/limits`, { 'x-long': 'x'.repeat(16_400) })).status).to.equal(431);
  });

  it('refuses in the REST shape', async () => {
    const visitor = visit(org);
    expect(refusedWith(await visitor.get(`${DATA}/nothing`))).to.deep.equal([404, 'NOT_FOUND']);
    expect(refusedWith(await visitor.send('PUT', `${DATA}/limits`))).to.deep.equal([
      405,
      'METHOD_NOT_ALLOWED',
    ]);
    expect(refusedWith(await visitor.get('/services/data/v99.0/limits'))).to.deep.equal([
      404,
      'UNSUPPORTED_API_VERSION',
    ]);
    expect(refusedWith(await visitor.send('POST', `${DATA}/jobs/query`, '{'))).to.deep.equal([
      400,
      'JSON_PARSER_ERROR',
    ]);
    expect(refusedWith(await visitor.send('POST', `${DATA}/actions/standard/chatterPost`, {}))).to.deep.equal(
      [501, 'FUNCTIONALITY_NOT_ENABLED'],
    );
    const stranger = await visit(org, { token: 'x' }).get(`${DATA}/limits`);
    expect(stranger.json()).to.deep.equal([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
  });

  it('refuses calls when the allowance is used up', async () => {
    const visitor = visit(org);
    await visitor.send('PUT', '/practice/api-limit', { limit: 0 });
    expect(refusedWith(await visitor.get(`${DATA}/limits`))).to.deep.equal([403, 'REQUEST_LIMIT_EXCEEDED']);
    await visitor.send('PUT', '/practice/api-limit', { limit: 300_000 });
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(200);
  });

  it('is steered from outside through its control endpoint', async () => {
    const visitor = visit(org);
    const opened = (
      await visitor.send('POST', '/practice/token', { username: 'nightly@practice.example' })
    ).json<{ token: string }>();
    expect((await visitor.get('/practice/issued-tokens')).json<string[]>()).to.include(opened.token);
    await visitor.send('PUT', '/practice/clock', { now: '2027-01-01T00:00:00Z' });
    expect(org.clock.now().toISOString().slice(0, 10)).to.equal('2027-01-01');
    await visitor.send('PUT', '/practice/clock', { now: '2026-03-01T10:00:00Z' });
    expect(
      (await visitor.send('PUT', '/practice/faults', { faults: [{ do: { effect: 'x' } }] })).text,
    ).to.match(/faults\.0\.do\.effect is unknown/);
    await visitor.send('POST', '/practice/expire-tokens');
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(401);
    expect((await visitor.get('/practice/calls')).json<object[]>()).to.have.length(org.calls.length - 1);
  });

  it('stops when its control endpoint is told so, after the answer has left', async () => {
    const other = await startOrg();
    expect((await visit(other).send('POST', '/practice/stop')).status).to.equal(204);
    await other.stopped;
    expect(
      await visit(other)
        .get('/services/data')
        .catch((error: unknown) => (error as Error).message),
    ).to.equal('fetch failed');
  });
});

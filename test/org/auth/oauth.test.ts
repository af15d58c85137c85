import { expect } from 'chai';
import { createSign } from 'node:crypto';
import { startOrg, ADMINISTRATOR, type RunningOrg } from '../startOrg.ts';
import { DATA, refusedWith, visit, type Reply } from '../http/visitor.ts';

interface TokenReply {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly instance_url: string;
  readonly id: string;
  readonly token_type: string;
}

describe('OAuth', () => {
  let org: RunningOrg;
  before(async () => {
    org = await startOrg();
  });
  after(() => org.stop());

  const exchange = (form: Record<string, string>): Promise<Reply> =>
    visit(org).send('POST', '/services/oauth2/token', new URLSearchParams(form));
  const client = (): Record<string, string> => ({
    client_id: org.app.clientId,
    client_secret: org.app.clientSecret,
  });
  const assertion = (claims: Record<string, unknown>, header: object = { alg: 'RS256' }): string => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const whole = {
      iss: org.app.clientId,
      sub: ADMINISTRATOR,
      aud: org.url,
      exp: Math.floor(org.clock.now().getTime() / 1000) + 60,
      ...claims,
    };
    const signed = `${encode(header)}.${encode(whole)}`;
    return `${signed}.${createSign('sha256').update(signed).sign(org.app.privateKey!, 'base64url')}`;
  };
  const jwt = (token: string): Promise<Reply> =>
    exchange({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: token });
  const works = async (token: string): Promise<boolean> =>
    (await visit(org, { token }).get(`${DATA}/limits`)).status === 200;

  it('gives a working token of the only accepted shape for each grant', async () => {
    const refreshToken = org.refreshToken();
    const code = (await visit(org).send('POST', '/practice/code', {})).json<{ code: string }>().code;
    const replies = [
      await jwt(assertion({})),
      await exchange({ grant_type: 'refresh_token', refresh_token: refreshToken, ...client() }),
      await exchange({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'PlatformCLI' }),
      await exchange({
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'http://localhost:1717/OauthRedirect',
        ...client(),
      }),
      await exchange({ grant_type: 'client_credentials', ...client() }),
      await exchange({
        grant_type: 'password',
        username: ADMINISTRATOR,
        password: 'practice-password-1',
        ...client(),
      }),
    ].map((reply) => reply.json<TokenReply>());
    for (const reply of replies) {
      expect(reply.access_token).to.match(/^00D\w{15}!AQE[.\w]+$/);
      expect(reply.instance_url).to.equal(org.url);
      expect(reply.id).to.match(new RegExp(`^${org.url}/id/${org.orgId}/005\\w{15}$`));
      expect(await works(reply.access_token)).to.equal(true);
      expect(org.issuedTokens()).to.include(reply.access_token);
    }
    expect(replies[3]!.refresh_token).to.match(/^5Aep861/);
    expect(new Set(replies.map((reply) => reply.access_token)).size).to.equal(replies.length);
  });

  it('takes an authorization code once', async () => {
    const { code } = (await visit(org).send('POST', '/practice/code', {})).json<{ code: string }>();
    const form = { grant_type: 'authorization_code', code, ...client() };
    expect((await exchange(form)).status).to.equal(200);
    expect((await exchange(form)).json()).to.have.property('error', 'invalid_grant');
  });

  it('refuses what is wrong about a login with the documented error', async () => {
    const now = Math.floor(org.clock.now().getTime() / 1000);
    const cases: ReadonlyArray<readonly [string, Reply, string]> = [
      ['unknown grant', await exchange({ grant_type: 'magic' }), 'unsupported_grant_type'],
      [
        'other key',
        await jwt(
          `${assertion({}).split('.').slice(0, 2).join('.')}.${Buffer.from('x').toString('base64url')}`,
        ),
        'invalid_grant',
      ],
      ['other algorithm', await jwt(assertion({}, { alg: 'none' })), 'invalid_grant'],
      ['other audience', await jwt(assertion({ aud: 'https://elsewhere.example' })), 'invalid_grant'],
      ['expired', await jwt(assertion({ exp: now - 1 })), 'invalid_grant'],
      ['other client', await jwt(assertion({ iss: 'nobody' })), 'invalid_client_id'],
      ['unknown user', await jwt(assertion({ sub: 'nobody@practice.example' })), 'invalid_grant'],
      ['no JWT at all', await jwt('x.y.z'), 'invalid_grant'],
      [
        'unknown refresh token',
        await exchange({ grant_type: 'refresh_token', refresh_token: 'x', ...client() }),
        'invalid_grant',
      ],
      [
        'wrong secret',
        await exchange({ grant_type: 'client_credentials', ...client(), client_secret: 'x' }),
        'invalid_client',
      ],
      [
        'wrong password',
        await exchange({ grant_type: 'password', username: ADMINISTRATOR, password: 'x', ...client() }),
        'invalid_grant',
      ],
    ];
    for (const [what, reply, error] of cases) {
      expect(reply.status, what).to.equal(400);
      expect(reply.json(), what).to.have.property('error', error);
    }
  });

  it('tells who is behind a token', async () => {
    const visitor = visit(org);
    const info = (await visitor.get('/services/oauth2/userinfo')).json<{
      user_id: string;
      preferred_username: string;
      organization_id: string;
    }>();
    expect(info.preferred_username).to.equal(ADMINISTRATOR);
    expect(info.organization_id).to.equal(org.orgId);
    expect(org.state.tables.of('User').get(info.user_id)?.Username).to.equal(ADMINISTRATOR);
    const identity = await visitor.get(`/id/${org.orgId}/${info.user_id}?format=json`);
    expect(identity.json()).to.include({ user_id: info.user_id, username: ADMINISTRATOR });
    const active = await visitor.send(
      'POST',
      '/services/oauth2/introspect',
      new URLSearchParams({ token: visitor.token, ...client() }),
    );
    expect(active.json()).to.include({ active: true, username: ADMINISTRATOR });
    expect((await visitor.get('/services/oauth2/singleaccess')).json()).to.have.property('frontdoor_uri');
  });

  it('answers a bad token at userinfo with a bare word', async () => {
    const reply = await visit(org, { token: 'x' }).get('/services/oauth2/userinfo');
    expect([reply.status, reply.text]).to.deep.equal([403, 'Bad_OAuth_Token']);
    const introspected = await visit(org).send(
      'POST',
      '/services/oauth2/introspect',
      new URLSearchParams({ token: 'x', ...client() }),
    );
    expect(introspected.json()).to.deep.equal({ active: false });
  });

  it('revokes a refresh token with the sessions that came from it', async () => {
    const refreshToken = org.refreshToken();
    const { access_token: token } = (
      await exchange({ grant_type: 'refresh_token', refresh_token: refreshToken, ...client() })
    ).json<TokenReply>();
    expect(
      (await visit(org).send('POST', '/services/oauth2/revoke', new URLSearchParams({ token: refreshToken })))
        .status,
    ).to.equal(200);
    expect(await works(token)).to.equal(false);
    const again = await visit(org).send(
      'POST',
      '/services/oauth2/revoke',
      new URLSearchParams({ token: refreshToken }),
    );
    expect([again.status, again.json()]).to.deep.equal([
      400,
      { error: 'invalid_token', error_description: 'invalid token: token' },
    ]);
  });

  it('revokes the token of an OauthToken row by its DeleteToken', async () => {
    const tokens = org.state.tables.of('OauthToken');
    const before = tokens.size;
    const [row] = tokens.rows();
    await visit(org).send(
      'POST',
      '/services/oauth2/revoke',
      new URLSearchParams({ token: String(row!.DeleteToken) }),
    );
    expect(tokens.size).to.equal(before - 1);
  });

  it('ends a session when its time is over, and when somebody says so', async () => {
    const token = org.token();
    org.clock.advance(2 * 3600 * 1000 + 1);
    expect(refusedWith(await visit(org, { token }).get(`${DATA}/limits`))).to.deep.equal([
      401,
      'INVALID_SESSION_ID',
    ]);
    const other = org.token();
    org.expireTokens();
    expect(await works(other)).to.equal(false);
  });

  it('lets a user without API Enabled log in but not in', async () => {
    const visitor = visit(org, { username: 'noapi@practice.example' });
    expect((await visitor.get('/services/oauth2/userinfo')).status).to.equal(200);
    expect(refusedWith(await visitor.get(`${DATA}/limits`))).to.deep.equal([403, 'API_DISABLED_FOR_ORG']);
  });

  it('shuts out a user who is frozen or made inactive, at once', async () => {
    const username = 'sales@practice.example';
    const visitor = visit(org, { username });
    const users = org.state.tables.of('User');
    const logins = org.state.tables.of('UserLogin');
    const [user] = users.where('Username', username);
    const [login] = logins.where('UserId', String(user!.Id));
    logins.put({ ...login!, IsFrozen: true });
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(401);
    logins.put(login!);
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(200);
    users.put({ ...user!, IsActive: false });
    expect((await visitor.get(`${DATA}/limits`)).status).to.equal(401);
    expect((await jwt(assertion({ sub: username }))).json()).to.have.property('error', 'inactive_user');
    users.put(user!);
  });
});

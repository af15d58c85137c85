import { expect } from 'chai';
import { ADMINISTRATOR, startOrg, type RunningOrg } from '../startOrg.ts';
import { DATA, visit, type Reply } from './visitor.ts';

describe('the partner SOAP API', () => {
  let org: RunningOrg;
  before(async () => {
    org = await startOrg();
  });
  after(() => org.stop());

  const call = (operation: string, inside = '', token?: string, version = '64.0'): Promise<Reply> => {
    const header =
      token === undefined
        ? ''
        : `<soapenv:Header><SessionHeader xmlns="urn:partner.soap.sforce.com"><sessionId>${token}</sessionId></SessionHeader></soapenv:Header>`;
    const envelope =
      `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">${header}` +
      `<soapenv:Body><${operation} xmlns="urn:partner.soap.sforce.com">${inside}</${operation}></soapenv:Body></soapenv:Envelope>`;
    return visit(org).send('POST', `/services/Soap/u/${version}`, envelope, {
      'content-type': 'text/xml',
      authorization: '',
    });
  };
  const credentials = (password: string): string =>
    `<username>${ADMINISTRATOR}</username><password>${password}</password>`;
  const value = (reply: Reply, tag: string): string | undefined =>
    new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(reply.text)?.[1];

  it('logs in with a password up to version 64, and no more from 65 on', async () => {
    const reply = await call('login', credentials('practice-password-1'));
    expect(reply.status).to.equal(200);
    expect(value(reply, 'passwordExpired')).to.equal('false');
    expect(value(reply, 'organizationId')).to.equal(org.orgId);
    expect((await visit(org, { token: value(reply, 'sessionId')! }).get(`${DATA}/limits`)).status).to.equal(
      200,
    );
    const modern = await call('login', credentials('practice-password-1'), undefined, '65.0');
    expect([modern.status, value(modern, 'faultcode')]).to.deep.equal([500, 'sf:INVALID_OPERATION']);
    const wrong = await call('login', credentials('x'));
    expect(value(wrong, 'faultcode')).to.equal('sf:INVALID_LOGIN');
  });

  it('tells the user and the time', async () => {
    const token = org.token();
    expect(value(await call('getUserInfo', '', token), 'userName')).to.equal(ADMINISTRATOR);
    const time = Date.parse(value(await call('getServerTimestamp', '', token), 'timestamp')!);
    expect(Math.abs(time - org.clock.now().getTime())).to.be.lessThan(5_000);
  });

  it('ends a session and then does not know it', async () => {
    const token = org.token();
    expect((await call('logout', '', token)).status).to.equal(200);
    const reply = await call('getUserInfo', '', token);
    expect([reply.status, value(reply, 'faultcode')]).to.deep.equal([500, 'sf:INVALID_SESSION_ID']);
  });

  it('names what it does not do', async () => {
    expect(value(await call('convertLead', '', org.token()), 'faultcode')).to.equal(
      'sf:FUNCTIONALITY_NOT_ENABLED',
    );
  });
});

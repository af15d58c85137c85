// The partner SOAP API: log in and out, who am I, what time is it; calls that write are in partner/writes.ts. login() is
// gone from API 65.0 on (help 005132110); other calls are refused by name.
import type { Answer, RoutedCall } from './call.ts';
import { xml } from './call.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import type { Route } from './router.ts';
import { OrgFault } from '../model.ts';
import type { Person } from '../auth/people.ts';
import { partnerNamespace, text, writeEnvelope, type SoapCall } from '../soap/envelope.ts';
import { writeElement, type XmlTree } from '../soap/xml.ts';
import { writingOperations, type SoapOperation } from './partner/writes.ts';

/** The last version whose login() works. */
const LAST_LOGIN_VERSION = 64;

export const partnerRoutes: readonly Route[] = [
  { name: 'soap', method: 'POST', path: '/services/Soap/u/:version', protocol: 'soap', handle: answer },
  { name: 'soap', method: 'POST', path: '/services/Soap/u/:version/:org', protocol: 'soap', handle: answer },
];

const operations: Readonly<Record<string, SoapOperation | undefined>> = {
  ...writingOperations,
  login,
  logout: (call, org) => {
    org.door.sessions.end(call.session.token);
    return {};
  },
  getUserInfo: (call, org) => ({ result: userInfo(org.door.people.withId(call.session.userId)!, org) }),
  getServerTimestamp: (_call, org) => ({ result: { timestamp: org.state.now().toISOString() } }),
};

function answer(call: RoutedCall, org: PracticeOrg): Answer {
  const soap = call.soap!;
  const run = operations[soap.operation];
  if (run === undefined)
    throw new OrgFault('FUNCTIONALITY_NOT_ENABLED', `${soap.operation} is not enabled in this practice org`);
  return xml(
    writeEnvelope(partnerNamespace, writeElement(`${soap.operation}Response`, run(call, org, soap))),
  );
}

function login(call: RoutedCall, org: PracticeOrg, { body }: SoapCall): XmlTree {
  if (call.apiVersion > LAST_LOGIN_VERSION) {
    throw new OrgFault('INVALID_OPERATION', 'SOAP API login() is disabled by default in this org.');
  }
  const person = org.door.people.named(text(body, 'username') ?? '');
  if (
    person === undefined ||
    org.door.people.lockedOut(person.id) !== undefined ||
    text(body, 'password') !== org.door.password
  ) {
    throw new OrgFault('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
  const session = org.door.sessions.open(person);
  const version = call.apiVersion.toFixed(1);
  return {
    result: {
      metadataServerUrl: `${org.url()}/services/Soap/m/${version}/${org.state.id}`,
      passwordExpired: false,
      sandbox: false,
      serverUrl: `${org.url()}/services/Soap/u/${version}/${org.state.id}`,
      sessionId: session.token,
      userId: person.id,
      userInfo: userInfo(person, org),
    },
  };
}

function userInfo({ id, row, username }: Person, org: PracticeOrg): XmlTree {
  const [organization] = org.state.tables.of('Organization').rows();
  const words = (field: string): string => String(row[field] ?? '');
  return {
    organizationId: org.state.id,
    organizationMultiCurrency: false,
    organizationName: String(organization?.Name ?? ''),
    profileId: words('ProfileId'),
    roleId: words('UserRoleId'),
    sessionSecondsValid: 7200,
    userEmail: words('Email'),
    userFullName: words('Name'),
    userId: id,
    userLanguage: words('LanguageLocaleKey'),
    userLocale: words('LocaleSidKey'),
    userName: username,
    userTimeZone: words('TimeZoneSidKey'),
    userType: words('UserType'),
  };
}

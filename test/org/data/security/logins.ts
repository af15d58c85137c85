// Logins of the last half year with their places, the sessions that are alive, and how identities were verified.
// Addresses are of the ranges for documentation (RFC 5737).

import { DAY, HOUR } from '../calendar.ts';
import { below, between, mix, oneIn, pick, saltOf } from '../hash.ts';
import { isActiveUser, USER, USER_COUNT } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { CLOUD_CITIES } from '../words.ts';

const LOGINS = 2000;
const KEPT_DAYS = 175;
const SESSIONS = 60;
const VERIFICATIONS = 500;

const CLIENTS = [
  {
    LoginType: 'Application',
    Application: 'Browser',
    Browser: 'Chrome 129',
    Platform: 'Windows 10',
    ApiType: null,
    ApiVersion: null,
  },
  {
    LoginType: 'Application',
    Application: 'Browser',
    Browser: 'Safari 17',
    Platform: 'Mac OSX',
    ApiType: null,
    ApiVersion: null,
  },
  {
    LoginType: 'Remote Access 2.0',
    Application: 'Salesforce CLI',
    Browser: 'Unknown',
    Platform: 'Unknown',
    ApiType: null,
    ApiVersion: null,
  },
  {
    LoginType: 'Remote Access 2.0',
    Application: 'ERP Interface',
    Browser: 'Java (Salesforce.com)',
    Platform: 'Unknown',
    ApiType: null,
    ApiVersion: null,
  },
  {
    LoginType: 'Other Apex API',
    Application: 'Dataloader Partner',
    Browser: 'Java (Salesforce.com)',
    Platform: 'Unknown',
    ApiType: 'SOAP Partner',
    ApiVersion: '58.0',
  },
] as const;
const FAILURES = [
  'Invalid Password',
  'Failed: Computer activation required',
  'User Is Frozen',
  'Password Lockout',
] as const;

interface Login {
  readonly user: number;
  /** Seconds before midnight. */
  readonly ago: number;
  readonly client: (typeof CLIENTS)[number];
  readonly city: (typeof CLOUD_CITIES)[number];
  readonly ip: string;
}

function loginOf(world: World, number: number): Login {
  const h = mix(saltOf(world.seed, 'logins'), number);
  const user = oneIn(9, h)
    ? USER.erpIntegration
    : oneIn(12, mix(h, 1))
      ? USER.nightly
      : between(USER.firstPerson, USER_COUNT - 1, mix(h, 1));
  const client =
    user < USER.firstPerson ? CLIENTS[user === USER.nightly ? 2 : 3] : CLIENTS[below(2, mix(h, 2))];
  return {
    user,
    ago: DAY + Math.floor(((LOGINS - number) / LOGINS) * KEPT_DAYS * DAY) + below(HOUR, mix(h, 3)),
    client: oneIn(25, mix(h, 4)) ? CLIENTS[4] : client,
    city: CLOUD_CITIES[oneIn(30, mix(h, 5)) ? below(CLOUD_CITIES.length, mix(h, 6)) : user % 3],
    ip: `${user % 2 === 0 ? '203.0.113' : '198.51.100'}.${1 + (user % 250)}`,
  };
}

export const loginHistory: KeptRecipe = {
  object: 'LoginHistory',
  rows: (world) => Array.from({ length: LOGINS }, (_, number) => loginRow(world, number)),
};

function loginRow(world: World, number: number): Draft {
  const { user, ago, client, city, ip } = loginOf(world, number);
  const h = mix(saltOf(world.seed, 'login rows'), number);
  const isFailure = oneIn(15, h) || !isActiveUser(user);
  return {
    ...client,
    UserId: world.ids('User').at(user),
    LoginTime: world.calendar.moment(ago),
    Status: isFailure ? pick(FAILURES, mix(h, 1)) : 'Success',
    SourceIp: ip,
    CountryIso: city[0],
    LoginGeoId: world.ids('LoginGeo').at(number),
    LoginUrl: 'practice.my.salesforce.com',
    TlsProtocol: 'TLS 1.3',
    CipherSuite: 'TLS_AES_256_GCM_SHA384',
    ClientVersion: 'N/A',
    AuthMethodReference: client.LoginType === 'Application' && oneIn(2, mix(h, 2)) ? 'mfa' : null,
    OptionsIsPost: true,
  };
}

export const loginGeo: KeptRecipe = {
  object: 'LoginGeo',
  rows: (world) =>
    Array.from({ length: LOGINS }, (_, number) => {
      const { ago, city } = loginOf(world, number);
      const [CountryIso, Country, City, Latitude, Longitude] = city;
      return { CountryIso, Country, City, Latitude, Longitude, LoginTime: world.calendar.moment(ago) };
    }),
};

/** Sessions begun by the latest logins of active users. */
export const authSessions: KeptRecipe = {
  object: 'AuthSession',
  rows: (world) => {
    const latest = Array.from({ length: LOGINS }, (_, n) => LOGINS - 1 - n).filter((number) =>
      isActiveUser(loginOf(world, number).user),
    );
    return latest.slice(0, SESSIONS).map((number) => {
      const { user, client, ip, ago } = loginOf(world, number);
      const begun = world.calendar.moment(ago);
      const isBrowser = client.LoginType === 'Application';
      return {
        UsersId: world.ids('User').at(user),
        LoginType: client.LoginType,
        SessionType: isBrowser ? 'Aura' : 'Oauth2',
        SessionSecurityLevel: number % 2 === 0 && isBrowser ? 'HIGH_ASSURANCE' : 'STANDARD',
        SourceIp: ip,
        UserType: 'Standard',
        LoginHistoryId: world.ids('LoginHistory').at(number),
        LoginGeoId: world.ids('LoginGeo').at(number),
        NumSecondsValid: 7200,
        IsCurrent: false,
        CreatedDate: begun,
        LastModifiedDate: begun,
      };
    });
  },
};

const METHODS = ['SalesforceAuthenticator', 'Totp', 'Email', 'U2F', 'BuiltInAuthenticator'] as const;

export const verificationHistory: KeptRecipe = {
  object: 'VerificationHistory',
  rows: (world) =>
    Array.from({ length: VERIFICATIONS }, (_, number) => {
      const login = number * Math.floor(LOGINS / VERIFICATIONS);
      const { user, ago, ip } = loginOf(world, login);
      const h = mix(saltOf(world.seed, 'verifications'), number);
      return {
        UserId: world.ids('User').at(user),
        VerificationTime: world.calendar.moment(ago),
        VerificationMethod: pick(METHODS, h),
        Status: oneIn(12, mix(h, 1)) ? 'Denied' : 'Succeeded',
        Activity: 'Login',
        Policy: 'TwoFactorAuthentication',
        SourceIp: ip,
        LoginHistoryId: world.ids('LoginHistory').at(login),
        LoginGeoId: world.ids('LoginGeo').at(login),
        EventGroup: number + 1,
      };
    }),
};

/** Which second factors people registered; one in eight has none. */
export const twoFactorMethods: KeptRecipe = {
  object: 'TwoFactorMethodsInfo',
  rows: (world) =>
    Array.from({ length: USER_COUNT }, (_, user) => user)
      .filter(isActiveUser)
      .map((user) => {
        const h = mix(saltOf(world.seed, 'factors'), user);
        const method = oneIn(8, h) ? undefined : below(4, mix(h, 1));
        return {
          UserId: world.ids('User').at(user),
          HasSalesforceAuthenticator: method === 0,
          HasTotp: method === 1 || method === 2,
          HasBuiltInAuthenticator: method === 2,
          HasSecurityKey: method === 3,
          HasU2F: method === 3,
          HasTempCode: user === 70,
          HasVerifiedMobileNumber: oneIn(5, mix(h, 2)),
          HasVerifiedEmailAddress: true,
        };
      }),
};

/** Holds secrets of one-time password apps only (Object Reference, TwoFactorInfo: Type is TOTP). */
export const twoFactorInfo: KeptRecipe = {
  object: 'TwoFactorInfo',
  rows: (world) => [11, 14, 22].map((user) => ({ UserId: world.ids('User').at(user), Type: 'TOTP' })),
};

// Whom the org trusts: remote sites, CSP and CORS entries, certificates, identity providers, credentials. What is
// secret in Salesforce (private keys, consumer secrets, passwords) is never in a retrieved file.
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { noise } from '../seeded.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

/** The public certificate as PEM text; of the right shape, not a certificate anybody signed. */
function pem({ state }: SourceContext, row: Row): Buffer {
  const size = Number(row.KeySize ?? 2048) / 4;
  const lines = noise(state.seed, `certificate:${column(row, 'DeveloperName')}`, size)
    .toString('base64')
    .match(/.{1,64}/g);
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${(lines ?? []).join('\n')}\n-----END CERTIFICATE-----\n`);
}

interface RowKind {
  readonly type: string;
  readonly table: string;
  /** Column of the name, `DeveloperName` unless given. */
  readonly name?: string;
  readonly metadata: (context: SourceContext, row: Row) => XmlTree;
  readonly body?: (context: SourceContext, row: Row) => Buffer;
}

function username(context: SourceContext, row: Row, name: string): string | undefined {
  const user = context.row('User', column(row, name));
  return user === undefined ? undefined : column(user, 'Username');
}

function handler(context: SourceContext, row: Row, name: string): string | undefined {
  const apexClass = context.row('ApexClass', column(row, name));
  return apexClass === undefined ? undefined : column(apexClass, 'Name');
}

/** A date-time of a row as XML writes it. */
const xmlDate = (row: Row, name: string): string => column(row, name).replace(/\+0000$/, 'Z');

const rowKinds: readonly RowKind[] = [
  {
    type: 'RemoteSiteSetting',
    table: 'RemoteProxy',
    name: 'SiteName',
    metadata: (_context, row) => ({
      description: column(row, 'Description') || undefined,
      disableProtocolSecurity: row.DisableProtocolSecurity === true,
      isActive: row.IsActive === true,
      url: column(row, 'EndpointUrl'),
    }),
  },
  {
    type: 'CspTrustedSite',
    table: 'CspTrustedSite',
    metadata: (_context, row) => ({
      canAccessCamera: false,
      canAccessMicrophone: false,
      context: column(row, 'Context', 'All'),
      endpointUrl: column(row, 'EndpointUrl'),
      isActive: row.IsActive === true,
      isApplicableToConnectSrc: true,
      isApplicableToFontSrc: true,
      isApplicableToImgSrc: true,
    }),
  },
  {
    type: 'Certificate',
    table: 'Certificate',
    metadata: (_context, row) => ({
      caSigned: row.OptionsIsCaSigned === true,
      encryptedWithPlatformEncryption: false,
      expirationDate: xmlDate(row, 'ExpirationDate'),
      keySize: Number(row.KeySize ?? 2048),
      masterLabel: column(row, 'MasterLabel'),
      privateKeyExportable: row.OptionsIsPrivateKeyExportable === true,
    }),
    body: pem,
  },
  {
    type: 'NamedCredential',
    table: 'NamedCredential',
    metadata: (_context, row) => ({
      allowMergeFieldsInBody: false,
      allowMergeFieldsInHeader: false,
      endpoint: column(row, 'Endpoint') || undefined,
      generateAuthorizationHeader: true,
      label: column(row, 'MasterLabel'),
      principalType: column(row, 'PrincipalType', 'NamedUser'),
      protocol: 'Password',
    }),
  },
  {
    type: 'AuthProvider',
    table: 'AuthProvider',
    metadata: (context, row) => ({
      consumerKey: column(row, 'ConsumerKey') || 'practice-client',
      executionUser: username(context, row, 'ExecutionUserId'),
      friendlyName: column(row, 'FriendlyName', column(row, 'DeveloperName')),
      includeOrgIdInIdentifier: true,
      isPkceEnabled: true,
      providerType: column(row, 'ProviderType', 'OpenIdConnect'),
      registrationHandler: handler(context, row, 'RegistrationHandlerId'),
      sendAccessTokenInHeader: true,
      sendClientCredentialsInHeader: false,
      sendSecretInApis: true,
    }),
  },
  {
    type: 'SamlSsoConfig',
    table: 'SamlSsoConfig',
    metadata: (context, row) => ({
      executionUserId: username(context, row, 'ExecutionUserId'),
      identityLocation: 'SubjectNameId',
      identityMapping: column(row, 'IdentityMapping', 'FederationId'),
      issuer: column(row, 'Issuer'),
      loginUrl: column(row, 'LoginUrl') || undefined,
      name: column(row, 'MasterLabel', column(row, 'DeveloperName')),
      requestSignatureMethod:
        row.RequestSignatureMethod === null
          ? 'RSA-SHA256'
          : column(row, 'RequestSignatureMethod', 'RSA-SHA256'),
      samlEntityId: column(row, 'Audience', 'https://practice.my.example.com'),
      samlJitHandlerId: handler(context, row, 'SamlJitHandlerId'),
      samlVersion: 'SAML2_0',
      userProvisioning: row.OptionsUserProvisioning === true,
      validationCert: 'SSO_Signing',
    }),
  },
  {
    type: 'CorsWhitelistOrigin',
    table: 'CorsWhitelistEntry',
    metadata: (_context, row) => ({ urlPattern: column(row, 'UrlPattern') }),
  },
];

const externalCredentials: ReadonlyArray<readonly [name: string, protocol: string]> = [
  ['Billing_Principal', 'Oauth'],
  ['Warehouse_Principal', 'AwsSv4'],
];

export const trust: Source = function* (context) {
  for (const kind of rowKinds) {
    const { body } = kind;
    for (const row of context.rows(kind.table)) {
      yield {
        type: kind.type,
        fullName: column(row, kind.name ?? 'DeveloperName'),
        row,
        metadata: () => kind.metadata(context, row),
        ...(body === undefined ? {} : { body: () => body(context, row) }),
      };
    }
  }
  for (const [name, authenticationProtocol] of externalCredentials) {
    yield {
      type: 'ExternalCredential',
      fullName: name,
      metadata: () => ({
        authenticationProtocol,
        externalCredentialParameters: {
          parameterGroup: 'DefaultGroup',
          parameterName: 'Principal',
          parameterType: 'NamedPrincipal',
          sequenceNumber: 1,
        },
        label: name.replaceAll('_', ' '),
      }),
    };
  }
};

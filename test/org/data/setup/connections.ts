// How the org is connected: credentials, sign-on, sites, allowed addresses, duplicate rules.

import { USER } from '../people.ts';
import type { KeptRecipe } from '../recipe.ts';

const named = (name: string): { DeveloperName: string; MasterLabel: string; Language: string } => ({
  DeveloperName: name,
  MasterLabel: name.replaceAll('_', ' '),
  Language: 'en_US',
});

export const namedCredentials: KeptRecipe = {
  object: 'NamedCredential',
  rows: () =>
    ['Erp', 'Address_Check', 'Legacy_Http'].map((name, place) => ({
      ...named(name),
      Endpoint:
        place === 2
          ? 'http://legacy.example.com/api'
          : `https://${name.toLowerCase().replace('_', '-')}.example.com/api`,
      PrincipalType: place === 1 ? 'Anonymous' : 'NamedUser',
      CalloutOptionsGenerateAuthorizationHeader: true,
    })),
};

export const authProviders: KeptRecipe = {
  object: 'AuthProvider',
  rows: ({ ids }) => [
    {
      DeveloperName: 'Staff_Sign_On',
      FriendlyName: 'Staff sign-on',
      ProviderType: 'OpenIdConnect',
      RegistrationHandlerId: ids('ApexClass').at(7),
      ExecutionUserId: ids('User').at(USER.admin),
      ConsumerKey: 'practice-consumer-key',
      AuthorizeUrl: 'https://login.example.com/authorize',
      TokenUrl: 'https://login.example.com/token',
      DefaultScopes: 'openid email',
    },
  ],
};

export const samlConfigs: KeptRecipe = {
  object: 'SamlSsoConfig',
  rows: ({ ids }) => [
    {
      ...named('Staff_Saml'),
      Issuer: 'https://login.example.com/saml',
      Audience: 'https://practice.my.salesforce.com',
      Version: '2',
      IdentityMapping: 'FederationId',
      IdentityLocation: 'SubjectNameId',
      RequestSignatureMethod: '1',
      OptionsUserProvisioning: true,
      SamlJitHandlerId: ids('ApexClass').at(7),
      ExecutionUserId: ids('User').at(USER.admin),
      LoginUrl: 'https://login.example.com/saml/sso',
    },
  ],
};

export const corsEntries: KeptRecipe = {
  object: 'CorsWhitelistEntry',
  rows: () =>
    ['https://shop.example.com', 'https://*.example.org'].map((pattern, place) => ({
      ...named(`Origin_${place + 1}`),
      UrlPattern: pattern,
    })),
};

export const sites: KeptRecipe = {
  object: 'Site',
  rows: ({ ids }) => [
    {
      Name: 'Practice_Site',
      MasterLabel: 'Practice Site',
      Subdomain: 'practice',
      Status: 'Active',
      SiteType: 'Visualforce',
      GuestUserId: ids('User').at(USER.siteGuest),
      AdminId: ids('User').at(USER.admin),
      ClickjackProtectionLevel: 'SameOriginOnly',
    },
  ],
};

export const networks: KeptRecipe = {
  object: 'Network',
  rows: () => [
    {
      Name: 'Customer Community',
      Status: 'Live',
      UrlPathPrefix: 'customers',
      OptionsSelfRegistrationEnabled: false,
      EmailSenderAddress: 'support@practice.example',
      EmailSenderName: 'Practice support',
    },
  ],
};

export const domains: KeptRecipe = {
  object: 'Domain',
  rows: () => [{ Domain: 'www.practice.example', DomainType: 'DNS' }],
};

const MATCHED = ['Account', 'Contact', 'Lead'] as const;

export const duplicateRules: KeptRecipe = {
  object: 'DuplicateRule',
  rows: () =>
    MATCHED.map((object) => ({
      ...named(`Standard_${object}_Rule`),
      SobjectType: object,
      IsActive: object !== 'Lead',
    })),
};

export const matchingRules: KeptRecipe = {
  object: 'MatchingRule',
  rows: () =>
    MATCHED.map((object) => ({
      ...named(`${object}_by_name`),
      SobjectType: object,
      RuleStatus: 'Active',
      MatchEngine: 'FuzzyMatchEngine',
    })),
};

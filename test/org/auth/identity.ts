// What the org tells about the user behind a session: the same facts under the names each endpoint uses.
import type { OrgState } from '../model.ts';
import type { Person } from './people.ts';

/** The identity URL, from which clients read org and user Id. */
export function identityUrl(url: string, orgId: string, userId: string): string {
  return `${url}/id/${orgId}/${userId}`;
}

/** `GET /services/oauth2/userinfo` (OpenID Connect). */
export function userInfo(person: Person, state: OrgState, url: string): object {
  const { row } = person;
  return {
    sub: identityUrl(url, state.id, person.id),
    user_id: person.id,
    organization_id: state.id,
    preferred_username: person.username,
    nickname: row.CommunityNickname ?? null,
    name: row.Name ?? null,
    email: row.Email ?? null,
    email_verified: true,
    given_name: row.FirstName ?? null,
    family_name: row.LastName ?? null,
    zoneinfo: row.TimeZoneSidKey ?? null,
    profile: `${url}/${person.id}`,
    urls: urls(url),
    active: row.IsActive ?? null,
    user_type: 'STANDARD',
    language: row.LanguageLocaleKey ?? null,
    locale: row.LocaleSidKey ?? null,
    utcOffset: 0,
    updated_at: row.LastModifiedDate ?? null,
  };
}

/** `GET /id/<org>/<user>`. */
export function identity(person: Person, state: OrgState, url: string): object {
  const { row } = person;
  return {
    id: identityUrl(url, state.id, person.id),
    asserted_user: true,
    user_id: person.id,
    organization_id: state.id,
    username: person.username,
    nick_name: row.CommunityNickname ?? null,
    display_name: row.Name ?? null,
    email: row.Email ?? null,
    email_verified: true,
    first_name: row.FirstName ?? null,
    last_name: row.LastName ?? null,
    timezone: row.TimeZoneSidKey ?? null,
    urls: urls(url),
    active: row.IsActive ?? null,
    user_type: 'STANDARD',
    language: row.LanguageLocaleKey ?? null,
    locale: row.LocaleSidKey ?? null,
    utcOffset: 0,
    last_modified_date: row.LastModifiedDate ?? null,
  };
}

function urls(url: string): Record<string, string> {
  const data = `${url}/services/data/v{version}/`;
  return {
    metadata: `${url}/services/Soap/m/{version}/`,
    partner: `${url}/services/Soap/u/{version}/`,
    enterprise: `${url}/services/Soap/c/{version}/`,
    rest: data,
    sobjects: `${data}sobjects/`,
    search: `${data}search/`,
    query: `${data}query/`,
    tooling_rest: `${data}tooling/`,
    tooling_soap: `${url}/services/Soap/T/{version}/`,
    profile: `${url}/{userId}`,
    custom_domain: url,
  };
}

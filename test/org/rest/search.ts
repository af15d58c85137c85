// SOSL, as far as `sf data search` and simple clients use it: FIND {words} [IN … FIELDS] RETURNING X(fields WHERE …
// ORDER BY … LIMIT n), …. Words match the beginnings of words in a row's text fields; `*` and `?` are wildcards.
import { jsonText, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { scopeFor } from '../http/queryScope.ts';
import type { Route } from '../http/router.ts';
import { OrgFault, type SObjectType } from '../model.ts';
import { toJson, type JsonRecord } from '../soql/json.ts';
import { prepare } from '../soql/soql.ts';
import { readSosl, type Returning, type Sosl } from './sosl.ts';

const SEARCHED_TYPES: Readonly<Record<Sosl['fields'], readonly string[]>> = {
  all: ['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'multipicklist', 'combobox'],
  name: ['string'],
  email: ['email'],
  phone: ['phone'],
};
/** SOSL Reference: at most 2,000 results in all. */
const MOST_RESULTS = 2_000;

export const searchRoutes: readonly Route[] = [
  { name: 'search', method: 'GET', path: '/services/data/:version/search', protocol: 'rest', handle: search },
];

function search(call: RoutedCall, org: PracticeOrg): Answer {
  const sosl = readSosl(call.query.get('q') ?? '');
  const searchRecords = sosl.returning
    .flatMap((returning) => recordsOf(sosl, returning, call, org))
    .slice(0, MOST_RESULTS);
  return jsonText(toJson({ searchRecords }));
}

function recordsOf(sosl: Sosl, returning: Returning, call: RoutedCall, org: PracticeOrg): JsonRecord[] {
  const access = org.accessOf(call.session);
  const type = org.state.schema.find(returning.object);
  if (type === undefined || !access.seesObject(type.name) || type.describe.searchable === false) {
    throw new OrgFault('INVALID_TYPE', `sObject type '${returning.object}' is not supported.`);
  }
  const ids = matchingIds(type, sosl, call, org);
  if (ids.length === 0) return [];
  const and = returning.where === undefined ? '' : ` AND (${returning.where})`;
  const soql = `SELECT ${returning.fields.join(',')} FROM ${type.name} WHERE Id IN ('${ids.join("','")}')${and} ${returning.rest}`;
  const prepared = prepare(soql, scopeFor(call, org, 'rest'));
  return [...prepared.records()];
}

function matchingIds(type: SObjectType, sosl: Sosl, call: RoutedCall, org: PracticeOrg): string[] {
  const access = org.accessOf(call.session);
  const fields = type.describe.fields
    .filter(
      (field) => SEARCHED_TYPES[sosl.fields].includes(field.type) && access.seesField(type.name, field.name),
    )
    .filter((field) => sosl.fields !== 'name' || field.nameField === true)
    .map(({ name }) => name);
  const ids: string[] = [];
  for (const row of org.state.tables.of(type.name).rows()) {
    if (ids.length === MOST_RESULTS) break;
    if (row.IsDeleted === true || !access.seesRow(type.name, row)) continue;
    const text = fields.map((field) => row[field] ?? '').join('\n');
    if (sosl.words.every((word) => word.test(text))) ids.push(String(row.Id));
  }
  return ids;
}

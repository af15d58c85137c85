// May this object be asked at all, by this caller, through this API, without a filter?
// Sources of each rule stand with the restrictions in the schema room; the texts are those tools match on.
import { OrgFault } from '../../model.ts';
import type { SObjectType } from '../../model.ts';
import type { QueryScope } from '../scope.ts';
import { faultAt } from '../syntax/faultAt.ts';
import type { Condition, Query } from '../syntax/tree.ts';
import type { QueryContext } from './context.ts';

/** `ContentDocumentLink` may go without its filter "in API version 59.0 and later" (Object Reference). */
const UNFILTERED_SINCE = 59;

function unsupported(text: string, { from, fromAt }: Query): OrgFault {
  return faultAt(
    text,
    fromAt,
    'INVALID_TYPE',
    `sObject type '${from}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
      `'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function isServedBy(type: SObjectType, api: QueryScope['api']): boolean {
  const { tooling } = type.restrictions;
  return api === 'tooling' ? tooling !== undefined : tooling !== 'only';
}

function checkKind(type: SObjectType): void {
  if (type.name.endsWith('__x')) {
    throw new OrgFault(
      'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION',
      `External object '${type.name}' is not supported by this call`,
    );
  }
  if (!type.describe.queryable) {
    throw new OrgFault('INVALID_TYPE_FOR_OPERATION', `entity type ${type.name} does not support query`);
  }
}

function findType(text: string, { org, access, api }: QueryScope, query: Query): SObjectType {
  const type = org.schema.find(query.from);
  if (type === undefined || !access.seesObject(type.name) || !isServedBy(type, api))
    throw unsupported(text, query);
  const needed = type.restrictions.readableWith;
  if (needed !== undefined && !access.has(needed.permission)) {
    if (needed.hides === true) throw unsupported(text, query);
    throw new OrgFault('INSUFFICIENT_ACCESS', 'insufficient access rights on object id', 403);
  }
  checkKind(type);
  if (api === 'bulk' && !type.restrictions.bulk) {
    throw new OrgFault('INVALIDENTITY', `Entity '${type.name}' is not supported by the Bulk API.`);
  }
  return type;
}

/** Field names every matching row is compared with by `=` or IN. */
function* pinnedNames(condition: Condition): Iterable<string> {
  if (condition.kind === 'and') for (const part of condition.parts) yield* pinnedNames(part);
  if (condition.kind !== 'comparison' || condition.left.kind !== 'field') return;
  const isPinning = condition.operator === '=' || condition.operator === 'in';
  if (isPinning) yield condition.left.segments.join('.').toLowerCase();
}

function checkFilter(type: SObjectType, { access, apiVersion }: QueryScope, { where }: Query): void {
  const rule = type.restrictions.filteredBy;
  if (rule === undefined) return;
  const freed =
    rule.unlessPermission !== undefined &&
    apiVersion >= UNFILTERED_SINCE &&
    access.has(rule.unlessPermission);
  if (freed) return;
  const pinned = where === undefined ? [] : [...pinnedNames(where)];
  // `EntityDefinition.QualifiedApiName` pins as well as `EntityDefinitionId` does.
  const satisfies = (field: string): boolean =>
    pinned.some(
      (name) => name === field.toLowerCase() || name.startsWith(`${field.toLowerCase().replace(/id$/, '')}.`),
    );
  if (!rule.fields.some(satisfies)) throw new OrgFault(rule.errorCode ?? 'MALFORMED_QUERY', rule.message);
}

function contextOf(
  text: string,
  scope: QueryScope,
  query: Query,
  type: SObjectType,
  allRows: boolean,
): QueryContext {
  const prefixes = new Set([query.from.toLowerCase(), type.name.toLowerCase()]);
  if (query.alias !== undefined) prefixes.add(query.alias.toLowerCase());
  return { text, scope, type, prefixes, allRows: allRows || query.allRows, steps: new Map() };
}

/** The context of a query on an object of its own. Throws when the object may not be asked so. */
export function queryContext(text: string, scope: QueryScope, query: Query, allRows: boolean): QueryContext {
  const type = findType(text, scope, query);
  checkFilter(type, scope, query);
  return contextOf(text, scope, query, type, allRows);
}

/** The context of a child subquery. Children come through their parent, so no filter of their own is asked for. */
export function childContext(
  parent: QueryContext,
  query: Query,
): { readonly context: QueryContext; readonly field: string; readonly name: string } {
  const { scope, text, type, allRows } = parent;
  const { relationshipName: name, childSObject, field } = type.childRelationship(query.from) ?? {};
  const child = scope.org.schema.find(childSObject ?? '');
  const isSeen = (object: string, reference: string): boolean =>
    scope.access.seesObject(object) && scope.access.seesField(object, reference);
  if (!child || !name || !field || !isSeen(child.name, field)) {
    throw faultAt(
      text,
      query.fromAt,
      'INVALID_TYPE',
      `Didn't understand relationship '${query.from}' in FROM part of query call. If you are attempting to use a custom ` +
        `relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or ` +
        `the describe call for the appropriate names.`,
    );
  }
  return { context: contextOf(text, scope, query, child, allRows), field, name };
}

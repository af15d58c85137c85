// One FROM clause while it is being checked: the query's text (for refusals), who asks, and what names its fields can
// be prefixed with.
import type { OrgFault, SObjectType } from '../../model.ts';
import type { QueryScope } from '../scope.ts';
import { faultAt } from '../syntax/faultAt.ts';
import type { ParentStep } from './parentStep.ts';

export interface QueryContext {
  readonly text: string;
  readonly scope: QueryScope;
  readonly type: SObjectType;
  /** Lower case: the object's name and its alias, both allowed before a field. */
  readonly prefixes: ReadonlySet<string>;
  readonly allRows: boolean;
  /** Steps to parents by lower-case path, shared by all fields that take them. */
  readonly steps: Map<string, ParentStep>;
}

export function invalidField(context: QueryContext, at: number, reason: string): OrgFault {
  return faultAt(context.text, at, 'INVALID_FIELD', reason);
}

export function malformed(context: QueryContext, at: number, reason: string): OrgFault {
  return faultAt(context.text, at, 'MALFORMED_QUERY', reason);
}

export function noSuchColumn(context: QueryContext, at: number, name: string, entity: string): OrgFault {
  return invalidField(
    context,
    at,
    `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append ` +
      `the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

export function noSuchRelationship(context: QueryContext, at: number, name: string): OrgFault {
  return invalidField(
    context,
    at,
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be ` +
      `sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call ` +
      `for the appropriate names.`,
  );
}

// One object type: its describe, built when first asked for, and its fields and relationships by name.

import type {
  ChildRelationship,
  FieldDescribe,
  Restrictions,
  SObjectDescribe,
  SObjectType,
} from '../model.ts';
import type { Blueprint } from './blueprint.ts';
import { once } from './once.ts';
import { recordTypeInfos } from './recordTypes.ts';
import { pageTemplates, resourceUrls } from './urls.ts';

/** The newest API version the practice org speaks; the one its stored describes carry. */
export const latestApiVersion = 67;

/** Where record pages would be; a describe shows it in `urls`. */
export const defaultInstanceUrl = 'https://practice.my.salesforce.com';

export interface TypeParts {
  readonly blueprint: Blueprint;
  readonly restrictions: Restrictions;
  readonly fields: () => readonly FieldDescribe[];
  readonly children: () => readonly ChildRelationship[];
  /** Record types of the objects before this one. */
  readonly firstRecordType: number;
  /** Of record types' Ids. */
  readonly instance: string;
}

export function objectType(parts: TypeParts): SObjectType {
  const { blueprint, restrictions } = parts;
  const describe = once(() => wholeDescribe(parts));
  const byName = once(() => index(parts.fields(), ({ name }) => name));
  const byParent = once(() => index(parts.fields(), ({ relationshipName }) => relationshipName));
  const byChild = once(() => index(parts.children(), ({ relationshipName }) => relationshipName));
  return {
    name: blueprint.name,
    keyPrefix: blueprint.keys.keyPrefix as string | null,
    restrictions,
    get describe() {
      return describe();
    },
    field: (name) => byName().get(name.toLowerCase()),
    parentField: (relationshipName) => byParent().get(relationshipName.toLowerCase()),
    childRelationship: (relationshipName) => byChild().get(relationshipName.toLowerCase()),
  };
}

function wholeDescribe({
  blueprint,
  fields,
  children,
  firstRecordType,
  instance,
}: TypeParts): SObjectDescribe {
  const { name, keys, urlKinds, recordTypes = [] } = blueprint;
  const hasPages = keys.layoutable === true && typeof keys.keyPrefix === 'string';
  return {
    ...keys,
    childRelationships: children(),
    fields: fields(),
    recordTypeInfos:
      keys.layoutable === true
        ? withLayouts(name, recordTypeInfos(recordTypes, firstRecordType, instance))
        : [],
    urls: {
      ...resourceUrls(name, urlKinds, latestApiVersion),
      ...(hasPages ? pageTemplates(keys.keyPrefix as string, defaultInstanceUrl) : {}),
    },
  } as unknown as SObjectDescribe;
}

function withLayouts(object: string, infos: ReadonlyArray<Record<string, unknown>>): unknown[] {
  const { layouts = '' } = resourceUrls(object, ['layouts'], latestApiVersion);
  return infos.map((info) => ({ ...info, urls: { layout: `${layouts}/${String(info.recordTypeId)}` } }));
}

function index<T>(entries: readonly T[], nameOf: (entry: T) => string | null): Map<string, T> {
  const named = entries.map((entry) => [nameOf(entry)?.toLowerCase(), entry] as const);
  return new Map(named.filter((pair): pair is readonly [string, T] => pair[0] !== undefined));
}

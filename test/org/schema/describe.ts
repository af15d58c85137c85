// Describe and global describe as one user gets them in one API version: fields and objects hidden from the user are
// absent, and what the user may not do is not said to be possible. Pure functions over the schema.

import type { Access, Schema, SObjectDescribe, SObjectType } from '../model.ts';
import { defaultInstanceUrl, latestApiVersion } from './objectType.ts';

/**
 * What a describe asks of a user's access. The `may…` questions are optional: an access that does not tell reading
 * from writing leaves the flags as they are.
 */
export interface DescribeAccess extends Pick<Access, 'seesObject' | 'seesField'> {
  mayCreate?(object: string): boolean;
  mayUpdate?(object: string): boolean;
  mayDelete?(object: string): boolean;
  mayEditField?(object: string, field: string): boolean;
}

/** The keys of a global describe row, in answer order. */
const rowKeys = [
  'activateable',
  'associateEntityType',
  'associateParentEntity',
  'createable',
  'custom',
  'customSetting',
  'deepCloneable',
  'deletable',
  'deprecatedAndHidden',
  'feedEnabled',
  'hasSubtypes',
  'isInterface',
  'isSubtype',
  'keyPrefix',
  'label',
  'labelPlural',
  'layoutable',
  'mergeable',
  'mruEnabled',
  'name',
  'queryable',
  'replicateable',
  'retrieveable',
  'searchable',
  'triggerable',
  'undeletable',
  'updateable',
] as const;

export type GlobalDescribeRow = Readonly<Record<string, unknown>> & { readonly name: string };

/** A global describe: `{encoding, maxBatchSize, sobjects}`. */
export interface GlobalDescribe {
  readonly encoding: 'UTF-8';
  readonly maxBatchSize: 200;
  readonly sobjects: readonly GlobalDescribeRow[];
}

/** The describe of `type` for a user. Callers answer 404 themselves when `access.seesObject` says no. */
export function describeFor(
  type: SObjectType,
  access: DescribeAccess,
  apiVersion: number,
  instanceUrl = defaultInstanceUrl,
): SObjectDescribe {
  const { name, describe } = type;
  const at = <T>(value: T): T => relocated(value, apiVersion, instanceUrl);
  const creates = may(access.mayCreate?.(name));
  const updates = may(access.mayUpdate?.(name));
  const fields = describe.fields.filter((field) => access.seesField(name, field.name));
  return {
    ...describe,
    ...objectFlags(type, access),
    childRelationships: describe.childRelationships.filter(
      ({ childSObject, field }) => access.seesObject(childSObject) && access.seesField(childSObject, field),
    ),
    fields: fields.map((field) => {
      const edits = may(access.mayEditField?.(name, field.name));
      const createable = field.createable && creates && edits;
      const updateable = field.updateable && updates && edits;
      return createable === field.createable && updateable === field.updateable
        ? field
        : { ...field, createable, updateable };
    }),
    recordTypeInfos: at(describe.recordTypeInfos),
    urls: at(describe.urls),
  };
}

/** The row of `type` in a global describe, for somebody who may do everything. */
export function describeGlobalEntry(type: SObjectType, apiVersion = latestApiVersion): GlobalDescribeRow {
  const { describe } = type;
  const urls = Object.entries(describe.urls as Record<string, string>).filter(
    ([kind]) => !kind.startsWith('ui'),
  );
  return {
    ...Object.fromEntries(rowKeys.map((key) => [key, describe[key]])),
    name: describe.name,
    urls: relocated(Object.fromEntries(urls), apiVersion, defaultInstanceUrl),
  };
}

/** All objects a user sees, in name order. */
export function describeGlobalFor(
  schema: Schema,
  access: DescribeAccess,
  apiVersion: number,
): GlobalDescribe {
  const sobjects = schema.types
    .filter(({ name }) => access.seesObject(name))
    .map((type) => ({ ...describeGlobalEntry(type, apiVersion), ...objectFlags(type, access) }));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects };
}

function objectFlags(
  { name, describe }: SObjectType,
  access: DescribeAccess,
): Pick<SObjectDescribe, 'createable' | 'updateable' | 'deletable' | 'undeletable'> {
  const deletes = may(access.mayDelete?.(name));
  return {
    createable: describe.createable && may(access.mayCreate?.(name)),
    updateable: describe.updateable && may(access.mayUpdate?.(name)),
    deletable: describe.deletable && deletes,
    undeletable: describe.undeletable && deletes,
  };
}

const may = (answer: boolean | undefined): boolean => answer ?? true;

/** URLs of another API version and instance, in a value of any shape. */
function relocated<T>(value: T, apiVersion: number, instanceUrl: string): T {
  if (apiVersion === latestApiVersion && instanceUrl === defaultInstanceUrl) return value;
  const text = JSON.stringify(value)
    .replaceAll(
      `/services/data/v${latestApiVersion.toFixed(1)}/`,
      `/services/data/v${apiVersion.toFixed(1)}/`,
    )
    .replaceAll(`"${defaultInstanceUrl}/`, `"${instanceUrl}/`);
  return JSON.parse(text) as T;
}

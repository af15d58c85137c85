// Whether something a component refers to is there: in the draft, or of Salesforce's own making.
import type { Schema } from '../../model.ts';
import { metadataTypes } from '../types.ts';
import type { Draft } from './draft.ts';

export interface Names {
  readonly draft: Draft;
  readonly schema: Schema;
  exists(type: string, fullName: string): boolean;
  /** `field` of `object`, standard or custom. */
  hasField(object: string, field: string): boolean;
}

/** Fields an object has from the start, which no component lists. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'Name',
  'OwnerId',
  'IsDeleted',
  'RecordTypeId',
  'CreatedById',
  'CreatedDate',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
  'LastActivityDate',
  'CurrencyIsoCode',
]);

/** Names that need no component: standard apps and tabs. */
const STANDARD: Readonly<Record<string, RegExp | undefined>> = {
  CustomApplication: /^standard__/,
  CustomTab: /^standard-/,
};

export function namesIn(draft: Draft, schema: Schema): Names {
  const hasField = (object: string, field: string): boolean => {
    const described = schema.find(object)?.field(field);
    if (described?.custom === false) return true;
    const owner = draft.get('CustomObject', schema.find(object)?.name ?? object);
    if (owner === undefined) return described !== undefined;
    const own = draft.partsOf(owner, 'fields');
    const whole = field.replace(/__(?:Latitude__s|Longitude__s)$/, '__c');
    return own.has(field) || own.has(whole) || (!schema.find(object) && SYSTEM_FIELDS.has(field));
  };
  return {
    draft,
    schema,
    hasField,
    exists(type, fullName) {
      if (STANDARD[type]?.test(fullName) === true) return true;
      if (type === 'CustomField') {
        const dot = fullName.indexOf('.');
        return hasField(fullName.slice(0, dot), fullName.slice(dot + 1));
      }
      if (type === 'CustomObject')
        return draft.get(type, fullName) !== undefined || isStandardObject(schema, fullName);
      const isPart = metadataTypes().findChild(type) !== undefined;
      return (isPart ? draft.part(type, fullName) : draft.get(type, fullName)) !== undefined;
    },
  };
}

function isStandardObject(schema: Schema, name: string): boolean {
  return schema.find(name)?.describe.custom === false;
}

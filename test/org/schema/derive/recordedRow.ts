// A row of a recorded global describe as facts: the family that fits, and the flags, labels and URLs that differ.

import type { SObjectDescribe } from '../../model.ts';
import { digest } from '../digest.ts';
import type { Family, ObjectFacts } from '../objectDescribe.ts';
import { objectDescribe } from '../objectDescribe.ts';
import type { RecordedRow } from '../recorded.ts';
import { labelOf, pluralOf } from '../label.ts';

const candidates: readonly Family[] = ['record', 'detail', 'setup', 'readOnly', 'virtual', 'nestedOnly'];

export function recordedRow(row: SObjectDescribe): RecordedRow {
  const base: ObjectFacts = {
    family: familyOf(row),
    ...(row.keyPrefix === null ? {} : { prefix: row.keyPrefix }),
    ...(row.associateParentEntity === null ? {} : { parent: row.associateParentEntity as string }),
    ...(row.label === labelOf(row.name) ? {} : { label: row.label }),
    ...(row.labelPlural === pluralOf(row.label) ? {} : { plural: row.labelPlural }),
  };
  const flags = changedFlags(row, base);
  const facts = { ...base, ...(flags.length === 0 ? {} : { flags: flags.join(' ') }) };
  const urls = Object.keys(row.urls as object);
  const ruled = objectDescribe(row.name, facts).urlKinds;
  return { name: row.name, ...facts, ...(sameSet(urls, ruled) ? {} : { urls }), digest: digest(row) };
}

function familyOf(row: SObjectDescribe): Family {
  const kind = row.associateEntityType as string | null;
  if (kind !== null) return kind as Family;
  const cost = (family: Family): number => changedFlags(row, { family }).length;
  return candidates.reduce((best, family) => (cost(family) < cost(best) ? family : best));
}

function changedFlags(row: SObjectDescribe, facts: ObjectFacts): string[] {
  const ruled = objectDescribe(row.name, facts).keys;
  return Object.entries(row)
    .filter(([key, value]) => typeof value === 'boolean' && value !== ruled[key])
    .map(([key, value]) => `${value === true ? '+' : '-'}${key}`);
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((entry) => others.includes(entry));
}

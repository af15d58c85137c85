// The object-level keys of a describe (45 with `fields` and `childRelationships`), by family: what Salesforce allows
// with a kind of object is the same for hundreds of them. The families' flags are those of the recorded global
// describe; an entry names its family and what differs.

import { labelOf, pluralOf } from './label.ts';
import { basicUrls, pageUrls } from './urls.ts';

type Keys = Readonly<Record<string, unknown>>;

/** Flags that are true, one word each, per family. */
const families = {
  record:
    'createable deletable queryable replicateable retrieveable updateable undeletable searchable layoutable triggerable mruEnabled',
  detail: 'createable deletable layoutable queryable replicateable retrieveable triggerable updateable',
  setup: 'createable deletable queryable retrieveable updateable',
  readOnly: 'queryable retrieveable',
  virtual: 'queryable',
  nestedOnly: '',
  customObject:
    'createable custom deletable queryable replicateable retrieveable updateable undeletable searchable layoutable triggerable mruEnabled',
  customSetting:
    'createable custom customSetting deletable layoutable queryable replicateable retrieveable searchable undeletable updateable',
  customMetadata: 'custom layoutable queryable retrieveable searchable',
  bigObject: 'createable custom queryable retrieveable',
  platformEvent: 'createable custom triggerable',
  externalObject: 'createable custom deletable layoutable queryable retrieveable searchable updateable',
  History: 'queryable replicateable retrieveable',
  Share: 'createable deletable queryable retrieveable updateable',
  Feed: 'deletable queryable replicateable retrieveable',
  ChangeEvent: 'retrieveable triggerable',
  Localization: 'createable deletable queryable replicateable retrieveable updateable',
} as const;

export type Family = keyof typeof families;

/** Families that belong to a parent object and say so in `associateEntityType`. */
const associated: ReadonlySet<string> = new Set(['History', 'Share', 'Feed', 'ChangeEvent', 'Localization']);

/** What is particular about an object; everything else follows from its name and family. */
export interface ObjectFacts {
  readonly family: Family;
  readonly prefix?: string | null;
  readonly label?: string;
  readonly plural?: string;
  /** `+mergeable -undeletable`: flags that differ from the family's. */
  readonly flags?: string;
  /** Kinds of URL, where they are not the family's. */
  readonly urls?: readonly string[];
  /** Object that a History, Share, Feed, ChangeEvent or Localization belongs to. */
  readonly parent?: string;
}

/** Object keys that are neither text, flags nor lists of the object's own, in a describe's answer. */
const blank = {
  actionOverrides: [],
  activateable: false,
  associateEntityType: null,
  associateParentEntity: null,
  childRelationships: [],
  compactLayoutable: false,
  createable: false,
  custom: false,
  customSetting: false,
  deepCloneable: false,
  defaultImplementation: null,
  deletable: false,
  deprecatedAndHidden: false,
  extendedBy: null,
  extendsInterfaces: null,
  feedEnabled: false,
  fields: [],
  hasSubtypes: false,
  implementedBy: null,
  implementsInterfaces: null,
  isInterface: false,
  isSubtype: false,
  keyPrefix: null,
  label: '',
  labelPlural: '',
  layoutable: false,
  listviewable: null,
  lookupLayoutable: null,
  mergeable: false,
  mruEnabled: false,
  name: '',
  namedLayoutInfos: [],
  networkScopeFieldName: null,
  queryable: false,
  recordTypeInfos: [],
  replicateable: false,
  retrieveable: false,
  searchLayoutable: false,
  searchable: false,
  sobjectDescribeOption: 'FULL',
  supportedScopes: [],
  triggerable: false,
  undeletable: false,
  updateable: false,
  urls: {},
} satisfies Keys;

/** The keys of every sObject describe, in answer order. */
export const objectKeys: readonly string[] = Object.keys(blank);

/** The object-level keys (fields, child relationships and urls empty) and the kinds of URL. */
export function objectDescribe(
  name: string,
  facts: ObjectFacts,
): { keys: Keys; urlKinds: readonly string[] } {
  const label = facts.label ?? labelOf(name);
  const keys: Record<string, unknown> = {
    ...blank,
    ...flagsOf(facts),
    keyPrefix: facts.prefix ?? null,
    label,
    labelPlural: facts.plural ?? pluralOf(label),
    name,
    ...association(facts),
  };
  keys.searchLayoutable = keys.layoutable;
  keys.compactLayoutable = keys.layoutable === true && keys.customSetting !== true;
  if (keys.queryable === true)
    keys.supportedScopes = [{ label: `All ${String(keys.labelPlural).toLowerCase()}`, name: 'everything' }];
  return { keys, urlKinds: facts.urls ?? urlKindsOf(keys) };
}

function flagsOf(facts: ObjectFacts): Keys {
  const set: Record<string, boolean> = {};
  for (const flag of families[facts.family].split(' ').filter(Boolean)) set[flag] = true;
  for (const change of facts.flags?.split(' ') ?? []) set[change.slice(1)] = change.startsWith('+');
  return set;
}

function association({ family, parent }: ObjectFacts): Keys {
  if (!associated.has(family)) return {};
  return { associateEntityType: family, associateParentEntity: parent ?? null };
}

function urlKindsOf(keys: Keys): readonly string[] {
  if (keys.associateEntityType === 'ChangeEvent') return [...basicUrls, 'eventSchema'];
  if (keys.layoutable !== true) return basicUrls;
  return keys.searchable === true ? pageUrls : [...basicUrls, 'compactLayouts', 'layouts'];
}

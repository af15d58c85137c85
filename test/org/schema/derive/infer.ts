// What can be told of a standard field that nobody curated: its describe type from the table's kind and from the
// habits of Salesforce's names, whether it may be null, and whether it may be written.

import type { Family } from '../objectDescribe.ts';

export interface FieldContext {
  readonly name: string;
  /** Kind in the table of standard objects, or as the typings tell it. */
  readonly kind: string;
  readonly nillable: boolean;
  /** Targets, when the field is a reference. */
  readonly targets: readonly string[];
  readonly family: Family;
  /** The compound fields of the object: `MailingAddress`, `Address`, … */
  readonly compounds: readonly string[];
}

/** Families whose rows are never written through the API. */
const unwritten: ReadonlySet<string> = new Set([
  'History',
  'ChangeEvent',
  'Feed',
  'readOnly',
  'virtual',
  'nestedOnly',
]);

/** Fields the platform keeps on every object that has them. */
const kept =
  /^(LastActivityDate|LastViewedDate|LastReferencedDate|MasterRecordId|NamespacePrefix|PhotoUrl|\w+PhotoUrl|ManageableState|RootAssetId|BodyLength\w*|\w+Count|LastFeedModifiedDate|StatusCategory|\w*Crc|DurableId|UsedLicenses|IsClosed|IsArchived|IsLatest|JigsawCompanyId)$/;

const byKind: Readonly<Partial<Record<string, string>>> = {
  boolean: 'boolean',
  integer: 'int(9)',
  long: 'long',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  blob: 'base64',
  address: 'address',
  location: 'location',
  object: 'complexvalue',
  decimal: 'double(18,2)',
};

/** Types by the words that names end with; the first match decides. */
const byName: ReadonlyArray<readonly [RegExp, RegExp, string]> = [
  [/decimal/, /(Amount\w*|Price|Revenue|Cost|Value|Subtotal|GrandTotal|TotalPrice|Tax)$/, 'currency(18,2)'],
  [/decimal/, /(Percent|Discount|Probability)$/, 'percent(5,2)'],
  [/decimal/, /(Latitude|Longitude)$/, 'double(18,15)'],
  [/string/, /Email(Address)?$/, 'email'],
  [/string/, /(Phone|Fax)$/, 'phone'],
  [/string/, /(Url|Website)$/, 'url'],
  [/string/, /^(DeveloperName|MasterLabel)$/, 'string(80)'],
  [/string/, /^NamespacePrefix$/, 'string(15)'],
  [
    /string/,
    /^Language$/,
    'picklist(40) {en_US*=English|de=German|fr=French|es=Spanish|ja=Japanese} restricted',
  ],
  [/string/, /(Description|Comments?)$/, 'textarea(1000)'],
  [/string/, /(Body|Html\w*|Markup|Text|Pattern\w*)$/, 'textarea(32000)'],
  [/string/, /^(Field|DataType|RowCause|SobjectType|TableEnumOrId)$/, 'picklist(255)'],
  [/string/, /(Status|Type|Level|Category|Frequency|Visibility|Access)$/, 'picklist(40)'],
];

const geocode = 'Address|NearAddress|Block|Street|ExtendedZip|Zip|Neighborhood|City|County|State|Unknown';
const components: Readonly<Partial<Record<string, string>>> = {
  Street: 'textarea(255)',
  City: 'string(40)',
  State: 'string(80)',
  PostalCode: 'string(20)',
  Country: 'string(80)',
  Latitude: 'double(18,15)',
  Longitude: 'double(18,15)',
  GeocodeAccuracy: `picklist(40) {${geocode}} restricted`,
};

const accessLevel = 'picklist(40) {Read=Read Only|Edit=Read/Write|All=Owner} restricted';

/** Fields of Share objects; the access level carries the object's name on the older ones. */
const sharing: Readonly<Partial<Record<string, string>>> = {
  AccessLevel: accessLevel,
  CaseAccessLevel: accessLevel,
  ContactAccessLevel: accessLevel,
  LeadAccessLevel: accessLevel,
  OpportunityAccessLevel: accessLevel,
  UserAccessLevel: accessLevel,
  RowCause: 'picklist(40) {Owner|Manual*|Rule|ImplicitChild|ImplicitParent|Team} restricted createonly',
};

/** The note (notation.ts) of a field. */
export function inferNote(field: FieldContext): string {
  const words = [typeOf(field)];
  if (field.name === 'Name') words.push('name');
  if (unwritten.has(field.family) || kept.test(field.name)) words.push('readonly');
  if (!field.nillable && !words[0]?.startsWith('boolean')) words.push('required');
  if (!field.nillable && /^picklist/.test(words[0] ?? '') && !words[0]?.includes('*'))
    words.push('defaulted');
  return words.join(' ');
}

function typeOf(field: FieldContext): string {
  const { name, kind, targets, family, compounds } = field;
  if (/^(Old|New)Value$/.test(name) && kind === 'object') return 'anyType';
  const component = componentNote(name, compounds);
  if (component !== undefined) return component;
  if (targets.length > 0) return `reference ->${targets.join()}${ownerWords(name, targets)}`;
  if (kind === 'id') return name === 'Id' ? 'id' : 'string(18)';
  if (family === 'Share' && name in sharing) return sharing[name] ?? '';
  if (name === 'Name' || name === 'Title')
    return family === 'record' || family === 'customObject' ? 'string(255)' : 'string(80)';
  const named = byName.find(([kinds, pattern]) => kinds.test(kind) && pattern.test(name));
  return named?.[2] ?? byKind[kind] ?? 'string(255)';
}

function componentNote(name: string, compounds: readonly string[]): string | undefined {
  for (const compound of compounds) {
    const prefix = compound.replace(/Address$/, '');
    const note = name.startsWith(prefix) ? components[name.slice(prefix.length)] : undefined;
    if (note !== undefined) return `${note} in:${compound}`;
  }
  return undefined;
}

function ownerWords(name: string, targets: readonly string[]): string {
  const pointing = targets.length > 1 ? ' namepointing' : '';
  return name === 'OwnerId' ? `${pointing} defaulted` : pointing;
}

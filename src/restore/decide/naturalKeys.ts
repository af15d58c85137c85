// What names a setup row in every org: by this, and never by guess, rows of one org are found again in another. A name
// that fits several rows names none.

/** A filled cell, or undefined. `mapped` is the target's Id of what a reference points at. */
export interface KeyCells {
  readonly cell: (field: string) => string | undefined;
  readonly mapped: (field: string) => string | undefined;
}

export interface NaturalKey {
  /** Fields that are read. */
  readonly fields: readonly string[];
  /** References among them, with the objects they point at. */
  readonly references?: Readonly<Record<string, string>>;
  /** Ways to name a row, the strictest first; a way is undefined for a row it cannot name. */
  readonly ways: ReadonlyArray<(cells: KeyCells) => string | undefined>;
}

const all = (...parts: ReadonlyArray<string | undefined>): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join('\n').toLowerCase();

function by(...fields: readonly string[]): NaturalKey {
  return { fields, ways: [({ cell }) => all(...fields.map((field) => cell(field)))] };
}

/** With a namespace where there is one. */
function byDeveloperName(...more: readonly string[]): NaturalKey {
  const ways = [
    ({ cell }: KeyCells): string | undefined =>
      all(cell('DeveloperName'), cell('NamespacePrefix') ?? '', ...more.map((field) => cell(field) ?? '')),
  ];
  return { fields: ['DeveloperName', 'NamespacePrefix', ...more], ways };
}

/** There is one, or one of its kind, in every org. */
function theOnly(field: string, value: string): NaturalKey {
  return { fields: [field], ways: [({ cell }) => (cell(field) === value ? 'the only one' : undefined)] };
}

/** In the order in which they can be matched: what others point at comes first. */
export const NATURAL_KEYS: Readonly<Partial<Record<string, NaturalKey>>> = {
  Organization: { fields: ['Id'], ways: [() => 'the only one'] },
  Profile: by('Name'),
  UserRole: by('DeveloperName'),
  User: {
    fields: ['Username', 'FederationIdentifier', 'Email'],
    ways: [
      ({ cell }) => prefixed('username', cell('Username')),
      ({ cell }) => prefixed('federation', cell('FederationIdentifier')),
      ({ cell }) => prefixed('email', cell('Email')?.replace(/\.invalid$/i, '')),
    ],
  },
  // Groups of roles have no name of their own: they are their role's.
  Group: {
    fields: ['Type', 'DeveloperName', 'RelatedId'],
    references: { RelatedId: 'UserRole' },
    ways: [
      ({ cell, mapped }) => all(cell('Type'), mapped('RelatedId')),
      ({ cell }) => all(cell('Type'), cell('DeveloperName')),
    ],
  },
  RecordType: byDeveloperName('SobjectType'),
  BusinessHours: by('Name'),
  Holiday: by('Name', 'ActivityDate'),
  Pricebook2: theOnly('IsStandard', 'true'),
  CurrencyType: by('IsoCode'),
  Folder: byDeveloperName('Type'),
  EmailTemplate: byDeveloperName(),
  Document: byDeveloperName(),
  PermissionSet: by('Name'),
  Network: by('Name'),
  ContentWorkspace: by('Name'),
  OperatingHours: by('Name'),
  Territory2: byDeveloperName(),
  CallCenter: by('InternalName'),
};

function prefixed(way: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : all(way, value);
}

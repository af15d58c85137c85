// Id, dates and people of a component. Where the component is also a row, the row says; where Salesforce keeps none
// (settings, standard objects, standard value sets), the id is empty and the dates are the epoch, as listMetadata
// really answers for these.
import type { OrgState, Row } from '../model.ts';
import type { Definition, Identity } from './component.ts';
import { checksum } from '../store/ids.ts';
import { between, hash, pick } from './seeded.ts';

const epoch = '1970-01-01T00:00:00.000Z';

/** Key prefixes of types that have ids but no table of rows here; others get the prefix of custom metadata parts. */
const prefixes: Readonly<Record<string, string>> = {
  CustomObject: '01I',
  CustomField: '00N',
  ValidationRule: '03d',
  RecordType: '012',
  WebLink: '00b',
  ListView: '00B',
  CompactLayout: '0AH',
  FieldSet: '0IX',
  BusinessProcess: '019',
  Layout: '00h',
  CustomTab: '01r',
  CustomApplication: '02u',
  FlexiPage: '0M0',
  Flow: '300',
  LightningComponentBundle: '0Rb',
  AuraDefinitionBundle: '0Ab',
  QuickAction: '09D',
  CustomLabel: '101',
  RemoteSiteSetting: '0rp',
  CspTrustedSite: '08y',
  Certificate: '0P1',
  GlobalValueSet: '0Nt',
  TransactionSecurityPolicy: '0NI',
  InstalledPackage: '0A3',
  WorkflowRule: '01Q',
  WorkflowAlert: '01W',
  WorkflowFieldUpdate: '04Y',
  AssignmentRule: '01Q',
  ReportType: '070',
};

/** The key prefix of a type's ids. */
export function prefixOf(type: string): string {
  return prefixes[type] ?? 'm00';
}

/** Types whose components are settings of the org rather than things with a life of their own. */
const withoutIdentity: ReadonlySet<string> = new Set([
  'Settings',
  'StandardValueSet',
  'StandardValueSetTranslation',
  'CustomLabels',
  'Workflow',
  'SharingRules',
  'AssignmentRules',
  'AutoResponseRules',
  'EscalationRules',
  'MatchingRules',
  'AppMenu',
  'Translations',
]);

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** An id for something the tables do not hold: key prefix, the org's instance, nine characters from the name. */
export function madeUpId({ id, seed }: Pick<OrgState, 'id' | 'seed'>, prefix: string, key: string): string {
  let left = hash(seed, key) * 4096 + (hash(seed + 1, key) % 4096);
  let digits = '';
  for (let index = 0; index < 9; index += 1) {
    digits = base62.charAt(left % 62) + digits;
    left = Math.floor(left / 62);
  }
  const short = prefix + id.slice(3, 6) + digits;
  return short + checksum(short);
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Gives every component of one org its identity. */
export interface Identities {
  of(definition: Definition): Identity;
  /** Of a part of another component (a field of an object). */
  ofChild(type: string, fullName: string, row?: Readonly<Record<string, unknown>>): Identity;
}

function soapDate(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/\+0000$/, 'Z') : undefined;
}

function people(state: OrgState): { builders: readonly Person[]; byId: (id: unknown) => Person | undefined } {
  const users = state.schema.find('User') === undefined ? undefined : state.tables.of('User');
  const person = (row: Row): Person => ({ id: String(row.Id), name: String(row.Name) });
  const builders: Person[] = [];
  for (const row of users?.rows() ?? []) {
    if (row.IsActive !== true || row.UserType !== 'Standard') continue;
    builders.push(person(row));
    if (builders.length === 4) break;
  }
  if (builders.length === 0) builders.push({ id: madeUpId(state, '005', 'builder'), name: 'Ada Admin' });
  return {
    builders,
    byId: (id) => {
      const row = typeof id === 'string' ? users?.get(id) : undefined;
      return row === undefined ? undefined : person(row);
    },
  };
}

const day = 86_400_000;

/** Identities drawn from the org's rows, users and seed. */
export function identitiesFor(state: OrgState): Identities {
  const { builders, byId } = people(state);
  const { seed } = state;
  const start = state.now().getTime();

  const madeUpDate = (key: string, newest: number, oldest: number): string =>
    new Date(Math.floor((start - between(seed, key, newest, oldest) * day) / 60_000) * 60_000).toISOString();

  const identify = (
    type: string,
    fullName: string,
    row: Readonly<Record<string, unknown>> | undefined,
  ): Identity => {
    const key = `${type}:${fullName}`;
    const creator = byId(row?.CreatedById) ?? pick(seed, `${key}:by`, builders);
    const modifier = byId(row?.LastModifiedById) ?? pick(seed, `${key}:changed by`, builders);
    return {
      id: typeof row?.Id === 'string' ? row.Id : madeUpId(state, prefixOf(type), key),
      createdById: creator.id,
      createdByName: creator.name,
      createdDate: soapDate(row?.CreatedDate) ?? madeUpDate(`${key}:created`, 400, 1500),
      lastModifiedById: modifier.id,
      lastModifiedByName: modifier.name,
      lastModifiedDate: soapDate(row?.LastModifiedDate) ?? madeUpDate(`${key}:changed`, 2, 399),
    };
  };

  const timeless = (): Identity => {
    const [first] = builders as readonly [Person];
    return {
      id: '',
      createdById: first.id,
      createdByName: first.name,
      createdDate: epoch,
      lastModifiedById: first.id,
      lastModifiedByName: first.name,
      lastModifiedDate: epoch,
    };
  };

  const isTimeless = ({ type, fullName }: Definition): boolean =>
    withoutIdentity.has(type) || (type === 'CustomObject' && !fullName.includes('__'));

  return {
    of: (definition) => ({
      ...(isTimeless(definition)
        ? timeless()
        : identify(definition.type, definition.fullName, definition.row)),
      manageableState: definition.namespace === undefined ? 'unmanaged' : 'installed',
      ...(definition.namespace === undefined ? {} : { namespacePrefix: definition.namespace }),
    }),
    ofChild: (type, fullName, row) => ({ ...identify(type, fullName, row), manageableState: 'unmanaged' }),
  };
}

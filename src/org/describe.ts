// What the org says it has: the global describe and one describe an object, asked once a session and, with a store
// from an earlier run, only fetched again when it changed (If-Modified-Since, REST guide "sObject Describe").
import type { Session } from './session.ts';

export interface FieldDescribe {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly caseSensitive: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly custom: boolean;
  readonly encrypted?: boolean;
  readonly restrictedPicklist: boolean;
  readonly polymorphicForeignKey: boolean;
  readonly compoundFieldName: string | null;
  readonly relationshipName: string | null;
  readonly relationshipOrder: number | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
  readonly referenceTo: readonly string[];
  readonly picklistValues: ReadonlyArray<{
    readonly value: string;
    readonly active: boolean;
    readonly label: string | null;
    readonly defaultValue: boolean;
  }>;
}

export interface ChildRelationship {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

export interface GlobalDescribeEntry {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string | null;
  readonly custom: boolean;
  readonly customSetting: boolean;
  readonly queryable: boolean;
  readonly retrieveable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly replicateable: boolean;
  readonly deprecatedAndHidden: boolean;
  readonly isInterface?: boolean;
  readonly associateEntityType?: string | null;
  readonly associateParentEntity?: string | null;
}

export interface ObjectDescribe extends GlobalDescribeEntry {
  readonly fields: readonly FieldDescribe[];
  readonly childRelationships: readonly ChildRelationship[];
}

/** Describes kept between runs, for the same org and user. Values are text. */
export interface DescribeStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

interface Kept {
  readonly lastModified: string;
  readonly body: string;
}

const inMemory = new WeakMap<Session, Map<string, Promise<unknown>>>();

/** All objects the user can see, in the org's order. */
export async function describeGlobal(
  session: Session,
  store?: DescribeStore,
): Promise<readonly GlobalDescribeEntry[]> {
  const answer = await cached<{ sobjects: readonly GlobalDescribeEntry[] }>(session, 'sobjects', store);
  return answer.sobjects;
}

/** One object with the fields the user can see. Concurrent calls for one object share one request. */
export function describe(session: Session, object: string, store?: DescribeStore): Promise<ObjectDescribe> {
  return cached<ObjectDescribe>(session, describeOf(object), store);
}

/** Forgets how an object was described, after the org said that its schema changed. */
export function forgetDescribe(session: Session, object: string): void {
  inMemory.get(session)?.delete(describeOf(object));
}

const describeOf = (object: string): string => `sobjects/${encodeURIComponent(object)}/describe`;

async function cached<T>(session: Session, resource: string, store: DescribeStore | undefined): Promise<T> {
  const known = inMemory.get(session) ?? new Map<string, Promise<unknown>>();
  inMemory.set(session, known);
  const asked = known.get(resource) ?? ask(session, resource, store);
  known.set(resource, asked);
  try {
    return (await asked) as T;
  } catch (error) {
    known.delete(resource);
    throw error;
  }
}

async function ask(session: Session, resource: string, store: DescribeStore | undefined): Promise<unknown> {
  const key = `v${session.apiVersion}/${resource}`;
  const kept = await readKept(store, key);
  const headers: Record<string, string> = kept ? { 'if-modified-since': kept.lastModified } : {};
  const { answer, text } = await session.text(session.resource(resource), { headers });
  if (answer.status === 304 && kept) return JSON.parse(kept.body);
  const lastModified = answer.headers['last-modified'];
  if (lastModified !== undefined)
    await store?.set(key, JSON.stringify({ lastModified, body: text } satisfies Kept));
  return JSON.parse(text);
}

async function readKept(store: DescribeStore | undefined, key: string): Promise<Kept | undefined> {
  const text = await store?.get(key);
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
}

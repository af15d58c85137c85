// Every component of the org, by our own listMetadata calls: what cannot be listed is an error of its type, never an
// empty list, so that a passing fault is not taken for a deletion.
//
//   types without folders   list, three types a call (the API's most)
//   types in folders        list the folders, then the type folder by folder, and `unfiled$public`
//   StandardValueSet        listMetadata knows none: names from SDR's registry
//   child types             come with their parent's file; listed only where the org lists them as types of their own
import { mapConcurrently } from '../../kit/concurrency.ts';
import { OrgError } from '../errors.ts';
import type { Session } from '../session.ts';
import { slices } from '../soql.ts';
import { type Component, inOrder, named } from './component.ts';
import type { MetadataType } from './describeTypes.ts';
import { type ListQuery, listMetadata, QUERIES_A_CALL } from './listMetadata.ts';
import { standardValueSets } from './sdr.ts';

export interface ListingError {
  readonly type: string;
  readonly folder?: string;
  readonly error: OrgError;
}

export interface Listing {
  /** In order of type and name, each once. */
  readonly components: readonly Component[];
  readonly errors: readonly ListingError[];
}

export interface ListOptions {
  readonly signal?: AbortSignal;
  /** Told after each call: components so far. */
  readonly listener?: (found: number) => void;
}

const CALLS_AT_ONCE = 5;

// The type that holds a foldered type's folders (Metadata API guide, "listMetadata"); Email breaks the pattern.
const FOLDER_TYPES: Readonly<Partial<Record<string, string>>> = { EmailTemplate: 'EmailFolder' };
const folderType = (type: string): string => FOLDER_TYPES[type] ?? `${type}Folder`;
const UNFILED = 'unfiled$public';

/** Lists all components of `types`. Errors of single types and folders are in the result; others are thrown. */
export async function listComponents(
  session: Session,
  types: readonly MetadataType[],
  options: ListOptions = {},
): Promise<Listing> {
  const errors: ListingError[] = [];
  const found = new Map<string, Component>();
  const keep = (components: readonly Component[]): void => {
    for (const component of components) found.set(`${component.type} ${component.fullName}`, component);
    options.listener?.(found.size);
  };
  const list = async (queries: readonly ListQuery[]): Promise<Component[]> => {
    const listed: Component[] = [];
    const calls = mapConcurrently(slices(queries, QUERIES_A_CALL), CALLS_AT_ONCE, (slice) =>
      listEach(session, slice, options.signal),
    );
    for await (const answer of calls) {
      listed.push(...answer.components);
      errors.push(...answer.errors);
    }
    return listed;
  };

  keep(
    await list(
      types
        .filter((type) => !type.inFolder && type.name !== 'StandardValueSet')
        .map(({ name }) => ({ type: name })),
    ),
  );
  const foldered = types.filter((type) => type.inFolder);
  const folders = await list(foldered.map(({ name }) => ({ type: folderType(name) })));
  keep(await list(foldered.flatMap((type) => folderQueries(type, folders))));
  keep(foldered.flatMap((type) => folderMembers(type, folders)));
  if (types.some((type) => type.name === 'StandardValueSet')) keep(await standardValueSetNames());
  return { components: [...found.values()].sort(inOrder), errors: errors.sort(byType) };
}

function folderQueries(type: MetadataType, folders: readonly Component[]): ListQuery[] {
  const own = folders
    .filter((folder) => folder.type === folderType(type.name))
    .map((folder) => folder.fullName);
  return [...new Set([...own, UNFILED])].map((folder) => ({ type: type.name, folder }));
}

/** Folders are retrieved as members of the type they hold (`Report`: `MyFolder`). */
function folderMembers(type: MetadataType, folders: readonly Component[]): Component[] {
  return folders
    .filter((folder) => folder.type === folderType(type.name) && folder.fullName !== UNFILED)
    .map((folder) => ({ ...folder, type: type.name }));
}

const standardValueSetNames = async (): Promise<Component[]> =>
  (await standardValueSets()).map((name) => named('StandardValueSet', name));

/** One call; when it is refused, one call a query, to know which of them is at fault. */
async function listEach(
  session: Session,
  queries: readonly ListQuery[],
  signal: AbortSignal | undefined,
): Promise<{ components: readonly Component[]; errors: readonly ListingError[] }> {
  signal?.throwIfAborted();
  try {
    return { components: await listMetadata(session, queries), errors: [] };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    if (queries.length === 1)
      return { components: [], errors: queries.map((query) => ({ ...query, error })) };
  }
  const components: Component[] = [];
  const errors: ListingError[] = [];
  for (const query of queries) {
    const alone = await listEach(session, [query], signal);
    components.push(...alone.components);
    errors.push(...alone.errors);
  }
  return { components, errors };
}

const keyOf = ({ type, folder }: ListingError): string => `${type} ${folder ?? ''}`;
const byType = (one: ListingError, other: ListingError): number => (keyOf(one) < keyOf(other) ? -1 : 1);

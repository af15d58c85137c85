// One retrieve through source-deploy-retrieve, kept as the zip the Metadata API made: SDR's source format drops types
// it does not know. A retrieve that fails as a whole is judged here: too much at once, a component that kills it, or
// something no smaller retrieve would help with.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '@salesforce/core';
import type { MetadataApiRetrieveStatus, RegistryAccess } from '@salesforce/source-deploy-retrieve';
import { Failure } from '../../kit/failure.ts';
import type { Session } from '../session.ts';
import { type Component, type ComponentName } from './component.ts';
import { toComponent } from './listMetadata.ts';
import type { Element } from './soap.ts';

export interface RetrieveMessage {
  readonly fileName: string;
  readonly problem: string;
}

export type RetrieveOutcome =
  | {
      readonly kind: 'retrieved';
      /** As the org made it; entries under `unpackaged/`, its package.xml included. At most 39 MB. */
      readonly zip: Buffer;
      readonly fileProperties: readonly Component[];
      /** What the org could not give (`Entity of type 'T' named 'N' cannot be found`): retrieve fails by no other word. */
      readonly messages: readonly RetrieveMessage[];
    }
  | { readonly kind: 'tooMuch' | 'refused'; readonly code: string; readonly text: string };

export interface RetrieveOptions {
  readonly registry: RegistryAccess;
  readonly signal?: AbortSignal;
  /** Folder for the zip on its way; the system's own for temporary files unless given. */
  readonly scratch?: string;
  /** Told at every poll: the state the org gives. */
  readonly listener?: (status: string) => void;
}

/**
 * Retrieves components by name. An outcome other than `retrieved` says that the org gave up on this pack as a whole:
 * `tooMuch` (limits) or `refused` (UNKNOWN_EXCEPTION and the like: halve to find the component that does it).
 * Throws Failure('retrieveFailed') when the exchange itself broke down, 'sessionExpired' and 'apiLimitReached' by name.
 */
export async function retrievePack(
  session: Session,
  components: readonly ComponentName[],
  options: RetrieveOptions,
): Promise<RetrieveOutcome> {
  const folder = await mkdtemp(join(options.scratch ?? tmpdir(), 'retrieve-'));
  try {
    const status = await retrieveInto(folder, session, components, options);
    const failed = failureOf(status);
    if (failed) return failed;
    return {
      kind: 'retrieved',
      zip: await readFile(join(folder, ZIP)),
      fileProperties: componentsOf(status),
      messages: list(status.messages),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ZIP = 'pack.zip';
/** Milliseconds. */
const POLL_EVERY = 1000;
/** Seconds; SDR's own hour is short for a big org on a busy night. */
const LONGEST_RETRIEVE = 3 * 60 * 60;

async function retrieveInto(
  folder: string,
  session: Session,
  components: readonly ComponentName[],
  options: RetrieveOptions,
): Promise<MetadataApiRetrieveStatus> {
  const { signal } = options;
  try {
    return await started(folder, session, components, options);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof Failure) throw cause;
    throw breakdownOf(cause);
  }
}

/** The cause is left out, only its words are kept: errors of the other client can carry tokens. */
function breakdownOf(cause: unknown): Failure {
  const words = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown';
  const reason = words.replaceAll(/00D\w{12,15}!\S+/g, '<token>');
  if (reason.includes('INVALID_SESSION_ID')) return new Failure('sessionExpired', { reason });
  if (reason.includes('REQUEST_LIMIT_EXCEEDED')) return new Failure('apiLimitReached', { reason });
  return new Failure('retrieveFailed', { reason });
}

async function started(
  folder: string,
  session: Session,
  components: readonly ComponentName[],
  { registry, signal, listener }: RetrieveOptions,
): Promise<MetadataApiRetrieveStatus> {
  const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
  const asked = new ComponentSet(components, registry);
  asked.apiVersion = session.apiVersion;
  asked.sourceApiVersion = session.apiVersion;
  session.charge();
  const retrieve = await asked.retrieve({
    usernameOrConnection: session.connection as unknown as Connection,
    apiVersion: session.apiVersion,
    output: folder,
    format: 'metadata',
    zipFileName: ZIP,
    unzip: false,
    suppressEvents: true,
    registry,
  });
  const cancel = (): void => void retrieve.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  retrieve.onUpdate((status) => {
    session.charge();
    listener?.(status.status);
  });
  try {
    signal?.throwIfAborted();
    const { response } = await retrieve.pollStatus(POLL_EVERY, LONGEST_RETRIEVE);
    session.charge();
    signal?.throwIfAborted();
    return response;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Metadata API: what a retrieve over 10,000 files, 39 MB or 600 MB unzipped is refused with. */
const TOO_MUCH = /LIMIT_EXCEEDED|too (many|large)|exceed\w* .*(limit|size)|maximum (size|number)/i;

interface FinishedRetrieve {
  /** `Succeeded`, `Failed`, … */
  readonly status: string;
  readonly success: boolean;
  readonly errorMessage?: string;
  readonly errorStatusCode?: string;
}

/** How a finished retrieve failed; undefined when it did not. Pure. */
export function failureOf(
  status: Pick<FinishedRetrieve, 'status' | 'success' | 'errorMessage' | 'errorStatusCode'>,
): Extract<RetrieveOutcome, { kind: 'tooMuch' | 'refused' }> | undefined {
  if (status.success && status.status === 'Succeeded') return undefined;
  const code = status.errorStatusCode ?? status.status;
  const text = status.errorMessage ?? '';
  return { kind: TOO_MUCH.test(`${code} ${text}`) ? 'tooMuch' : 'refused', code, text };
}

/** The package.xml that each zip holds is listed among its files, but is no component. */
function componentsOf(status: MetadataApiRetrieveStatus): readonly Component[] {
  const components = list(status.fileProperties).map((properties) =>
    toComponent(properties as unknown as Element),
  );
  return components.filter(({ type }) => type !== 'Package');
}

const list = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T];

// The document that makes a version exist: everything in it, with hashes, counts, watermarks and gaps. These are its
// words; schemas/formats/manifest.schema.json says the same to readers of any language and is checked on every read.

import type { Gap } from '../gaps.ts';

export type { Gap } from '../gaps.ts';

export const MANIFEST_FORMAT = 'safekeep-version';
export const MANIFEST_FORMAT_VERSION = 1;

/** Version names are start times in UTC, safe as folder names: `2026-11-22T03-40-00Z`. */
export const VERSION_NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/;

/** A member of a volume. Volumes are named from the org's folder (`<version>/data-0001.zip`), so that a later version
 * can point at an older one's. In a draft, '' stands for the run's own volume that will hold the member. */
export interface MemberRef {
  readonly volume: string;
  readonly member: string;
  /** As stored. */
  readonly bytes: number;
  /** As it was before compression. */
  readonly rawBytes: number;
  /** Of the stored bytes. */
  readonly sha256: string;
}

export interface Segment extends MemberRef {
  readonly kind: 'base' | 'changed' | 'tombstones';
  /** Records in it, the header not counted. */
  readonly rows: number;
}

/** One object's rows: its segments in order, later ones overriding earlier ones. */
export interface ObjectEntry {
  readonly name: string;
  /** How the rows were read: see docs/ARCHITECTURE.md, "How a version is taken". */
  readonly via: 'rest' | 'bulk' | 'ranges' | 'columns' | 'byParents';
  /** Rows without a record Id of their own (OauthToken: "reserved for future use"), told apart by nothing. */
  readonly keyless?: true;
  /** Records alive in this version. */
  readonly rows: number;
  /** Records in the recycle bin (IsDeleted), which are in the segments too. */
  readonly deletedRows: number;
  /** Of all segments, before compression. */
  readonly bytes: number;
  readonly segments: readonly Segment[];
  readonly schema: MemberRef;
  readonly watermark?: string;
  readonly started: string;
  readonly finished: string;
  readonly reconciliation: { readonly expected?: number; readonly source: string };
}

export interface VolumeEntry {
  /** `<version>/data-0001.zip` */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Zip entries in it. */
  readonly entries: number;
}

/** Sums, so that a list of versions need not read every manifest to its end. */
export interface Totals {
  readonly objects: number;
  readonly rows: number;
  readonly deletedRows: number;
  readonly files: number;
  readonly components: number;
  readonly gaps: number;
  /** Stored bytes of the volumes this version wrote. */
  readonly bytes: number;
}

export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly formatVersion: typeof MANIFEST_FORMAT_VERSION;
  readonly version: string;
  readonly org: {
    readonly id: string;
    readonly name: string;
    readonly instance: string;
    readonly edition: string;
    readonly sandbox: boolean;
    readonly created: string;
  };
  readonly user: { readonly id: string; readonly username: string; readonly permissions: readonly string[] };
  readonly tool: { readonly name: string; readonly version: string; readonly node: string };
  readonly apiVersion: string;
  readonly kind: 'full' | 'incremental';
  /** The version before this one, with the SHA-256 of its whole manifest file: the chain. */
  readonly parent?: { readonly version: string; readonly sha256: string };
  /** Times of the server, never of the local clock. */
  readonly started: string;
  readonly finished: string;
  readonly selection: {
    readonly only: readonly string[];
    readonly sobjects: readonly string[];
    readonly exclude: readonly string[];
  };
  readonly complete: boolean;
  readonly totals: Totals;
  readonly objects: readonly ObjectEntry[];
  readonly files?: {
    readonly count: number;
    readonly bytes: number;
    /** Distinct bodies. */
    readonly bodies: number;
    readonly index: MemberRef;
  };
  readonly metadata?: {
    readonly components: number;
    readonly files: number;
    readonly packs: readonly MemberRef[];
    readonly index: MemberRef;
  };
  /** Audit facts collected with the version. */
  readonly security?: readonly MemberRef[];
  readonly gaps: readonly Gap[];
  /** Members in the volumes this version wrote. */
  readonly members: number;
  /** Every volume this version needs, older versions' first. */
  readonly volumes: readonly VolumeEntry[];
  readonly usage: { readonly apiCalls: number; readonly bulkJobs: number; readonly durationMs: number };
  readonly labels?: Readonly<Record<string, string>>;
  /** SHA-256 of every byte of the file before the line that holds it. */
  readonly digest: string;
}

/** The properties before `objects`: what a list of versions shows. */
export const HEAD_PROPERTIES = [
  'format',
  'formatVersion',
  'version',
  'org',
  'user',
  'tool',
  'apiVersion',
  'kind',
  'parent',
  'started',
  'finished',
  'selection',
  'complete',
  'totals',
] as const satisfies readonly (keyof Manifest)[];

export type ManifestHead = Pick<Manifest, (typeof HEAD_PROPERTIES)[number]>;

/** What a run knows when it publishes; the rest follows from the members it wrote. */
export type ManifestDraft = Omit<
  Manifest,
  'format' | 'formatVersion' | 'version' | 'totals' | 'members' | 'volumes' | 'digest'
> & {
  /** Older volumes this version still needs, as its parent's manifest lists them. */
  readonly volumes?: readonly VolumeEntry[];
};

// What a metadata restore tells while it runs.
import type { DeployStatus } from '../../org/metadata/deploy.ts';
import type { JobKind } from './journal.ts';

export type MetadataEvent =
  /** The components the org has are about to be retrieved. */
  | { readonly kind: 'comparing'; readonly components: number }
  | { readonly kind: 'keeping'; readonly losses: number }
  | { readonly kind: 'job'; readonly job: JobKind; readonly status: DeployStatus };

export type MetadataListener = (event: MetadataEvent) => void;

// The standard objects that no recording covers: standard.json, derived by derive/main.ts from the published table of
// standard objects and the curated overrides beside it.

import { readFileSync } from 'node:fs';
import type { ObjectEntry } from './blueprint.ts';

export interface StandardTable {
  readonly objects: readonly ObjectEntry[];
  /** Names of the child relationships that recorded objects' fields make: object -> field -> `Cases cascade`. */
  readonly recordedChildren: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function readStandardTable(): StandardTable {
  return JSON.parse(readFileSync(new URL('standard.json', import.meta.url), 'utf8')) as StandardTable;
}

// What the write rules stand on: the org's rows, its clock, its components and its faults, and the transaction under way.
import type { OrgTables } from '../data/orgState.ts';
import type { Faults } from '../faults/faults.ts';
import type { ComponentStore } from '../metadata/store.ts';
import type { OrgState, Row, Value } from '../model.ts';
import type { AutoNumbers } from './autoNumbers.ts';
import type { Bin } from './bin.ts';
import type { Journal } from './journal.ts';
import type { MixedDml } from './mixedDml.ts';
import type { Writer } from './model.ts';
import type { StorageUse } from './storageUse.ts';
import type { UniqueIndex } from './uniqueness.ts';

/** The org a Dml works on. */
export interface DmlOrg {
  readonly state: Omit<OrgState, 'tables'> & { readonly tables: OrgTables };
  readonly components: Pick<ComponentStore, 'find' | 'ofType' | 'children' | 'generation'>;
  readonly faults: Pick<Faults, 'faultFor'>;
}

/** What an org's write rules remember between calls. */
export interface Memory {
  readonly unique: UniqueIndex;
  readonly autoNumbers: AutoNumbers;
  readonly bin: Bin;
  readonly storage: StorageUse;
}

/** Rows the org changes by itself: no permission is asked, all other rules hold. */
export interface OwnRows {
  make(object: string, cells: Readonly<Record<string, Value>>, writer: Writer): string;
  /** A row that only records what happened or who owns: no rule is asked, nothing follows from it. */
  record(object: string, cells: Readonly<Record<string, Value>>, writer: Writer): void;
  /** Without automations, and without a new LastModifiedDate. */
  alter(object: string, id: string, cells: Readonly<Record<string, Value>>, writer: Writer): void;
  /** Takes a row of the org's own making away, past the bin. */
  discard(object: string, row: Row): void;
}

export interface Ground extends DmlOrg, Memory {
  readonly journal: Journal;
  readonly mixed: MixedDml;
  readonly rows: OwnRows;
  /** Runs once the call's rows are saved, once for a key: sums over many children are counted but once. */
  later(key: string, work: () => void): void;
  /** The org's time as rows keep it: whole seconds. */
  readonly stamp: string;
}

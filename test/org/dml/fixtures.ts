// A small seeded org with its write rules, for tests of the rules without HTTP.
import { createFaults, type Faults } from '../faults/faults.ts';
import { practiceOrg } from '../data/fixtures.ts';
import type { OrgOptions, SeededOrg } from '../data/orgState.ts';
import { createMetadataRoom } from '../metadata/room.ts';
import type { ComponentStore } from '../metadata/store.ts';
import type { Row } from '../model.ts';
import { createDml } from './dml.ts';
import type { Dml, InputRow, SaveResult, Writer } from './model.ts';

export interface WritableOrg {
  readonly state: SeededOrg;
  readonly components: ComponentStore;
  readonly faults: Faults;
  readonly dml: Dml;
  /** The administrator, who allows duplicates and assigns nothing, unless told otherwise. */
  readonly writer: (how?: Partial<Writer> & { readonly username?: string }) => Writer;
  /** Inserts one row and returns its Id; throws when it fails. */
  made(object: string, row: InputRow): string;
  row(object: string, id: string): Row;
  /** A live seeded row, the nth that passes. */
  seeded(object: string, passes?: (row: Row) => boolean): Row;
  rows(object: string, field: string, value: string): Row[];
}

export function writableOrg(options: Partial<OrgOptions> = {}): WritableOrg {
  const state = practiceOrg(options);
  const { store } = createMetadataRoom(state);
  const faults = createFaults(() => state.now());
  const dml = createDml({ state, components: store, faults });
  const writer: WritableOrg['writer'] = ({ username = 'admin@practice.example', ...how } = {}) => {
    const userId = state.userId(username)!;
    return {
      userId,
      access: state.access(userId),
      allOrNone: false,
      allowDuplicates: true,
      autoAssign: false,
      textCells: false,
      ...how,
    };
  };
  const row = (object: string, id: string): Row => {
    const found = state.tables.of(object).get(id);
    if (found === undefined) throw new Error(`No ${object} ${id}`);
    return found;
  };
  return {
    state,
    components: store,
    faults,
    dml,
    writer,
    row,
    made(object, input) {
      const [result] = dml.insert(object, [input], writer());
      if (!result?.success || result.id === null) throw new Error(problem(result));
      return result.id;
    },
    seeded(object, passes = () => true) {
      for (const each of state.tables.of(object).rows())
        if (each.IsDeleted !== true && passes(each)) return each;
      throw new Error(`No such ${object}`);
    },
    rows: (object, field, value) => [...state.tables.of(object).where(field, value)],
  };
}

/** The first error of a result as `CODE: message`; `saved` when there is none. */
export function problem(result: SaveResult | undefined): string {
  const [first] = result?.errors ?? [];
  return first === undefined ? 'saved' : `${first.statusCode}: ${first.message}`;
}

/** The status codes of a result's errors. */
export function codes(result: SaveResult | undefined): string[] {
  return (result?.errors ?? []).map(({ statusCode }) => statusCode);
}

// The kinds of steps, one entry each: what is looked at before rows are sent, how they are sent, what a success is
// called, and how it is found out what became of rows whose answer was lost.
import {
  createRecords,
  deleteRecords,
  recordJson,
  updateRecords,
  type RowAnswer,
} from '../../org/collections.ts';
import type { IngestOperation } from '../../org/ingest.ts';
import { undelete } from '../../org/recycleBin.ts';
import type { Result } from '../plan/model.ts';
import type { ActingKind } from './batches.ts';
import { cellJson } from './cells.ts';
import { typesOf, type Ground } from './ground.ts';
import { lookBeforeDelete, lookBeforeUndelete, lookBeforeUpdate, wasUpdated, type Looked } from './look.ts';
import { whatArrived } from './lostCreates.ts';
import type { IntentLine } from './journal.ts';
import type { RowToWrite } from './rows.ts';

export interface Kind {
  readonly success: Result;
  /** The Bulk operation, where there is one. */
  readonly bulk?: IngestOperation;
  /** Settles rows that need not or must not be sent. */
  look(object: string, rows: readonly RowToWrite[], ground: Ground): Promise<Looked>;
  send(object: string, rows: readonly RowToWrite[], ground: Ground): Promise<RowAnswer[]>;
  /** After a lost answer: settles what can be told, and gives the rows that may safely be sent again. */
  resolve(
    object: string,
    rows: readonly RowToWrite[],
    intent: Pick<IntentLine, 'at' | 'userId'>,
    ground: Ground,
  ): Promise<Looked>;
}

const sendAll = (_object: string, send: readonly RowToWrite[]): Promise<Looked> =>
  Promise.resolve({ settled: [], send });

export function recordOf(object: string, { cells, id }: RowToWrite, ground: Ground): string {
  const types = typesOf(ground, object);
  const members = Object.entries(cells).map(
    ([field, cell]) => [field, cellJson(types[field], cell)] as const,
  );
  return recordJson(object, members, id);
}

const records = (object: string, rows: readonly RowToWrite[], ground: Ground): string[] =>
  rows.map((row) => recordOf(object, row, ground));
const idsOf = (rows: readonly RowToWrite[]): string[] => rows.map(({ id = '' }) => id);

const sendUpdates: Kind['send'] = (object, rows, ground) =>
  updateRecords(ground.session, records(object, rows, ground), ground.header.options);

export const KINDS: Readonly<Record<ActingKind, Kind>> = {
  undelete: {
    success: 'Undeleted',
    look: lookBeforeUndelete,
    send: (_object, rows, { session }) => undelete(session, idsOf(rows)),
    resolve: (object, rows, _intent, ground) => lookBeforeUndelete(object, rows, ground),
  },
  update: {
    success: 'Updated',
    bulk: 'update',
    look: lookBeforeUpdate,
    send: sendUpdates,
    async resolve(object, rows, _intent, ground) {
      const found = await wasUpdated(object, rows, ground);
      const looked = await lookBeforeUpdate(object, found.send, ground);
      return { settled: [...found.settled, ...looked.settled], send: looked.send };
    },
  },
  create: {
    success: 'Created',
    bulk: 'insert',
    look: sendAll,
    send: (object, rows, ground) =>
      createRecords(ground.session, records(object, rows, ground), ground.header.options),
    resolve: whatArrived,
  },
  patch: {
    success: 'Updated',
    bulk: 'update',
    look: sendAll,
    send: sendUpdates,
    resolve: (object, rows, _intent, ground) => wasUpdated(object, rows, ground),
  },
  delete: {
    success: 'Deleted',
    bulk: 'delete',
    look: lookBeforeDelete,
    send: (_object, rows, { session }) => deleteRecords(session, idsOf(rows)),
    resolve: (object, rows, _intent, ground) => lookBeforeDelete(object, rows, ground),
  },
};

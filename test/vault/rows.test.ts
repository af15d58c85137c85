import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { encodeRow, parseCsv } from '../../src/kit/csv.ts';
import { once } from '../../src/kit/bytes.ts';
import { acquireLock } from '../../src/vault/lock/lock.ts';
import type { Segment } from '../../src/vault/manifest/manifest.ts';
import { stateRecords } from '../../src/vault/read/rows.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { add, COLUMNS, draftOf, objectOf, ORG_ID, recordId, tombstones } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

type Change = readonly [id: number, text: string];
type Delta =
  | { readonly kind: 'changed'; readonly rows: readonly Change[] }
  | { readonly kind: 'tombstones'; readonly ids: readonly number[] };

const VERSION = '2026-11-22T03-40-00Z';
const id = fc.integer({ min: 0, max: 9 });
const rows = fc.uniqueArray(fc.tuple(id, fc.string({ unit: fc.constantFrom('"', '\n', 'a', ',') })), {
  selector: ([number]) => number,
});
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc.record({ kind: fc.constant('changed' as const), rows }),
  fc.record({ kind: fc.constant('tombstones' as const), ids: fc.uniqueArray(id) }),
);

/** The rows that stand when deltas are applied in order: the obvious way. */
function modelOf(base: readonly Change[], deltas: readonly Delta[]): Map<string, string> {
  const state = new Map(base.map(([number, text]) => [recordId('001', number), text]));
  for (const change of deltas) {
    if (change.kind === 'changed')
      for (const [number, text] of change.rows) state.set(recordId('001', number), text);
    else for (const number of change.ids) state.delete(recordId('001', number));
  }
  return state;
}

function csvOf(changes: readonly Change[]): string {
  return [COLUMNS, ...changes.map(([number, text]) => [recordId('001', number), 'false', text, ''])]
    .map((row) => encodeRow(row))
    .join('');
}

describe('rows of a version', () => {
  it('are those that are left when every delta has been applied in order', () =>
    inFolder((folder) => {
      let vaults = 0;
      return fc.assert(
        fc.asyncProperty(rows, fc.array(delta, { maxLength: 4 }), async (base, deltas) => {
          const vault = await createOrOpenVault(join(folder, String(vaults++)));
          const lock = await acquireLock(vault, ORG_ID, { command: 'test' });
          const run = await openRun(vault, lock, ORG_ID, { version: VERSION, fingerprint: 'x' });
          const segments: Segment[] = [];
          for (const [i, part] of [{ kind: 'base' as const, rows: base }, ...deltas].entries()) {
            const text =
              part.kind === 'tombstones'
                ? tombstones(part.ids.map((number) => recordId('001', number)))
                : csvOf(part.rows);
            await add(run, `data/Account/${i}.csv.zst`, text);
            const count = part.kind === 'tombstones' ? part.ids.length : part.rows.length;
            segments.push({ ...run.refOf(`data/Account/${i}.csv.zst`), kind: part.kind, rows: count });
          }
          const model = modelOf(base, deltas);
          const { objects } = await run.publish(
            draftOf([await objectOf(run, 'Account', segments, model.size, 0)]),
          );
          await lock.release();
          const found = new Map<string, string>();
          for await (const batch of stateRecords(vault, ORG_ID, objects[0])) {
            if (batch.length === 0) continue;
            for await (const [rowId, , text] of parseCsv(once(Buffer.concat(batch)))) {
              expect(found.has(rowId)).to.equal(false);
              found.set(rowId, text);
            }
          }
          expect(found).to.deep.equal(model);
          expect((await verifyVersion(vault, ORG_ID, VERSION, { deep: true })).problems).to.deep.equal([]);
        }),
        { numRuns: 25, verbose: true },
      );
    }));
});

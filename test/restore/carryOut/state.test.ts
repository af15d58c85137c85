import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { isFailure } from '../../../src/kit/failure.ts';
import { checkCharacters } from '../../../src/kit/idSet.ts';
import { IdMap } from '../../../src/restore/carryOut/idMap.ts';
import { readJournal, RestoreJournal, type JournalLine } from '../../../src/restore/carryOut/journal.ts';

describe('the id map', () => {
  const recordId = fc
    .tuple(fc.constantFrom('001PO70', '003PO70', 'a00XY12'), fc.nat({ max: 62 ** 4 }))
    .map(([prefix, number]) => `${prefix}${number.toString(36).toUpperCase().padStart(8, '0')}`)
    .map((id) => id + checkCharacters(id));
  it('answers what a plain map would', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(recordId, recordId), { maxLength: 200 }), recordId, (pairs, other) => {
        const [map, plain] = [new IdMap(), new Map(pairs)];
        for (const [old, now] of pairs) map.set(old, now);
        for (const [old, now] of plain) expect(map.get(old)).to.equal(now);
        expect([map.get(other), map.size]).to.deep.equal([plain.get(other), plain.size]);
        expect(pairs.every(([, now]) => map.isNew(now))).to.equal(true);
      }),
    );
  });
});

describe('the journal of a restore', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safekeep-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const done = (batch: number): JournalLine => ({ type: 'done', batch });
  const read = async (): Promise<{ lines: JournalLine[]; end: number }> => {
    const lines: JournalLine[] = [];
    let end = 0;
    for await (const entry of readJournal(folder)) {
      lines.push(entry.line);
      end = entry.end;
    }
    return { lines, end };
  };

  it('drops a torn last line, and goes on behind the whole ones', async () => {
    const journal = await RestoreJournal.open(folder, 0);
    await journal.append(done(1));
    await journal.close();
    await appendFile(join(folder, 'journal.ndjson'), '{"type":"do');
    const { lines, end } = await read();
    expect(lines).to.deep.equal([done(1)]);
    const again = await RestoreJournal.open(folder, end);
    await again.append(done(2));
    await again.close();
    expect((await read()).lines).to.deep.equal([done(1), done(2)]);
    expect(await readFile(join(folder, 'journal.ndjson'), 'utf8')).to.match(/^\{.*\}\n\{.*\}\n$/);
  });

  it('is refused when a line in its middle cannot be read', async () => {
    await appendFile(join(folder, 'journal.ndjson'), '{"type":"do\n{"type":"done","batch":1}\n');
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(isFailure(failure, 'restoreJournalDamaged')).to.equal(true);
  });
});

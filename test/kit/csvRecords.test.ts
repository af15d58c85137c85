import { expect } from 'chai';
import fc from 'fast-check';
import { encodeRow } from '../../src/kit/csv.ts';
import { countRecords, splitRecords } from '../../src/kit/csvRecords.ts';
import { rejects } from '../contracts/store.ts';

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length];
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '0', 'é') });
const id = fc.string({ unit: fc.constantFrom('a', 'Z', '0'), minLength: 1, maxLength: 18 });
const row = fc.tuple(id, fc.array(cell, { maxLength: 4 })).map(([first, rest]) => [first, ...rest]);
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });

describe('csv records on bytes', () => {
  it('finds exactly the records that were written, whatever is in the cells and however the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), sizes, async (rows, cut) => {
        const lines = rows.map((cells) => encodeRow(cells));
        const bytes = Buffer.from(lines.join(''));
        const found: string[] = [];
        for await (const batch of splitRecords(inChunks(bytes, cut))) found.push(...batch.map(String));
        expect(found).to.deep.equal(lines);
        expect(await countRecords(inChunks(bytes, cut))).to.equal(lines.length);
      }),
      { verbose: true, numRuns: 500 },
    ));

  it('is not fooled by a cell that ends in a line feed, or in a quote and a line feed', async () => {
    const bytes = Buffer.from(
      [
        ['1', 'x"\n', 'y'],
        ['2', '"\n"', '"\n'],
        ['3', '\n'],
      ]
        .map((cells) => encodeRow(cells))
        .join(''),
    );
    expect(await countRecords(inChunks(bytes, [5]))).to.equal(3);
  });

  for (const text of ['"a","b"', '"a","b"\n"c","d', '"a"\r\n', 'x\n']) {
    it(`refuses a stream that ends in the middle: ${JSON.stringify(text)}`, async () => {
      await rejects(countRecords(inChunks(Buffer.from(text), [3])), 'csvTruncated');
    });
  }
});

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { collect, inPiecesOf, once } from '../../src/kit/bytes.ts';
import { compressed, decompressed } from '../../src/kit/zstd.ts';
import { rejects } from '../contracts/store.ts';

const LIMIT = 1e9;

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('zstd streams', () => {
  it('gives back any bytes, and is read by zstd itself', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), async (chunks) => {
        const raw = Buffer.concat(chunks);
        const stored = await collect(compressed(chunksOf(chunks)), LIMIT);
        expect(zstdDecompressSync(stored)).to.deep.equal(raw);
        expect(await collect(decompressed(once(stored), raw.length), LIMIT)).to.deep.equal(raw);
      }),
      { numRuns: 30, verbose: true },
    ));

  it('stops a bomb at the first byte beyond the limit', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).to.be.lessThan(10_000);
    await rejects(collect(decompressed(once(bomb), 1000), LIMIT), 'tooLarge');
  });

  it('hands on the error of its source', async () => {
    const source = (async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      throw new Error('the source broke');
    })();
    const error: unknown = await collect(compressed(source), LIMIT).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal('the source broke');
  });

  it('cuts streams into pieces without losing a byte', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.integer({ min: 1, max: 30 }),
        async (chunks, size) => {
          const pieces: Uint8Array[] = [];
          for await (const piece of inPiecesOf(size, chunksOf(chunks))) pieces.push(piece);
          expect(Buffer.concat(pieces)).to.deep.equal(Buffer.concat(chunks));
          for (const piece of pieces.slice(0, -1)) expect(piece.length).to.be.at.least(size);
        },
      ),
    ));
});

// What every store promises, whatever it is made of. Run it with a maker of empty stores.
import { expect } from 'chai';
import { collect, once } from '../../src/kit/bytes.ts';
import { isFailure } from '../../src/kit/failure.ts';
import type { Store } from '../../src/vault/store/store.ts';

const LIMIT = 64 * 1024 * 1024;

/** Describes the contract for one kind of store; `withStore` hands each test an empty one and cleans up after it. */
export function storeContract(
  name: string,
  withStore: (test: (store: Store) => Promise<void>) => Promise<void>,
): void {
  const promise = (sentence: string, test: (store: Store) => Promise<void>): void => {
    it(sentence, () => withStore(test));
  };

  describe(`store contract: ${name}`, () => {
    promise('gives back what was written, from a buffer or a stream', async (store) => {
      await store.write('a/b/one', Buffer.from('first'));
      await store.write('a/b/two', pieces(['se', 'co', '', 'nd']));
      expect(await text(store, 'a/b/one')).to.equal('first');
      expect(await text(store, 'a/b/two')).to.equal('second');
      expect(await store.size('a/b/two')).to.equal(6);
    });

    promise('keeps an empty value', async (store) => {
      await store.write('empty', Buffer.alloc(0));
      expect(await text(store, 'empty')).to.equal('');
      expect(await store.size('empty')).to.equal(0);
    });

    promise('reads ranges, their end not included, cut at the value’s end', async (store) => {
      await store.write('digits', Buffer.from('0123456789'));
      const cases: [number, number, string][] = [
        [0, 4, '0123'],
        [3, 4, '3'],
        [4, 4, ''],
        [8, 99, '89'],
        [0, 10, '0123456789'],
      ];
      for (const [start, end, expected] of cases) {
        expect(await text(store, 'digits', { start, end }), `${start}-${end}`).to.equal(expected);
      }
    });

    promise('replaces a value as a whole', async (store) => {
      await store.write('key', Buffer.from('a long old value'));
      await store.write('key', Buffer.from('new'));
      expect(await text(store, 'key')).to.equal('new');
    });

    promise('with ifAbsent refuses a key that is there and leaves its value alone', async (store) => {
      await store.write('key', Buffer.from('old'), { ifAbsent: true });
      await rejects(store.write('key', Buffer.from('new'), { ifAbsent: true }), 'storeKeyExists');
      expect(await text(store, 'key')).to.equal('old');
    });

    promise('lets exactly one of many writers with ifAbsent win', async (store) => {
      const writers = Array.from({ length: 8 }, (_, i) =>
        store.write('race', Buffer.from(`writer ${i}`), { ifAbsent: true }),
      );
      const outcomes = await Promise.allSettled(writers);
      const winners = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [`writer ${i}`] : []));
      expect(winners).to.have.length(1);
      expect(await text(store, 'race')).to.equal(winners[0]);
    });

    promise('stores nothing when the body breaks half-way, and keeps what was there', async (store) => {
      await store.write('there', Buffer.from('old'));
      for (const key of ['there', 'fresh']) {
        await rejectsWith(store.write(key, broken()), 'the source broke');
      }
      expect(await text(store, 'there')).to.equal('old');
      await rejects(text(store, 'fresh'), 'storeKeyMissing');
      expect(await keys(store, '')).to.deep.equal(['there']);
    });

    promise('shows a value only when it is whole', async (store) => {
      const body = async function* (): AsyncGenerator<Buffer> {
        yield Buffer.alloc(100_000, 1);
        await rejects(store.size('slow'), 'storeKeyMissing');
        expect(await keys(store, '')).to.deep.equal([]);
        yield Buffer.alloc(100_000, 2);
      };
      await store.write('slow', body());
      expect(await store.size('slow')).to.equal(200_000);
    });

    promise('says which key is missing', async (store) => {
      await store.write('folder/key', Buffer.from('x'));
      for (const key of ['nothing', 'folder', 'folder/key/below']) {
        await rejects(store.size(key), 'storeKeyMissing');
        await rejects(text(store, key), 'storeKeyMissing');
      }
    });

    promise('lists the keys below a prefix in order, with sizes', async (store) => {
      for (const key of ['b/2', 'b/10', 'a', 'b/sub/x', 'bb/1', 'b.txt'])
        await store.write(key, Buffer.from(key));
      expect(await keys(store, '')).to.deep.equal(['a', 'b.txt', 'b/10', 'b/2', 'b/sub/x', 'bb/1']);
      expect(await keys(store, 'b/')).to.deep.equal(['b/10', 'b/2', 'b/sub/x']);
      expect(await keys(store, 'nothing/')).to.deep.equal([]);
      for await (const { key, size } of store.list('')) expect(size).to.equal(key.length);
    });

    promise('names the folders directly below a prefix', async (store) => {
      for (const key of ['x', 'b/1', 'a/b/c', 'a/d']) await store.write(key, Buffer.from(key));
      expect(await store.folders('')).to.deep.equal(['a', 'b']);
      expect(await store.folders('a/')).to.deep.equal(['b']);
      expect(await store.folders('none/')).to.deep.equal([]);
    });

    promise('removes keys, and does not mind one that is not there', async (store) => {
      await store.write('a/key', Buffer.from('x'));
      await store.remove('a/key');
      await store.remove('a/key');
      expect(await keys(store, '')).to.deep.equal([]);
    });

    promise('refuses keys that are no plain names', async (store) => {
      for (const key of ['', '/abs', 'a/../b', '..', 'a//b', 'a/', './a', 'a\\b', 'a\u0000b', 'a\nb']) {
        const attempt = (): Promise<void> => store.write(key, Buffer.from('x'));
        await rejects(Promise.resolve().then(attempt), 'storeKeyInvalid');
      }
    });

    promise('streams a value larger than any buffer in between', async (store) => {
      const body = async function* (): AsyncGenerator<Buffer> {
        for (let i = 0; i < 40; i++) yield Buffer.alloc(200_000, i);
      };
      await store.write('big', body());
      const bytes = await collect(store.read('big'), LIMIT);
      expect(bytes.length).to.equal(8_000_000);
      expect(bytes[7_999_999]).to.equal(39);
    });
  });
}

async function* pieces(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of texts) yield* once(Buffer.from(piece)) as AsyncGenerator<Buffer>;
}

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('the source broke');
}

async function text(store: Store, key: string, range?: { start: number; end: number }): Promise<string> {
  return (await collect(store.read(key, range), LIMIT)).toString();
}

async function keys(store: Store, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}

/** Expects a Failure of this key. */
export async function rejects(work: Promise<unknown>, key: string): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(isFailure(error, key), `expected ${key}, got ${String(error)}`).to.equal(true);
}

async function rejectsWith(work: Promise<unknown>, message: string): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error?.message).to.equal(message);
}

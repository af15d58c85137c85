import { expect } from 'chai';
import { Handover } from '../../src/kit/handover.ts';

const MIB = Buffer.alloc(1024 * 1024 + 1);

describe('a handover of bytes', () => {
  it('passes on every chunk, in order, to the end', async () => {
    const handover = new Handover();
    const pushing = (async () => {
      for (let at = 0; at < 100; at += 1) await handover.put(Buffer.from([at]));
      handover.end();
    })();
    const got: number[] = [];
    for await (const chunk of handover) got.push(...chunk);
    await pushing;
    expect(got).to.deep.equal(Array.from({ length: 100 }, (_, at) => at));
  });

  it('makes the pusher wait while more than a mebibyte lies between', async () => {
    const handover = new Handover();
    let isTaken = false;
    const put = handover.put(MIB).then(() => (isTaken = true));
    await new Promise(setImmediate);
    expect(isTaken).to.equal(false);
    const reader = handover[Symbol.asyncIterator]();
    await reader.next();
    await put;
    expect(isTaken).to.equal(true);
    await reader.return?.(undefined);
  });

  it('hands the pusher’s error to the reader', async () => {
    const handover = new Handover();
    handover.fail(new Error('torn'));
    const error = await handover[Symbol.asyncIterator]()
      .next()
      .then(
        () => undefined,
        (caught: unknown) => caught as Error,
      );
    expect(error?.message).to.equal('torn');
  });

  it('tells a waiting pusher that the reader has gone', async () => {
    const handover = new Handover();
    const reader = handover[Symbol.asyncIterator]();
    const first = reader.next();
    await handover.put(Buffer.from('a'));
    await first;
    const waiting = handover.put(MIB).then(
      () => undefined,
      (caught: unknown) => caught as Error,
    );
    await reader.return?.(undefined);
    expect((await waiting)?.message).to.match(/Nobody reads/);
  });
});

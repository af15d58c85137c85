import { expect } from 'chai';
import fc from 'fast-check';
import { forEachConcurrently, mapConcurrently, Turnstile } from '../../src/kit/concurrency.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('mapConcurrently', () => {
  it('does all the work, never more than the limit at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        async (delays, limit) => {
          let underWay = 0;
          let most = 0;
          const done: number[] = [];
          await forEachConcurrently(delays.entries(), limit, async ([index, delay]) => {
            most = Math.max(most, ++underWay);
            await turns(delay);
            underWay -= 1;
            done.push(index);
          });
          expect(done.toSorted((a, b) => a - b)).to.deep.equal([...delays.keys()]);
          expect(most).to.be.at.most(limit);
        },
      ),
    );
  });

  it('starts nothing new after a failure, waits for what is under way, and throws the failure', async () => {
    const started: number[] = [];
    const finished: number[] = [];
    const work = async (item: number): Promise<number> => {
      started.push(item);
      await turns(item);
      if (item === 1) throw new Error('one');
      finished.push(item);
      return item;
    };
    let thrown: unknown;
    try {
      for await (const result of mapConcurrently([9, 1, 2, 3], 2, work)) expect(result).to.equal(undefined);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.an('error').with.property('message', 'one');
    expect(started).to.deep.equal([9, 1]);
    expect(finished).to.deep.equal([9]);
  });
});

describe('Turnstile', () => {
  it('lets in as many as it has places, in the order of asking, also after a failure', async () => {
    const turnstile = new Turnstile(2);
    const order: string[] = [];
    let inside = 0;
    const visit = (name: string, length: number, fails = false): Promise<void> =>
      turnstile.hold(async () => {
        expect(++inside).to.be.at.most(2);
        order.push(name);
        await turns(length);
        inside -= 1;
        if (fails) throw new Error(name);
      });
    const visits = [visit('a', 3, true), visit('b', 9), visit('c', 1), visit('d', 1)];
    const outcomes = await Promise.allSettled(visits);
    expect(outcomes.map((outcome) => outcome.status)).to.deep.equal([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(order).to.deep.equal(['a', 'b', 'c', 'd']);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { checkCharacters, IdSet, isRecordId, NumberSet } from '../../src/kit/idSet.ts';

const digit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const anyId = fc.string({ unit: digit, minLength: 15, maxLength: 15 });
const near = fc
  .string({ unit: fc.constantFrom('0', 'A', 'a'), minLength: 5, maxLength: 5 })
  .map((end) => `0015g00000${end}`);

describe('sets of Ids', () => {
  it('remembers exactly what was added', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyId, near), { maxLength: 200 }),
        fc.array(fc.oneof(anyId, near)),
        (added, asked) => {
          const set = new IdSet();
          const model = new Set<string>();
          for (const id of added) {
            expect(set.add(id)).to.equal(!model.has(id));
            model.add(id);
          }
          for (const id of [...added, ...asked]) expect(set.has(id)).to.equal(model.has(id));
          expect(set.size).to.equal(model.size);
        },
      ),
      { verbose: true },
    ));

  it('takes the long form of an Id for the short one', () => {
    const set = new IdSet();
    expect(set.add('001D000000IRFma')).to.equal(true);
    expect(set.add('001D000000IRFmaIAH')).to.equal(false);
  });

  it('keeps neighbours apart in large numbers', () => {
    const set = new NumberSet();
    for (let i = 0; i < 100_000; i++) set.add(i * 62);
    expect(set.size).to.equal(100_000);
    expect(set.has(62 * 99_999)).to.equal(true);
    expect(set.has(61)).to.equal(false);
    expect(set.add(2 ** 53 - 2)).to.equal(true);
    expect(set.has(2 ** 53 - 3)).to.equal(false);
  });

  // The first is the example of Salesforce's own documentation of 18-character Ids.
  for (const [id, valid] of [
    ['001D000000IRFmaIAH', true],
    ['001D000000IRFma', true],
    ['001D000000IRFmaIAX', false],
    ['001d000000irfmaIAH', false],
    ['001D000000IRFm', false],
    ['001D000000IRFmaIA', false],
    ['001D000000IRF-a', false],
    ['', false],
  ] as const) {
    it(`${valid ? 'accepts' : 'refuses'} ${JSON.stringify(id)} as a record Id`, () => {
      expect(isRecordId(id)).to.equal(valid);
    });
  }

  it('computes check characters that make an Id valid', () =>
    fc.assert(fc.property(anyId, (id) => isRecordId(id + checkCharacters(id)))));
});

import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalId, checksum, everyNth, idSeries, instanceOf, SERIES_SIZE } from './ids.ts';

const index = fc.integer({ min: 0, max: SERIES_SIZE - 1 });
const lane = fc.integer({ min: 0, max: 62 ** 4 - 1 });

describe('record Ids', () => {
  it('have the checksum Salesforce documents', () => {
    expect(checksum('0015000000Gv7qJ')).to.equal('AAR');
    expect(checksum('00D000000000062')).to.equal('EAA');
  });

  it('turn an index into an Id and back, in any lane', () => {
    fc.assert(
      fc.property(index, lane, (at, of) => {
        const series = idSeries('001', 'POa', of);
        expect(series.indexOf(series.at(at))).to.equal(at);
        expect(canonicalId(series.at(at).slice(0, 15))).to.equal(series.at(at));
      }),
    );
  });

  it('sort as their indexes do', () => {
    fc.assert(
      fc.property(index, index, (one, other) => {
        const series = idSeries('001', 'PO7');
        expect(Math.sign(one - other)).to.equal(
          Math.sign(series.at(one) < series.at(other) ? -1 : Number(series.at(one) > series.at(other))),
        );
      }),
    );
  });

  it('do not belong to another lane, instance or prefix', () => {
    const id = idSeries('017', 'PO7', 3).at(12);
    expect(idSeries('017', 'PO7', 4).indexOf(id)).to.equal(undefined);
    expect(idSeries('017', 'PO8', 3).indexOf(id)).to.equal(undefined);
    expect(idSeries('018', 'PO7', 3).indexOf(id)).to.equal(undefined);
    expect(instanceOf(7)).not.to.equal(instanceOf(8));
  });

  it('take every third of a series as one of their own', () => {
    const thirds = everyNth(idSeries('0D5', 'PO7'), 3, 1);
    expect(thirds.indexOf(thirds.at(5))).to.equal(5);
    expect(thirds.indexOf(idSeries('0D5', 'PO7').at(0))).to.equal(undefined);
    expect(thirds.indexOf(idSeries('0D5', 'PO7').at(3))).to.equal(undefined);
  });

  const id = idSeries('001', 'POa').at(123_456);
  const cases: ReadonlyArray<readonly [why: string, text: string, expected: string | undefined]> = [
    ['the 15-character form', id.slice(0, 15), id],
    ['the 18-character form', id, id],
    ['an 18-character Id in capitals', id.toUpperCase(), id],
    ['an 18-character Id in small letters', id.toLowerCase(), id],
    ['a wrong checksum', `${id.slice(0, 15)}555`, undefined],
    ['text of another length', id.slice(0, 14), undefined],
    ['text with other characters', `${id.slice(0, 14)}-`, undefined],
  ];
  for (const [why, text, expected] of cases) {
    it(`read ${why}`, () => {
      expect(canonicalId(text)).to.equal(expected);
    });
  }
});

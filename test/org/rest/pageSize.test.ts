import { expect } from 'chai';
import { pageSize } from './pageSize.ts';

describe('the size of a query page', () => {
  const cases: ReadonlyArray<readonly [string, string | undefined, number, number]> = [
    ['is the usual one', undefined, 10, 2000],
    ['is what the client asks for', 'batchSize=500', 10, 500],
    ['is never below 200', 'batchSize=1', 10, 200],
    ['is never above 2,000', 'batchSize=9999', 10, 2000],
    ['shrinks for wide rows', undefined, 800, 250],
    ['shrinks to 200 at the least', undefined, 5000, 200],
    ['ignores other options', 'something=else', 10, 2000],
  ];
  for (const [what, header, columns, size] of cases) {
    it(what, () => {
      expect(pageSize(header, columns, 2000)).to.equal(size);
    });
  }
});

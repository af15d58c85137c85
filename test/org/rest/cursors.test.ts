import { expect } from 'chai';
import fc from 'fast-check';
import { OrgFault } from '../model.ts';
import { createCursors, type CursorSource } from './cursors.ts';

const numbers = (length: number, pageRows: number): CursorSource => ({
  object: 'Account',
  userId: '005',
  pageRows,
  tooling: false,
  count: () => length,
  records: () => Array.from({ length }, (_, index) => index),
});

describe('a query cursor', () => {
  it('gives every record once, in order, and says when it is done', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), (length, pageRows) => {
        const cursors = createCursors(() => new Date(0));
        let page = cursors.open(numbers(length, pageRows));
        const records = [...page.records];
        while (page.next !== undefined) {
          expect(page.totalSize).to.equal(length);
          page = cursors.more(page.next, '005');
          records.push(...page.records);
        }
        expect(records).to.deep.equal(Array.from({ length }, (_, index) => index));
      }),
      { verbose: true },
    );
  });

  it('tells a page again, the last one or an earlier one', () => {
    const cursors = createCursors(() => new Date(0));
    const second = cursors.open(numbers(10, 3)).next!;
    const third = cursors.more(second, '005').next!;
    expect(cursors.more(second, '005').records).to.deep.equal([3, 4, 5]);
    expect(cursors.more(third, '005').records).to.deep.equal([6, 7, 8]);
    expect(cursors.more(second, '005').records).to.deep.equal([3, 4, 5]);
  });

  it('is unknown to other users, after two days, and when it was never given out', () => {
    let now = 0;
    const cursors = createCursors(() => new Date(now));
    const locator = cursors.open(numbers(10, 3)).next!;
    expect(() => cursors.more(locator, '006')).to.throw(OrgFault, 'invalid query locator');
    expect(() => cursors.more('01gPO0000000009AAA-3', '005')).to.throw(OrgFault, 'invalid query locator');
    now = 49 * 3600 * 1000;
    expect(() => cursors.more(locator, '005')).to.throw(OrgFault, 'invalid query locator');
  });
});

import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { readLocator, writeLocator } from './locator.ts';

describe('a result locator', () => {
  it('looks like a recorded one', () => {
    expect(writeLocator('0GaHn000005s2T4KAI', 1)).to.equal('MDowR2FIbjAwMDAwNXMyVDRLQUk6MQ');
  });

  it('is read back for its own result only', () => {
    const locator = writeLocator('0GaPO0000000001AAA', 4000);
    expect(readLocator(locator, '0GaPO0000000001AAA')).to.equal(4000);
    expect(() => readLocator(locator, '0GaPO0000000002AAA')).to.throw(OrgFault, 'invalid query locator');
    expect(() => readLocator('nonsense', '0GaPO0000000001AAA')).to.throw(OrgFault, 'invalid query locator');
  });
});

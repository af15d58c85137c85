import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { createApiUsage } from './usage.ts';

describe('the API allowance', () => {
  it('is used up request by request and comes back after 24 hours', () => {
    let now = 0;
    const usage = createApiUsage(2, () => new Date(now));
    usage.count();
    usage.count();
    expect(usage.header()).to.equal('api-usage=2/2');
    expect(() => usage.count())
      .to.throw(OrgFault)
      .with.property('errorCode', 'REQUEST_LIMIT_EXCEEDED');
    now = 24 * 3600 * 1000;
    usage.count();
    expect(usage.used).to.equal(1);
  });
});

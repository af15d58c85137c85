import { expect } from 'chai';
import { UsageMeter } from '../../src/org/usage.ts';

const told = (used: number): string => `api-usage=${used}/1000`;

describe('the usage of the API', () => {
  it('is unknown until the org tells it', () => {
    const meter = new UsageMeter();
    meter.settle(meter.charge());
    expect(meter.usage()).to.deep.equal({ calls: 1 });
  });

  it('counts calls that are still under way when the org tells its count', () => {
    const meter = new UsageMeter();
    const [first] = [meter.charge(), meter.charge(), meter.charge()];
    meter.settle(first, told(501));
    expect(meter.usage()).to.deep.equal({ calls: 3, used: 503, limit: 1000 });
  });

  it('does not go back by an answer that was overtaken', () => {
    const meter = new UsageMeter();
    const [slow, fast] = [meter.charge(), meter.charge()];
    meter.settle(fast, told(502));
    meter.settle(slow, told(501));
    expect(meter.usage().used).to.equal(502);
  });

  it('goes back when the org says so later, as the oldest of the last 24 hours drop out', () => {
    const meter = new UsageMeter();
    meter.settle(meter.charge(), told(900));
    meter.settle(meter.charge(), told(400));
    expect(meter.usage().used).to.equal(400);
  });

  it('counts calls that ended without a count, until a later call tells one', () => {
    const meter = new UsageMeter();
    meter.settle(meter.charge(), told(10));
    const early = meter.charge();
    meter.settle(meter.charge());
    meter.settle(early, told(11));
    expect(meter.usage().used).to.equal(12);
    meter.settle(meter.charge(), told(13));
    expect(meter.usage().used).to.equal(13);
  });

  it('never lets more calls go at once than the budget has room for', () => {
    const meter = new UsageMeter({ maxPercent: 1 });
    meter.settle(meter.charge(), told(7));
    const under = [meter.charge(), meter.charge(), meter.charge()];
    expect(() => meter.charge()).to.throw('apiBudgetReached');
    meter.settle(under[0]!, told(8));
    expect(() => meter.charge()).to.throw('apiBudgetReached');
  });
});

import { expect } from 'chai';
import { createFaults } from './faults.ts';
import type { Fault } from './plan.ts';

const call = {
  endpoint: 'query',
  method: 'GET',
  path: '/services/data/v64.0/query?q=SELECT',
  object: 'Account',
};
const slow: Fault['do'] = { effect: 'delay', milliseconds: 0 };
const armed = (...faults: Fault[]) => createFaults(() => new Date(0), { faults });
const pattern = (fault: Omit<Fault, 'do'>, calls: number): string => {
  const faults = armed({ ...fault, do: slow });
  return Array.from({ length: calls }, () => (faults.strike(call).length > 0 ? 'x' : '.')).join('');
};

describe('a fault strikes', () => {
  const cases: ReadonlyArray<readonly [string, Omit<Fault, 'do'>, string]> = [
    ['every call when nothing else is said', {}, 'xxxxx'],
    ['the nth call alone', { nth: 3 }, '..x..'],
    ['each call of a list', { nth: [1, 4] }, 'x..x.'],
    ['after the first calls', { after: 2 }, '..xxx'],
    ['at most so often', { times: 2 }, 'xx...'],
    ['so often, after the first', { after: 1, times: 2 }, '.xx..'],
    ['never what it does not name', { on: { object: 'Contact' } }, '.....'],
    ['what it names whatever the case', { on: { object: 'account', endpoint: 'QUERY*' } }, 'xxxxx'],
    ['what its path pattern holds', { on: { path: '/services/*q=SELECT' } }, 'xxxxx'],
  ];
  for (const [what, fault, expected] of cases) {
    it(what, () => {
      expect(pattern(fault, 5)).to.equal(expected);
    });
  }

  it('by chance, the same for the same seed', () => {
    const chances = pattern({ probability: 0.5 }, 200);
    expect(pattern({ probability: 0.5 }, 200)).to.equal(chances);
    expect(chances.replaceAll('.', '').length).to.be.within(70, 130);
  });
});

describe('faults', () => {
  it('tell a room only what is meant for it', () => {
    const faults = armed({ on: { subject: 'Report' }, do: { effect: 'listMetadataError', errorCode: 'X' } });
    expect(faults.faultFor('listMetadataError', 'Report')).to.deep.equal({
      effect: 'listMetadataError',
      errorCode: 'X',
    });
    expect(faults.faultFor('listMetadataError', 'Layout')).to.equal(undefined);
    expect(faults.faultFor('killRetrieve', 'Report')).to.equal(undefined);
    expect(faults.strike(call)).to.deep.equal([]);
  });

  it('take permissions, objects and fields away from the call that they strike, until the plan is cleared', () => {
    const faults = armed({
      nth: 2,
      do: { effect: 'losePermission', object: 'Account', field: 'Name', username: 'a@b' },
    });
    const all = {
      userId: '005',
      has: () => true,
      seesObject: () => true,
      seesField: () => true,
      seesRow: () => true,
      mayCreate: () => true,
      mayUpdate: () => true,
      mayDelete: () => true,
      mayEditField: () => true,
      mayEditRow: () => true,
      mayDeleteRow: () => true,
    };
    faults.strike(call);
    expect(faults.losses.over(all, 'a@b')).to.equal(all);
    faults.strike(call);
    expect(faults.losses.over(all, 'a@b').seesField('account', 'NAME')).to.equal(false);
    expect(faults.losses.over(all, 'a@b').seesField('Account', 'Id')).to.equal(true);
    expect(faults.losses.over(all, 'other')).to.equal(all);
    faults.clear();
    expect(faults.losses.over(all, 'a@b')).to.equal(all);
  });
});

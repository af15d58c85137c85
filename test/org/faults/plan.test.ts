import { expect } from 'chai';
import { readPlan } from './planSchema.ts';

const broken: ReadonlyArray<readonly [string, unknown, RegExp]> = [
  ['no list of faults', {}, /the plan must have required property 'faults'/],
  [
    'an effect nobody knows',
    { faults: [{ do: { effect: 'explode' } }] },
    /faults\.0\.do\.effect is unknown; the effects are status, drop/,
  ],
  [
    'a status without its number',
    { faults: [{ do: { effect: 'status' } }] },
    /faults\.0\.do must have required property 'status'/,
  ],
  [
    'a misspelt key of the target',
    { faults: [{ on: { endpont: 'query' }, do: { effect: 'requestLimit' } }] },
    /faults\.0\.on has an unknown key "endpont"/,
  ],
  [
    'a key that belongs to another effect',
    { faults: [{ do: { effect: 'drop', when: 'before-headers', bytes: 3 } }] },
    /unknown key "bytes"/,
  ],
  [
    'a chance above one',
    { faults: [{ probability: 2, do: { effect: 'requestLimit' } }] },
    /probability must be <= 1/,
  ],
  ['a call number of zero', { faults: [{ nth: 0, do: { effect: 'requestLimit' } }] }, /nth must be >= 1/],
];

describe('a fault plan', () => {
  for (const [what, plan, message] of broken) {
    it(`is refused for ${what}`, () => {
      expect(() => readPlan(plan)).to.throw(message);
    });
  }

  it('names every mistake at once', () => {
    const plan = { faults: [{ do: { effect: 'delay' } }, { extra: 1, do: { effect: 'requestLimit' } }] };
    expect(() => readPlan(plan)).to.throw(/milliseconds.*unknown key "extra"/s);
  });

  it('is taken when every effect is well formed', () => {
    const effects = [
      { effect: 'status', status: 503, errorCode: 'SERVER_UNAVAILABLE' },
      { effect: 'drop', when: 'after-headers' },
      { effect: 'truncate', bytes: 10 },
      { effect: 'delay', milliseconds: 1 },
      { effect: 'wrongCount', by: -1 },
      { effect: 'expireToken' },
      { effect: 'requestLimit' },
      { effect: 'losePermission', object: 'Account', field: 'Name' },
      { effect: 'schemaChange', object: 'Account' },
      { effect: 'failJob', afterPolls: 2 },
      { effect: 'listMetadataError', errorCode: 'UNKNOWN_EXCEPTION' },
      { effect: 'killRetrieve' },
    ];
    expect(readPlan({ seed: 3, faults: effects.map((effect) => ({ do: effect })) }).faults).to.have.length(
      effects.length,
    );
  });
});

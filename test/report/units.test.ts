import { expect } from 'chai';
import { count, duration, plural, size } from '../../src/report/units.ts';

describe('figures as people read them', () => {
  const cases: ReadonlyArray<[string, string]> = [
    [size(0), '0 B'],
    [size(999), '999 B'],
    [size(1000), '1 kB'],
    [size(999_999), '1 MB'],
    [size(12_345_678), '12.3 MB'],
    [size(3.2e15), '3200 TB'],
    [count(27431), '27,431'],
    [duration(900), '1 s'],
    [duration(200_000), '3 m 20 s'],
    [duration(7_500_000), '2 h 05 m'],
    [plural(1, 'gap'), '1 gap'],
    [plural(2000, 'gap'), '2,000 gaps'],
  ];
  for (const [shown, expected] of cases) it(expected, () => expect(shown).to.equal(expected));
});

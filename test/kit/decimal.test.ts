import { expect } from 'chai';
import fc from 'fast-check';
import { plainDecimal } from '../../src/kit/decimal.ts';

describe('plainDecimal', () => {
  const cases: ReadonlyArray<[string, string]> = [
    ['1.6147805824397E13', '16147805824397.0'],
    ['1.0E7', '10000000.0'],
    ['1.23456789012345677E17', '123456789012345677.0'],
    ['1.2345678901E7', '12345678.901'],
    ['-2.5E-4', '-0.00025'],
    ['1.0E-3', '0.001'],
    ['5e2', '500.0'],
    ['5E+2', '500.0'],
    ['0.0E0', '0.0'],
    ['0.0E5', '0.0'],
    ['12.5E-1', '1.25'],
    ['9.9E300', `99${'0'.repeat(299)}.0`],
    ['100.0', '100.0'],
    ['100.50', '100.50'],
    ['42', '42'],
    ['-7', '-7'],
    ['', ''],
    ['NaN', 'NaN'],
    ['1E', '1E'],
    ['E5', 'E5'],
    ['1.0E7 ', '1.0E7 '],
    ['0x1E5', '0x1E5'],
  ];
  for (const [text, plain] of cases) {
    it(`writes ${JSON.stringify(text)} as ${plain.slice(0, 30)}`, () => {
      expect(plainDecimal(text)).to.equal(plain);
    });
  }

  it('keeps the value of every double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const plain = plainDecimal(value.toExponential().replace('e', 'E'));
        expect(plain).to.match(/^-?\d+\.\d+$/);
        expect(Object.is(Number(plain), value) || Number(plain) === value).to.equal(true);
      }),
      { verbose: true },
    );
  });
});

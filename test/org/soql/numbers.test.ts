import { expect } from 'chai';
import { toJson } from './json.ts';
import { jsonCell } from './json.ts';
import { bulkNumber, restNumber } from './numbers.ts';

const TABLE: ReadonlyArray<readonly [value: number | string, type: string, rest: string, bulk: string]> = [
  [0, 'double', '0.0', '0.0'],
  [100, 'currency', '100.0', '100.0'],
  [12.5, 'percent', '12.5', '12.5'],
  [9_999_999, 'double', '9999999.0', '9999999.0'],
  [10_000_000, 'double', '10000000.0', '1.0E7'],
  [16_147_805_824_397, 'double', '16147805824397.0', '1.6147805824397E13'],
  [12_345_678.9, 'double', '12345678.9', '1.23456789E7'],
  [0.001, 'double', '0.001', '0.001'],
  [0.0001, 'double', '0.0001', '1.0E-4'],
  [-2.5e-7, 'double', '-0.00000025', '-2.5E-7'],
  [1e21, 'double', '1000000000000000000000.0', '1.0E21'],
  ['123456789012345678', 'double', '123456789012345678.0', '1.23456789012345678E17'],
  ['-123456789012345678', 'long', '-123456789012345678', '-123456789012345678'],
  [5, 'int', '5', '5'],
];

describe('number text', () => {
  for (const [value, type, rest, bulk] of TABLE) {
    it(`prints ${value} of type ${type} as ${rest} over REST and ${bulk} over Bulk`, () => {
      expect(restNumber(value, type)).to.equal(rest);
      expect(bulkNumber(value, type)).to.equal(bulk);
    });
  }

  it('reaches JSON with every digit and decimal', () => {
    const record = {
      a: jsonCell(100, 'double'),
      b: jsonCell('123456789012345678', 'double'),
      c: jsonCell(7, 'int'),
      d: jsonCell('7', 'string'),
      e: jsonCell(1e-9, 'double'),
    };
    expect(toJson(record)).to.equal('{"a":100.0,"b":123456789012345678.0,"c":7,"d":"7","e":0.000000001}');
  });
});

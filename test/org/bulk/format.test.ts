import { expect } from 'chai';
import fc from 'fast-check';
import { bulkNumber } from '../soql/numbers.ts';
import { createWriter } from './format.ts';

const line = (type: string, value: string | number | boolean | null): string =>
  createWriter([{ name: 'F', type }], 'COMMA', 'LF').line([value]);

describe('a decimal of a Bulk result', () => {
  it('is what the query room prints, at any size', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: -8, max: 8 }),
        (mantissa, power) => {
          const value = mantissa * 10 ** power;
          fc.pre(Number.isFinite(value));
          expect(line('double', value)).to.equal(`"${bulkNumber(value, 'double')}"\n`);
        },
      ),
      { verbose: true },
    );
    for (const value of [0, 1e-3, 9.99e-4, 1e7, 9_999_999.99, -1e7, -12.5, 0.1 + 0.2]) {
      expect(line('percent', value)).to.equal(`"${bulkNumber(value, 'percent')}"\n`);
    }
  });
});

describe('a cell of a Bulk result', () => {
  const cases: ReadonlyArray<readonly [string, string, string | number | boolean | null, string]> = [
    ['null is an empty cell', 'string', null, '""\n'],
    ['quotes are doubled', 'string', 'a "b" c', '"a ""b"" c"\n'],
    ['line ends and delimiters stay as they are', 'textarea', 'a,b\r\nc', '"a,b\r\nc"\n'],
    ['booleans are words', 'boolean', true, '"true"\n'],
    ['a decimal has its fraction', 'currency', 100, '"100.0"\n'],
    ['a large decimal is in scientific notation', 'double', 16147805824397, '"1.6147805824397E13"\n'],
    [
      'a number beyond 2^53, kept as text, keeps its digits',
      'double',
      '123456789012345678',
      '"1.23456789012345678E17"\n',
    ],
    ['an integer is plain', 'int', 20000000, '"20000000"\n'],
    ['a date-time ends with Z', 'datetime', '2026-01-31T08:00:00.000+0000', '"2026-01-31T08:00:00.000Z"\n'],
    ['a date is as it is', 'date', '2026-01-31', '"2026-01-31"\n'],
  ];
  for (const [what, type, value, expected] of cases) {
    it(what, () => {
      expect(line(type, value)).to.equal(expected);
    });
  }

  it('stands between the delimiters and line ends that were asked for', () => {
    const writer = createWriter(
      [
        { name: 'A', type: 'string' },
        { name: 'B', type: 'string' },
      ],
      'TAB',
      'CRLF',
    );
    expect(writer.header + writer.line(['1', '2'])).to.equal('"A"\t"B"\r\n"1"\t"2"\r\n');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { encodeRow, openCsv, parseCsv } from '../../src/kit/csv.ts';
import { isFailure } from '../../src/kit/failure.ts';

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % Math.max(1, sizes.length)] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function parse(text: string | Buffer, sizes: readonly number[] = []): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of parseCsv(inChunks(Buffer.from(text as string), sizes))) rows.push(row);
  return rows;
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', 'é', '🌲') }),
);
const chunks = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });

describe('csv', () => {
  const valid: [string, string, string[][]][] = [
    ['nothing', '', []],
    ['one bare cell', 'a', [['a']]],
    [
      'a last line without its end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR LF',
      'a,b\r\n"c",d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\n"",\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['an empty cell at the very end', 'a,', [['a', '']]],
    ['an empty line', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['doubled quotes', '"a""b","""","""a"""\n', [['a"b', '"', '"a"']]],
    ['line ends and commas in quotes', '"a\nb","c\r\nd","e,f"\n', [['a\nb', 'c\r\nd', 'e,f']]],
    ['a byte order mark', '\uFEFF"Id"\n', [['Id']]],
    ['a lone CR in a bare cell', 'a\rb,c\n', [['a\rb', 'c']]],
    ['spaces kept as they are', ' a , b \n', [[' a ', ' b ']]],
  ];
  for (const [name, text, rows] of valid) {
    it(`reads ${name}`, async () => {
      for (const sizes of [[], [1], [2], [3, 1]]) expect(await parse(text, sizes)).to.deep.equal(rows);
    });
  }

  const invalid: [string, string | Buffer, string][] = [
    ['an open quote', 'a\n"b', 'open-quote'],
    ['an open quote after a doubled one', '"b""', 'open-quote'],
    ['text after a closing quote', '"a"b\n', 'text-after-quote'],
    ['a CR that ends nothing after a quote', '"a"\rb\n', 'text-after-quote'],
    ['a quote inside a bare cell', 'a"b\n', 'quote-in-bare-cell'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a]), 'not-utf8'],
    ['a character cut off at the end', Buffer.from('é').subarray(0, 1), 'not-utf8'],
  ];
  for (const [name, text, what] of invalid) {
    it(`refuses ${name}`, async () => {
      for (const sizes of [[], [1], [2]]) {
        const error: unknown = await parse(text, sizes).catch((thrown: unknown) => thrown);
        expect(isFailure(error, 'csvMalformed') && error.tokens['what']).to.equal(what);
      }
    });
  }

  it('reads back every row it wrote, however the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
        chunks,
        async (rows, sizes) => {
          const wellFormed = rows.map((row) => row.map((text) => text.toWellFormed()));
          const text = wellFormed.map((row) => encodeRow(row)).join('');
          expect(await parse(text, sizes)).to.deep.equal(wellFormed);
        },
      ),
      { verbose: true },
    ));

  it('gives the same answer for any text whatever the chunks', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a') }),
        chunks,
        async (text, sizes) => {
          const outcome = (cut: readonly number[]): Promise<unknown> =>
            parse(text, cut).catch((error: unknown) => String(error));
          expect(await outcome(sizes)).to.deep.equal(await outcome([]));
        },
      ),
      { verbose: true },
    ));

  it('writes null as the empty cell', () => {
    expect(encodeRow(['a', null, ''])).to.equal('"a","",""\n');
  });

  it('splits the header from the rows', async () => {
    const { columns, rows } = await openCsv(inChunks(Buffer.from('"Id","Name"\n"1","x"\n'), [4]));
    expect(columns).to.deep.equal(['Id', 'Name']);
    expect((await rows.next()).value).to.deep.equal(['1', 'x']);
    expect((await openCsv(inChunks(Buffer.alloc(0), []))).columns).to.deep.equal([]);
  });
});

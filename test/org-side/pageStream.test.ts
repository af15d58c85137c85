import { expect } from 'chai';
import fc from 'fast-check';
import { checkedPage } from '../../src/org/pageStream.ts';
import { plainDecimal } from '../../src/kit/decimal.ts';
import { isFailure } from '../../src/kit/failure.ts';
import { errorOf, gather } from './localServer.ts';

const COLUMNS = [
  { name: 'Id', type: 'id' },
  { name: 'IsDeleted', type: 'boolean' },
  { name: 'Name', type: 'string' },
  { name: 'Amount', type: 'currency' },
  { name: 'Note', type: 'textarea' },
] as const;

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[]): string => `${cells.map(quote).join(',')}\n`;
const HEADER = line(COLUMNS.map(({ name }) => name));
const idOf = (n: number): string => `001PO0${n.toString(36).toUpperCase().padStart(9, '0')}AAA`;

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = Math.max(1, sizes[n % Math.max(1, sizes.length)] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
  await Promise.resolve();
}

async function run(text: string, rows: number, sizes: readonly number[] = []) {
  const page = checkedPage({ rows, body: chunked(Buffer.from(text), sizes) }, COLUMNS);
  const blocks = await gather(page.bytes);
  return { text: Buffer.concat(blocks).toString(), rows: page.rows, deletedRows: page.deletedRows };
}

const nasty = fc.string();
const cell = fc.oneof(
  nasty,
  fc.constantFrom(
    'a"\n',
    '"\n"',
    '","',
    '"\n"0',
    'true',
    '#N/A',
    '\r',
    '\r\n',
    '\0',
    '\uFEFF',
    '1.0E7',
    '1.0E7"',
    ',"1.0E9"',
    '🦊',
    '\n"\n',
  ),
);
const double = fc.constantFrom(
  '',
  '100.0',
  '1.6147805824397E13',
  '-2.5E-4',
  '1.0E7',
  '0.0',
  '-1.23456789012345677E17',
);
const row = fc.tuple(fc.boolean(), cell, double, cell);

describe('a Bulk page on its way through (case 3)', () => {
  it('comes out the same however it is cut into chunks, with only number columns rewritten', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (cells, sizes) => {
          const rows = cells.map(([deleted, name, amount, note], n) => [
            idOf(n),
            String(deleted),
            name,
            amount,
            note,
          ]);
          const sent = HEADER + rows.map(line).join('');
          const wanted =
            HEADER +
            rows.map((r) => line(r.map((value, at) => (at === 3 ? plainDecimal(value) : value)))).join('');
          const seen = await run(sent, rows.length, sizes);
          expect(seen.text).to.equal(Buffer.from(wanted).toString());
          expect(seen.rows).to.equal(rows.length);
          expect(seen.deletedRows).to.equal(cells.filter(([deleted]) => deleted).length);
        },
      ),
      { numRuns: 400, verbose: true },
    );
  });

  it('notices every cut of a page, wherever it falls', async () => {
    const rows = [
      [idOf(1), 'false', 'a"\n', '1.0E7', 'x'],
      [idOf(2), 'true', '"\n"', '2.0', 'ends in a quote and a line feed"\n'],
    ];
    const whole = Buffer.from(HEADER + rows.map(line).join(''));
    for (let length = 0; length < whole.length; length++) {
      const page = checkedPage({ rows: 2, body: chunked(whole.subarray(0, length), [7]) }, COLUMNS);
      const error = await errorOf(gather(page.bytes));
      expect(isFailure(error, 'bulkPageMalformed'), `cut at ${length}`).to.equal(true);
    }
  });

  const malformed: ReadonlyArray<[string, string, number, string]> = [
    ['another header', HEADER.replace('Name', 'Nome'), 0, 'header'],
    ['a byte order mark', `\uFEFF${HEADER}`, 0, 'header'],
    [
      'CR LF line ends',
      HEADER.replace('\n', '\r\n') + line([idOf(1), 'false', '', '', '']).replace('\n', '\r\n'),
      1,
      'CR LF',
    ],
    [
      'CR LF after the rows only',
      HEADER + line([idOf(1), 'false', '', '', '']).replace('\n', '\r\n'),
      1,
      'CR LF',
    ],
    ['more rows than counted by the org', HEADER + line([idOf(1), 'false', '', '', '']), 0, 'row count'],
    ['fewer rows than counted by the org', HEADER + line([idOf(1), 'false', '', '', '']), 2, 'row count'],
    ['a row whose Id is short', HEADER + line(['001', 'false', '', '', '']), 1, 'row without Id'],
    ['a last row with a cell missing', HEADER + line([idOf(1), 'false', '', '']), 1, 'cut off'],
  ];
  for (const [what, text, rows, reason] of malformed) {
    it(`refuses ${what}`, async () => {
      const error = await errorOf(run(text, rows));
      expect(isFailure(error, 'bulkPageMalformed') && error.tokens.reason).to.equal(reason);
    });
  }

  it('passes a page without rows, with or without a header', async () => {
    expect((await run(HEADER, 0)).text).to.equal(HEADER);
    expect((await run('', 0)).text).to.equal(HEADER);
  });
});

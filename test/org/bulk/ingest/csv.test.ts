import { expect } from 'chai';
import { csvRows } from './csv.ts';

const read = (text: string, delimiter = ',', lineEnding: 'LF' | 'CRLF' = 'LF'): string[][] =>
  [...csvRows(Buffer.from(text), delimiter, lineEnding)].map(({ cells }) => [...cells]);

describe('uploaded CSV', () => {
  const valid: ReadonlyArray<readonly [name: string, text: string, rows: string[][]]> = [
    [
      'cells with and without quotes',
      'A,"B"\n1,"2"\n',
      [
        ['A', 'B'],
        ['1', '2'],
      ],
    ],
    ['a last row without a line ending', 'A\n1', [['A'], ['1']]],
    [
      'empty cells',
      'A,B,C\n,"",\n',
      [
        ['A', 'B', 'C'],
        ['', '', ''],
      ],
    ],
    ['doubled quotes', 'A\n"say ""hi"""\n""""\n', [['A'], ['say "hi"'], ['"']]],
    [
      'line breaks and delimiters inside quotes',
      'A,B\n"1\n2\r\n3",","\n',
      [
        ['A', 'B'],
        ['1\n2\r\n3', ','],
      ],
    ],
    ['letters of more than one byte', 'A\nÄ😀\n"ß"\n', [['A'], ['Ä😀'], ['ß']]],
    ['no rows', 'A,B\n', [['A', 'B']]],
    ['nothing', '', []],
  ];
  for (const [name, text, rows] of valid)
    it(`may hold ${name}`, () => expect(read(text)).to.deep.equal(rows));

  it('takes the delimiter and the line ending of the job', () => {
    expect(read('A;B\r\n"1;2";3\r\n', ';', 'CRLF')).to.deep.equal([
      ['A', 'B'],
      ['1;2', '3'],
    ]);
  });

  it('skips empty lines', () => expect(read('Id\n\n1\n\n')).to.deep.equal([['Id'], ['1']]));

  it('tells where each row lies, without its line ending', () => {
    const text = 'A,B\r\n1,"ä"\r\n';
    const rows = [...csvRows(Buffer.from(text), ',', 'CRLF')];
    expect(rows.map(({ start, end }) => Buffer.from(text).toString('utf8', start, end))).to.deep.equal([
      'A,B',
      '1,"ä"',
    ]);
  });

  const wrongEnding = (lineEnding: string): string =>
    `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`;
  const invalid: ReadonlyArray<
    readonly [name: string, text: string, lineEnding: 'LF' | 'CRLF', error: string]
  > = [
    ['CRLF in an LF job', 'A\r\n1\r\n', 'LF', wrongEnding('LF')],
    ['LF in a CRLF job', 'A\n1\n', 'CRLF', wrongEnding('CRLF')],
    ['one wrong ending further down', 'A\n1\n"2"\r\n3\n', 'LF', wrongEnding('LF')],
    ['a carriage return alone', 'A\n1\r2\n', 'LF', wrongEnding('LF')],
    ['a quote inside a plain cell', 'A\n1"2\n', 'LF', 'a quote in a field without quotes'],
    ['text after a closing quote', 'A\n"1"2\n', 'LF', 'text after a closing quote'],
    ['a quote that never closes', 'A\n"1\n', 'LF', 'a quoted field never ends'],
    ['too few cells', 'A,B\n1\n', 'LF', 'found 1 fields where the header has 2'],
    ['too many cells', 'A\n1,2\n', 'LF', 'found 2 fields where the header has 1'],
    ['a cell beyond 32,000 characters', `A\n${'x'.repeat(32_001)}\n`, 'LF', 'at most 32000 characters'],
    [
      'a record beyond 400,000 characters',
      `${'A,'.repeat(13)}A\n${`${'x'.repeat(31_000)},`.repeat(13)}x\n`,
      'LF',
      'at most 400000 characters',
    ],
    ['more than 5,000 columns', `${'A,'.repeat(5_000)}A\n`, 'LF', 'at most 5000 fields'],
  ];
  for (const [name, text, lineEnding, error] of invalid) {
    it(`is refused with ${name}`, () => expect(() => read(text, ',', lineEnding)).to.throw(error));
  }

  it('gives the rows before a broken one', () => {
    const rows = csvRows(Buffer.from('A\n1\n"2'), ',', 'LF');
    expect(
      [rows.next().value, rows.next().value].map((row) => (row as { cells: string[] }).cells[0]),
    ).to.deep.equal(['A', '1']);
    expect(() => rows.next()).to.throw('never ends');
  });
});

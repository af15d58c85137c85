import { expect } from 'chai';
import fc from 'fast-check';
import { matchArrivals, type AppearedRow, type SentRow } from '../../../src/restore/carryOut/arrivals.ts';

describe('rows that may have arrived', () => {
  const sent = (...names: string[]): SentRow[] =>
    names.map((Name, at) => ({ at, cells: { Name, Note: 'n' } }));
  const appeared = (...rows: Array<[id: string, name: string, note?: string]>): AppearedRow[] =>
    rows.map(([id, Name, Note = 'n']) => ({ id, cells: { Name, Note } }));

  const cases: ReadonlyArray<
    readonly [
      name: string,
      SentRow[],
      AppearedRow[],
      arrived: Array<[number, string]>,
      absent: number[],
      unclear: number[],
    ]
  > = [
    [
      'are found by what was written',
      sent('a', 'b'),
      appeared(['2', 'b'], ['1', 'a']),
      [
        [0, '1'],
        [1, '2'],
      ],
      [],
      [],
    ],
    ['are absent when nothing appeared', sent('a', 'b'), [], [], [0, 1], []],
    [
      'are absent when all that appeared is theirs',
      sent('a', 'b'),
      appeared(['1', 'a']),
      [[0, '1']],
      [1],
      [],
    ],
    [
      'are taken in order when they are alike',
      sent('a', 'a'),
      appeared(['2', 'a'], ['1', 'a']),
      [
        [0, '1'],
        [1, '2'],
      ],
      [],
      [],
    ],
    [
      'are unclear when something else appeared',
      sent('a', 'b'),
      appeared(['1', 'a'], ['2', 'x'], ['3', 'y']),
      [[0, '1']],
      [],
      [1],
    ],
    [
      'are found by the fields that automation left alone',
      sent('a', 'b'),
      appeared(['1', 'a', 'changed'], ['2', 'b', 'stamped']),
      [
        [0, '1'],
        [1, '2'],
      ],
      [],
      [],
    ],
    [
      'are unclear when those fields do not tell them apart',
      sent('a', 'a'),
      appeared(['1', 'a', 'x'], ['2', 'a', 'y']),
      [],
      [],
      [0, 1],
    ],
    [
      'are unclear when no field was left alone',
      [{ at: 0, cells: { Name: 'a' } }],
      appeared(['1', 'b']),
      [],
      [],
      [0],
    ],
  ];
  for (const [name, rows, live, arrived, absent, unclear] of cases) {
    it(name, () => {
      const found = matchArrivals(rows, live, { Name: 'string', Note: 'string' });
      expect([...found.arrived].sort(([a], [b]) => a - b)).to.deep.equal(arrived);
      expect([found.absent, found.unclear]).to.deep.equal([absent, unclear]);
    });
  }

  it('never get more Ids than there are, nor one Id twice', () => {
    const row = fc.record({ Name: fc.constantFrom('a', 'b', 'c'), Note: fc.constantFrom('n', 'm') });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), (cells, live) => {
        const rows = cells.map((of, at) => ({ at, cells: of }));
        const found = matchArrivals(
          rows,
          live.map((of, at) => ({ id: String(at), cells: of })),
          {},
        );
        const told = [...found.arrived.keys(), ...found.absent, ...found.unclear];
        expect(told.sort((a, b) => a - b)).to.deep.equal(rows.map(({ at }) => at));
        expect(new Set(found.arrived.values()).size).to.equal(found.arrived.size);
        // Sent again only when every row that appeared belongs to one that was sent.
        if (found.absent.length > 0) expect(found.arrived.size).to.equal(live.length);
      }),
    );
  });
});

import { expect } from 'chai';
import { isFailure } from '../../src/kit/failure.ts';
import { columnSplitPages, joinById } from '../../src/org/columnSplit.ts';
import { OrgError } from '../../src/org/errors.ts';
import { parseExactJson } from '../../src/org/exactJson.ts';
import { keysetPages, keysetQuery } from '../../src/org/keyset.ts';
import { count, queryPages, queryRows } from '../../src/org/query.ts';
import { columnGroups, isIn, literal } from '../../src/org/soql.ts';
import { answer, type Asked, errorOf, gather, refusal, withSession } from './localServer.ts';

const soqlOf = ({ path }: Asked): string => new URL(path, 'http://x').searchParams.get('q') ?? '';
const page = (records: readonly object[], next?: string, totalSize = records.length): object => ({
  totalSize,
  done: next === undefined,
  ...(next === undefined ? {} : { nextRecordsUrl: next }),
  records: records.map((record) => ({ attributes: { type: 'X', url: '/x' }, ...record })),
});
const rowsOf = async (pages: AsyncIterable<{ rows: readonly object[] }>): Promise<object[]> =>
  (await gather(pages)).flatMap(({ rows }) => rows);

describe('a REST query', () => {
  it('follows every page to the end, bin included when asked', async () => {
    await withSession(
      (asked, response) => {
        const at = Number(/-(\d+)$/.exec(asked.path)?.[1] ?? 0);
        answer(
          response,
          200,
          page([{ Id: `a${at}` }], at < 4 ? `/services/data/v67.0/query/01g-${at + 1}` : undefined, 5),
        );
      },
      async ({ session, server }) => {
        const rows = await rowsOf(queryPages(session, 'SELECT Id FROM X', { deleted: true, pageSize: 200 }));
        expect(rows).to.deep.equal([0, 1, 2, 3, 4].map((at) => ({ Id: `a${at}` })));
        expect(server.asked[0]?.path).to.equal('/services/data/v67.0/queryAll?q=SELECT+Id+FROM+X');
        expect(server.asked[0]?.headers['sforce-query-options']).to.equal('batchSize=200');
      },
    );
  });

  it('gives numbers as the org wrote them, in plain decimal', async () => {
    const body =
      '{"totalSize":1,"done":true,"records":[{"attributes":{"type":"X"},"Big__c":123456789012345678,"Sum__c":1.6147805824397E13,"Rate__c":100.0,"Small__c":1.0E-4,"Flag":true,"Text":"1.0E7","None":null,"Owner":{"attributes":{},"Level":7}}]}';
    await withSession(
      (_asked, response) => answer(response, 200, body),
      async ({ session }) => {
        expect(await queryRows(session, 'SELECT Id FROM X')).to.deep.equal([
          {
            Big__c: '123456789012345678',
            Sum__c: '16147805824397.0',
            Rate__c: '100.0',
            Small__c: '0.0001',
            Flag: true,
            Text: '1.0E7',
            None: null,
            Owner: { Level: '7' },
          },
        ]);
      },
    );
  });

  it('counts', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, { totalSize: 1234567, done: true, records: [] }),
      async ({ session }) => void expect(await count(session, 'SELECT COUNT() FROM X')).to.equal(1234567),
    );
  });

  it('takes up a lost cursor after the last Id it saw, not from zero', async () => {
    await withSession(
      (asked, response) => {
        if (asked.path.includes('/query/01g')) answer(response, 400, refusal('INVALID_QUERY_LOCATOR'));
        else if (soqlOf(asked).includes("Id > 'b'")) answer(response, 200, page([{ Id: 'c' }]));
        else answer(response, 200, page([{ Id: 'a' }, { Id: 'b' }], '/services/data/v67.0/query/01g-2', 3));
      },
      async ({ session }) => {
        const query = (after: string | undefined): string =>
          keysetQuery('X', ['Id'], { after, pageSize: 50000 });
        expect(await rowsOf(queryPages(session, query, { deleted: false }))).to.deep.equal([
          { Id: 'a' },
          { Id: 'b' },
          { Id: 'c' },
        ]);
        expect(
          await errorOf(rowsOf(queryPages(session, 'SELECT Id FROM X', { deleted: false }))),
        ).to.have.property('code', 'INVALID_QUERY_LOCATOR');
      },
    );
  });

  it('does not take an answer without records for an empty one', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, { done: true }),
      async ({ session }) =>
        void expect(
          isFailure(await errorOf(queryRows(session, 'SELECT Id FROM X')), 'queryAnswerMalformed'),
        ).to.equal(true),
    );
  });

  it('says that a statement is too long for a URI before sending it (case 43)', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, page([])),
      async ({ session, server }) => {
        const error = await errorOf(queryRows(session, `SELECT ${'Name, '.repeat(3000)}Id FROM X`));
        expect(error).to.be.instanceOf(OrgError).with.property('status', 414);
        expect(server.asked).to.have.length(0);
      },
    );
  });
});

describe('keyset pages', () => {
  it('go on after the last Id until a page is short', async () => {
    await withSession(
      (asked, response) => {
        const after = /Id > '(\d)'/.exec(soqlOf(asked))?.[1] ?? '0';
        answer(
          response,
          200,
          page(
            [1, 2]
              .map((step) => Number(after) + step)
              .filter((id) => id <= 5)
              .map((id) => ({ Id: String(id) })),
          ),
        );
      },
      async ({ session, server }) => {
        const rows = await rowsOf(
          keysetPages(session, 'X', ['Id'], { deleted: false, where: 'A = 1 OR B = 2', pageSize: 2 }),
        );
        expect(rows).to.deep.equal(['1', '2', '3', '4', '5'].map((Id) => ({ Id })));
        expect(server.asked.map(soqlOf)).to.deep.equal([
          'SELECT Id FROM X WHERE (A = 1 OR B = 2) ORDER BY Id LIMIT 2',
          "SELECT Id FROM X WHERE (A = 1 OR B = 2) AND Id > '2' ORDER BY Id LIMIT 2",
          "SELECT Id FROM X WHERE (A = 1 OR B = 2) AND Id > '4' ORDER BY Id LIMIT 2",
        ]);
      },
    );
  });
});

describe('rows too wide for one query (case 43)', () => {
  const columns = ['Id', 'A', 'B', 'C', 'D', 'SystemModstamp'];
  const options = { deleted: true, stamp: 'SystemModstamp', pageSize: 2 };

  /** A table that refuses statements with more than `most` columns besides Id and stamp. */
  function table(most: number, stampOf: (id: number, nth: number) => string) {
    return (asked: Asked, response: Parameters<typeof answer>[0], nth: number): void => {
      const soql = soqlOf(asked);
      const names = /SELECT (.*) FROM/.exec(soql)![1].split(', ');
      if (names.length - 2 > most) {
        answer(response, 400, refusal('QUERY_TOO_COMPLICATED'));
        return;
      }
      const [after, last, limit] = [/Id > '(\d)'/, /Id <= '(\d)'/, /LIMIT (\d+)/].map((part) =>
        Number(part.exec(soql)?.[1] ?? NaN),
      );
      const ids = [1, 2, 3, 4, 5].filter((id) => !(id <= after) && !(id > last)).slice(0, limit);
      const cell = (name: string, id: number): string =>
        name === 'Id' ? String(id) : name === 'SystemModstamp' ? stampOf(id, nth) : `${name}${id}`;
      answer(
        response,
        200,
        page(ids.map((id) => Object.fromEntries(names.map((name) => [name, cell(name, id)])))),
      );
    };
  }

  it('are read in column groups and joined by Id, finer where the org still refuses', async () => {
    await withSession(
      table(1, () => 't'),
      async ({ session }) => {
        const rows = await rowsOf(columnSplitPages(session, 'X', columns, options));
        expect(rows).to.deep.equal(
          [1, 2, 3, 4, 5].map((id) => ({
            Id: String(id),
            SystemModstamp: 't',
            A: `A${id}`,
            B: `B${id}`,
            C: `C${id}`,
            D: `D${id}`,
          })),
        );
      },
    );
  });

  it('are read again when a row changed between the groups', async () => {
    await withSession(
      table(2, (id, nth) => (id === 2 && nth < 4 ? `t${nth}` : 't')),
      async ({ session }) => {
        const rows = await rowsOf(columnSplitPages(session, 'X', columns, options));
        expect(rows).to.have.length(5);
        expect(rows.every((row) => (row as { SystemModstamp: string }).SystemModstamp === 't')).to.equal(
          true,
        );
      },
    );
  });

  it('are given up, not mixed, when a row never holds still', async () => {
    await withSession(
      table(2, (_id, nth) => `t${nth}`),
      async ({ session }) => {
        expect(
          isFailure(
            await errorOf(rowsOf(columnSplitPages(session, 'X', columns, options))),
            'rowsKeepChanging',
          ),
        ).to.equal(true);
      },
    );
  });

  it('end in the org’s refusal when single columns are refused', async () => {
    await withSession(
      table(0, () => 't'),
      async ({ session }) => {
        expect(await errorOf(rowsOf(columnSplitPages(session, 'X', columns, options)))).to.have.property(
          'code',
          'QUERY_TOO_COMPLICATED',
        );
      },
    );
  });

  it('never join different rows', () => {
    const [a, b] = [
      { Id: '1', S: 't' },
      { Id: '2', S: 't' },
    ];
    expect(joinById([[a, b], [a]], 'S')).to.equal(undefined);
    expect(
      joinById(
        [
          [a, b],
          [b, a],
        ],
        'S',
      ),
    ).to.equal(undefined);
    expect(joinById([[a], [{ ...a, S: 'u' }]], 'S')).to.equal(undefined);
    expect(joinById([[a], [{ ...a, B: 'x' }]], 'S')).to.deep.equal([{ Id: '1', S: 't', B: 'x' }]);
  });
});

describe('SOQL text', () => {
  it('cannot be broken out of by a literal', () => {
    expect(literal("O'Brien\\ \n\r\t")).to.equal("'O\\'Brien\\\\ \\n\\r\\t'");
    expect(isIn('Id', ['a', 'b'])).to.equal("Id IN ('a','b')");
  });

  it('is cut into as few column groups as fit', () => {
    const groups = columnGroups(['Id', 'A', 'B', 'C', 'D', 'E'], ['Id'], (group) => group.join(','), 8);
    expect(groups).to.deep.equal([
      ['Id', 'A', 'B', 'C'],
      ['Id', 'D', 'E'],
    ]);
    expect(() => columnGroups(['Id', 'Much_too_long'], ['Id'], (group) => group.join(','), 8)).to.throw(
      RangeError,
    );
  });
});

describe('exact JSON', () => {
  it('keeps digits that a double would lose', () => {
    expect(parseExactJson('[9007199254740993, 0.1, -1E3, "9e9", true, null, {"n":[1]}]')).to.deep.equal([
      '9007199254740993',
      '0.1',
      '-1000.0',
      '9e9',
      true,
      null,
      { n: ['1'] },
    ]);
  });
});

import { expect } from 'chai';
import { OrgFault } from '../../model.ts';
import { parseQuery } from './parseQuery.ts';

const VALID: readonly string[] = [
  'select id from x',
  'SELECT Id, Account.Owner.Name, ns__F__c FROM Contact c',
  'SELECT COUNT() FROM X',
  'SELECT COUNT(Id)LoginCount, MAX(LoginTime)LastLogin FROM LoginHistory GROUP BY UserId',
  'SELECT CALENDAR_YEAR(convertTimezone(CreatedDate)) y, COUNT_DISTINCT(OwnerId) FROM X GROUP BY CALENDAR_YEAR(convertTimezone(CreatedDate)) HAVING COUNT(Id) > 1',
  'SELECT Id, (SELECT Id FROM Contacts WHERE A.B = FALSE LIMIT 5), (SELECT Id FROM Cases) FROM Account',
  "SELECT Id FROM X WHERE (a = 'x' OR b != null) AND NOT (c LIKE '%x_') AND d <> 3",
  "SELECT Id FROM X WHERE NOT a IN ('1','2') OR b NOT IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)",
  "SELECT Id FROM X WHERE m INCLUDES ('A;B','C') OR m EXCLUDES ('D')",
  'SELECT Id FROM X WHERE d >= LAST_N_DAYS:30 AND t < 2026-01-01T00:00:00.000Z AND t > 2026-01-01T00:00:00+00:00 AND e = 2026-01-01 AND h = 10:00:00.000Z',
  'SELECT Id FROM X WHERE n = -1.5e3 OR n = +2 OR n = .5',
  'SELECT FIELDS(ALL) FROM X LIMIT 200',
  'SELECT TYPEOF Who WHEN Contact THEN Name, Email WHEN Lead THEN Company ELSE Id END FROM Task',
  'SELECT toLabel(Status), FORMAT(Amount) f, convertCurrency(Amount) c FROM X',
  'SELECT Id FROM X USING SCOPE mine WHERE a = 1 WITH SECURITY_ENFORCED ORDER BY a DESC NULLS LAST, b ASC NULLS FIRST, c LIMIT 5 OFFSET 10 FOR VIEW',
  'SELECT Id FROM X WITH USER_MODE ORDER BY Id LIMIT 1 FOR REFERENCE UPDATE TRACKING ALL ROWS',
  'SELECT Id FROM X FOR UPDATE',
  "SELECT Id FROM X WHERE a = 'it\\'s \\\"quoted\\\" \\\\ \\u00e9\\n'",
  'SELECT Id\r\nFROM X\n  WHERE a = TRUE\n',
  'SELECT Order.Name, Group.Name, Fields, Limit FROM Group WHERE Group.Name = null GROUP BY Limit',
];

const INVALID: ReadonlyArray<readonly [query: string, message: string]> = [
  ['', '\n\n^\nERROR at Row:1:Column:1\nunexpected token: <EOF>'],
  ['UPDATE X', "\nUPDATE X\n^\nERROR at Row:1:Column:1\nunexpected token: 'UPDATE'"],
  [
    'SELECT Id, FROM X',
    "\nSELECT Id, FROM X\n           ^\nERROR at Row:1:Column:12\nunexpected token: 'FROM'",
  ],
  [
    'SELECT Id FROM X WHERE',
    '\nSELECT Id FROM X WHERE\n                      ^\nERROR at Row:1:Column:23\nunexpected token: <EOF>',
  ],
  [
    'SELECT Id\nFROM X\nWHERE a == 1',
    "\nWHERE a == 1\n         ^\nERROR at Row:3:Column:10\nunexpected token: '='",
  ],
  [
    'SELECT Id FROM X WHERE a = 1 AND b = 2 OR c = 3',
    "\nSELECT Id FROM X WHERE a = 1 AND b = 2 OR c = 3\n                                       ^\nERROR at Row:1:Column:40\nunexpected token: 'OR'",
  ],
  [
    'SELECT Id FROM X WHERE a = :b',
    '\nSELECT Id FROM X WHERE a = :b\n                           ^\nERROR at Row:1:Column:28\nBind variables only allowed in Apex code',
  ],
  [
    'SELECT Id FROM X GROUP BY CUBE(a)',
    "\nSELECT Id FROM X GROUP BY CUBE(a)\n                          ^\nERROR at Row:1:Column:27\nunexpected token: 'CUBE'",
  ],
  [
    'SELECT Id FROM X LIMIT 1.5',
    "\nSELECT Id FROM X LIMIT 1.5\n                       ^\nERROR at Row:1:Column:24\nunexpected token: '1.5'",
  ],
  [
    'SELECT Id FROM X LIMIT 1 WHERE a = 1',
    "\nSELECT Id FROM X LIMIT 1 WHERE a = 1\n                         ^\nERROR at Row:1:Column:26\nunexpected token: 'WHERE'",
  ],
  [
    'SELECT Id FROM X WITH DATA CATEGORY Geo__c AT usa__c',
    "\nSELECT Id FROM X WITH DATA CATEGORY Geo__c AT usa__c\n                      ^\nERROR at Row:1:Column:23\nunexpected token: 'DATA'",
  ],
  ['SELECT Id FROM X -- all of them', "line 1:17 no viable alternative at character '-'"],
  ['SELECT Id FROM X /* all */', "line 1:17 no viable alternative at character '/'"],
  ["SELECT Id FROM X WHERE a = 'b", "line 1:27 mismatched character '<EOF>' expecting '''"],
];

describe('the grammar', () => {
  for (const query of VALID) {
    it(`accepts ${query.replaceAll(/\s+/g, ' ')}`, () => {
      expect(parseQuery(query).selected).to.not.be.empty;
    });
  }

  for (const [query, message] of INVALID) {
    it(`refuses ${query.replaceAll(/\s+/g, ' ') || 'nothing'} and points at the place`, () => {
      expect(() => parseQuery(query))
        .to.throw(OrgFault)
        .that.includes({ errorCode: 'MALFORMED_QUERY', message });
    });
  }

  it('shows a long line around the place only, cut at words', () => {
    const names = Array.from({ length: 40 }, (_, index) => `Field_${index}__c`);
    const query = `SELECT ${names.join(', ')} FROM X WHERE ORDER BY Id`;
    const column = query.indexOf('BY') + 1;
    expect(() => parseQuery(query)).to.throw(
      OrgFault,
      `\nField_39__c FROM X WHERE ORDER BY Id\n${' '.repeat(31)}^\nERROR at Row:1:Column:${column}\nunexpected token: 'BY'`,
    );
  });

  it('takes 100,000 characters and not one more', () => {
    const query = (length: number): string => `SELECT Id FROM X${' '.repeat(length - 16)}`;
    expect(parseQuery(query(100_000)).from).to.equal('X');
    expect(() => parseQuery(query(100_001))).to.throw(
      OrgFault,
      'SOQL statements cannot be longer than 100000 characters.',
    );
  });

  it('keeps the shape of nested conditions', () => {
    const { where } = parseQuery('SELECT Id FROM X WHERE NOT (a = 1 AND (b = 2 OR c = 3))');
    expect(where).to.deep.include({ kind: 'not' });
    expect(JSON.stringify(where).match(/"kind":"(?:not|and|or|comparison)"/g)).to.deep.equal(
      ['not', 'and', 'comparison', 'or', 'comparison', 'comparison'].map((kind) => `"kind":"${kind}"`),
    );
  });
});

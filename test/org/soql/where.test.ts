import { expect } from 'chai';
import { accessOf, SELLER } from './fixtures.ts';
import { company, ids } from './fixtures.company.ts';
import { prepare } from './soql.ts';
import type { QueryScope } from './soql.ts';

const { scope } = company();

/** Last digit of the index of each account found: `123` are accounts 1, 2 and 3. */
function accounts(condition: string, more: Partial<QueryScope> = {}): string {
  const rows = prepare(`SELECT Id FROM Account WHERE ${condition}`, { ...scope, ...more }).cells();
  return [...rows].map(([id]) => String(id)[14]).join('');
}

const [one, two] = [ids.account(1), ids.account(2)];

/** Account 4 is in the bin; 5 has hardly any value. */
const CONDITIONS: ReadonlyArray<readonly [condition: string, found: string]> = [
  ["Name = 'ACME'", '1'],
  ["Name != 'acme'", '235'],
  ["NOT Name = 'acme'", '235'],
  ["Name = ''", '5'],
  ['Name = null', '5'],
  ['Name != null', '123'],
  ["Name > 'acme'", '2'],
  ["Name <= 'ACME'", '13'],
  ["Name IN ('Acme', null)", '15'],
  ["Name NOT IN ('acme', 'Gone')", '235'],
  ["Name NOT IN ('acme', null)", '23'],
  ["Name LIKE 'acme%'", '12'],
  ["Name LIKE '_cme'", '1'],
  ["(NOT Name LIKE 'a%')", '35'],
  ["Name LIKE '100\\%\\_%'", '3'],
  ["Name LIKE '100_\\_%'", '3'],
  ["Name LIKE '1000\\%%'", ''],
  ["Name LIKE 'a-%'", ''],
  ["Name = '100%_o\\'neil'", '3'],
  ["Code__c = 'aB'", '1'],
  ["Industry = 'energy' OR Industry = 'APPAREL'", '12'],
  ["toLabel(Industry) = 'Energy label'", '1'],
  ['AnnualRevenue > 0.5', '12'],
  ['AnnualRevenue = 16147805824397', '2'],
  ['AnnualRevenue = 1.6147805824397e13', '2'],
  ['AnnualRevenue = null', '5'],
  ['Big__c = 123456789012345678', '1'],
  ['Big__c > 123456789012345678', '2'],
  ['Big__c IN (7, 123456789012345679)', '23'],
  ['NumberOfEmployees >= 5 AND NumberOfEmployees <= 5', '1'],
  ['IsKey__c = true', '1'],
  ['IsKey__c != TRUE', '235'],
  [`Id = '${one}'`, '1'],
  [`Id = '${one.slice(0, 15)}'`, '1'],
  [`Id = '${one.toLowerCase().slice(0, 15)}'`, ''],
  [`Id IN ('${two}', '${one.slice(0, 15)}', '${two}')`, '12'],
  [`Id NOT IN ('${two}')`, '135'],
  [`Id > '${one}'`, '235'],
  [`Id >= '${two}' AND Id < '${ids.account(5)}'`, '23'],
  [`Id <= '${two}'`, '12'],
  [`ParentId = '${one}'`, '2'],
  ['ParentId = null', '15'],
  [`ParentId != '${one}'`, '135'],
  ["Parent.Name = 'Acme'", '2'],
  ["Parent.Parent.Name LIKE 'ac%'", '3'],
  ['Parent.Name = null', '15'],
  ["Owner.Name = 'sam seller'", '23'],
  ['Id IN (SELECT AccountId FROM Contact)', '12'],
  ['Id NOT IN (SELECT AccountId FROM Contact WHERE Score__c != null)', '235'],
  ['ParentId IN (SELECT AccountId FROM Contact WHERE Score__c = 1)', '2'],
  ["OwnerId IN (SELECT Id FROM User WHERE Username LIKE 'admin%')", '15'],
  ["Regions__c = 'North;South'", '1'],
  ["Regions__c INCLUDES ('south')", '12'],
  ["Regions__c INCLUDES ('North;South', 'West')", '1'],
  ["Regions__c EXCLUDES ('North')", '235'],
  ['Founded__c = 2020-02-29', '1'],
  ['Founded__c >= 2020-03-01', '2'],
  ['Founded__c = THIS_YEAR', '2'],
  ['CreatedDate = TODAY', '1'],
  ['CreatedDate = YESTERDAY', '2'],
  ['CreatedDate < TODAY', '235'],
  ['CreatedDate <= YESTERDAY', '235'],
  ['CreatedDate > LAST_MONTH', '12'],
  ['CreatedDate >= LAST_N_DAYS:1', '12'],
  ['CreatedDate != THIS_YEAR', '3'],
  ['CreatedDate IN (TODAY, LAST_YEAR)', '13'],
  ['CreatedDate = 2026-11-18T09:00:00+01:00', '1'],
  ['CreatedDate > 2026-11-17T23:59:58Z', '12'],
  ['CALENDAR_YEAR(CreatedDate) = 2025', '3'],
  ['DAY_ONLY(CreatedDate) = 2026-08-01', '5'],
  ['HOUR_IN_DAY(convertTimezone(CreatedDate)) >= 10', '25'],
  ['Opens__c = 08:00:00Z', '2'],
  ["Industry = 'Energy' AND (Name = 'x' OR NOT (IsKey__c = false))", '1'],
];

describe('a condition', () => {
  for (const [condition, found] of CONDITIONS) {
    it(`${condition} finds ${found === '' ? 'no account' : Array.from(found).join(', ')}`, () => {
      expect(accounts(condition)).to.equal(found);
    });
  }

  it('takes thousands of Ids', () => {
    const list = Array.from({ length: 4_000 }, (_, index) => `'${ids.account(index + 2)}'`).join(',');
    expect(accounts(`Id IN (${list})`)).to.equal('235');
  });
});

describe('rows a caller does not ask for', () => {
  const names = (query: string, more: Partial<QueryScope> = {}): unknown[] =>
    [...prepare(query, { ...scope, ...more }).cells()].map(([cell]) => cell);

  it('stay in the bin unless all rows are asked for', () => {
    expect(accounts("Name = 'Gone'")).to.equal('');
    expect(accounts("Name = 'Gone'", { allRows: true })).to.equal('4');
    expect(accounts('IsDeleted = true', { allRows: true })).to.equal('4');
    expect(names("SELECT Name FROM Account WHERE Name = 'Gone' ALL ROWS")).to.deep.equal(['Gone']);
  });

  it('stay archived unless all rows are asked for', () => {
    expect(names('SELECT Subject FROM Task')).to.deep.equal(['Call', 'Mail', 'Alone']);
    expect(names('SELECT Subject FROM Task', { allRows: true })).to.deep.equal([
      'Call',
      'Mail',
      'Old',
      'Alone',
    ]);
  });

  it('are not reached through a parent in the bin either', () => {
    expect(names("SELECT Account.Name FROM Contact WHERE LastName = 'Orphan'")).to.deep.equal([null]);
    expect(
      names("SELECT Account.Name FROM Contact WHERE LastName = 'Orphan'", { allRows: true }),
    ).to.deep.equal(['Gone']);
  });

  it('are hidden by sharing, as rows and as parents', () => {
    const access = accessOf({ sees: (_object, row) => row.Name !== 'Acme' });
    expect(accounts('Name != null', { access })).to.equal('23');
    expect(names(`SELECT Parent.Name FROM Account WHERE Id = '${two}'`, { access })).to.deep.equal([null]);
  });

  it("are other users' logins for callers who do not manage users", () => {
    const access = accessOf({ permissions: ['ManageUsers'], userId: SELLER });
    expect(names('SELECT UserId FROM LoginHistory')).to.have.length(2);
    expect(names('SELECT UserId FROM LoginHistory', { access })).to.deep.equal([SELLER]);
  });

  it('are those of others under USING SCOPE mine', () => {
    const access = accessOf({ userId: SELLER });
    expect(names('SELECT Name FROM Account USING SCOPE mine', { access })).to.deep.equal([
      'acme two',
      "100%_o'Neil",
    ]);
    expect(names('SELECT Id FROM Account USING SCOPE everything', { access })).to.have.length(4);
  });

  it('are tokens beyond the cap, though COUNT() knows of them', () => {
    expect(names('SELECT AppName FROM OauthToken')).to.deep.equal(['App 1', 'App 2', 'App 3']);
    expect(prepare('SELECT COUNT() FROM OauthToken', scope).count()).to.equal(5);
  });
});

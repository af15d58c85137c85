import { expect } from 'chai';
import { accessOf, ADMIN } from './fixtures.ts';
import { company, ids } from './fixtures.company.ts';
import { columnMetadata, prepare, toJson } from './soql.ts';
import type { ColumnMetadata, QueryScope } from './soql.ts';

const { scope } = company();

function records(query: string, more: Partial<QueryScope> = {}): unknown[] {
  return JSON.parse(toJson([...prepare(query, { ...scope, ...more }).records()])) as unknown[];
}

function cells(query: string, more: Partial<QueryScope> = {}): unknown[] {
  return [...prepare(query, { ...scope, ...more }).cells()];
}

const attributes = (type: string, id: string, object = type) => ({
  type,
  url: `/services/data/v64.0/sobjects/${object}/${id}`,
});
const acme = attributes('Account', ids.account(1));

describe('a record over REST', () => {
  it('begins with its attributes and spells fields as the describe does, in SELECT order', () => {
    expect(
      toJson([...prepare('select name, iskey__C, ANNUALREVENUE, id from ACCOUNT limit 1', scope).records()]),
    ).to.equal(
      `[{"attributes":${JSON.stringify(acme)},"Name":"Acme","IsKey__c":true,"AnnualRevenue":100.0,"Id":"${ids.account(1)}"}]`,
    );
  });

  it('nests parents where their first field stands, and null where there is none', () => {
    const [first, second] = records(
      'SELECT Parent.Name, Id, Parent.Owner.Username, Parent.Id FROM Account LIMIT 2',
    );
    expect(first).to.deep.equal({ attributes: acme, Parent: null, Id: ids.account(1) });
    expect(JSON.stringify(second)).to.equal(
      JSON.stringify({
        attributes: attributes('Account', ids.account(2)),
        Parent: {
          attributes: acme,
          Name: 'Acme',
          Owner: { attributes: attributes('User', ADMIN), Username: 'admin@x' },
          Id: ids.account(1),
        },
        Id: ids.account(2),
      }),
    );
  });

  it('takes its fields with the object name or an alias before them', () => {
    expect(
      cells("SELECT a.Name, Account.Industry FROM Account a WHERE a.Owner.Name LIKE 'Ada%' LIMIT 1"),
    ).to.deep.equal([['Acme', 'Energy']]);
  });

  it('shows polymorphic parents as Name, read from the row they are', () => {
    const [call, mail, alone] = records(
      'SELECT Who.Name, Who.Type, Owner.Type, Owner.Profile.Name FROM Task',
    ) as Array<Record<string, unknown>>;
    expect(call.Who).to.deep.equal({
      attributes: attributes('Name', ids.contact(1), 'Contact'),
      Name: 'Bo Berg',
      Type: 'Contact',
    });
    expect(mail.Who).to.deep.equal({
      attributes: attributes('Name', ids.lead, 'Lead'),
      Name: 'Ida Lead',
      Type: 'Lead',
    });
    expect(mail.Owner).to.deep.include({ Type: 'Queue', Profile: null });
    expect(alone.Who).to.equal(null);
  });

  it('shows TYPEOF as the concrete parent, with ELSE for the rest', () => {
    const query = 'SELECT TYPEOF Who WHEN Contact THEN LastName, Account.Name ELSE Name END FROM Task';
    expect(records(query).map((record) => (record as Record<string, unknown>).Who)).to.deep.equal([
      {
        attributes: attributes('Contact', ids.contact(1)),
        LastName: 'Berg',
        Account: { attributes: acme, Name: 'Acme' },
      },
      { attributes: attributes('Lead', ids.lead), Name: 'Ida Lead' },
      null,
    ]);
  });

  it('holds children as a result of their own, filtered, ordered and limited, or null', () => {
    const query =
      "SELECT (SELECT LastName, Account.Name FROM Contacts WHERE Account.Name != 'x' ORDER BY LastName DESC LIMIT 1), Name FROM Account";
    const [first, , third] = records(query) as Array<Record<string, unknown>>;
    expect(first.Contacts).to.deep.equal({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: attributes('Contact', ids.contact(2)),
          LastName: 'Dahl',
          Account: { attributes: acme, Name: 'Acme' },
        },
      ],
    });
    expect(third.Contacts).to.equal(null);
  });

  it('shows children of children', () => {
    const [first] = records(
      'SELECT (SELECT (SELECT Subject FROM Tasks) FROM Contacts LIMIT 1) FROM Account',
    ) as [{ Contacts: { records: Array<{ Tasks: { records: Array<{ Subject: string }> } }> } }];
    expect(first.Contacts.records[0].Tasks.records.map(({ Subject }) => Subject)).to.deep.equal(['Call']);
  });

  it('composes addresses and geolocations, and shows bodies as paths', () => {
    expect(records('SELECT BillingAddress, Place__c FROM Account LIMIT 2')).to.deep.equal([
      {
        attributes: acme,
        BillingAddress: { city: 'Oslo', latitude: 59.91, street: '1 Way\nDoor 2' },
        Place__c: null,
      },
      {
        attributes: attributes('Account', ids.account(2)),
        BillingAddress: null,
        Place__c: { latitude: 1.5, longitude: 2 },
      },
    ]);
    expect(cells('SELECT Title FROM ContentVersion')).to.have.length(2);
    expect(
      records('SELECT VersionData FROM ContentVersion').map(
        (record) => (record as { VersionData: unknown }).VersionData,
      ),
    ).to.deep.equal([`/services/data/v64.0/sobjects/ContentVersion/${ids.version}/VersionData`, null]);
  });

  it('shows labels, formatted values and aliases', () => {
    const query =
      'SELECT toLabel(Industry), FORMAT(AnnualRevenue) Amount, FORMAT(Founded__c), convertCurrency(AnnualRevenue) FROM Account LIMIT 1';
    expect(records(query)).to.deep.equal([
      {
        attributes: acme,
        Industry: 'Energy label',
        Amount: '$100.00',
        Founded__c: '2/29/20',
        AnnualRevenue: 100,
      },
    ]);
  });

  it('masks encrypted text for callers without View Encrypted Data', () => {
    const query = 'SELECT Secret__c FROM Account LIMIT 1';
    expect(cells(query)).to.deep.equal([['123456789']]);
    expect(cells(query, { access: accessOf({ permissions: ['ViewEncryptedData'] }) })).to.deep.equal([
      ['*****6789'],
    ]);
  });

  it('spells out FIELDS() to what the caller sees', () => {
    const access = accessOf({ fields: ['Lead.Company'] });
    expect(
      prepare('SELECT FIELDS(ALL) FROM Lead LIMIT 200', { ...scope, access }).columns.map(({ name }) => name),
    ).to.deep.equal(['Id', 'IsDeleted', 'Name', 'Email', 'SystemModstamp']);
    expect(
      prepare('SELECT FIELDS(CUSTOM) FROM Contact LIMIT 1', scope).columns.map(({ name }) => name),
    ).to.deep.equal(['Score__c']);
  });

  it('has Tooling paths through the Tooling API, and a placeholder where rows have no Id', () => {
    const [flow] = records('SELECT Id FROM Flow LIMIT 1', { api: 'tooling' }) as [
      { attributes: { url: string } },
    ];
    expect(flow.attributes.url).to.match(/^\/services\/data\/v64\.0\/tooling\/sobjects\/Flow\/301/);
    const [token] = records('SELECT AppName FROM OauthToken LIMIT 1') as [{ attributes: { url: string } }];
    expect(token.attributes.url).to.equal('/services/data/v64.0/sobjects/OauthToken/000000000000000AAA');
  });

  it('follows references to setup entities by their durable Id', () => {
    expect(
      cells(
        "SELECT DurableId, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Account'",
      ),
    ).to.deep.equal([['Account.Name', 'Account']]);
    expect(
      cells("SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'account'"),
    ).to.have.length(1);
  });

  it('shows rows as they are when it is run again', () => {
    const org = company();
    const query = prepare(`SELECT Parent.Name FROM Account WHERE Id = '${ids.account(2)}'`, org.scope);
    expect([...query.cells()]).to.deep.equal([['Acme']]);
    org.table('Account').put({ ...org.table('Account').get(ids.account(1))!, Name: 'Apex' });
    expect([...query.cells()]).to.deep.equal([['Apex']]);
  });
});

describe('a flat row for Bulk', () => {
  it('has one cell per column, parents under dotted names', () => {
    const query = prepare('SELECT id, parent.owner.username, Big__c FROM Account LIMIT 2', {
      ...scope,
      api: 'bulk',
    });
    expect(query.columns.map(({ name, type }) => `${name} ${type}`)).to.deep.equal([
      'Id id',
      'Parent.Owner.Username string',
      'Big__c double',
    ]);
    expect([...query.cells()]).to.deep.equal([
      [ids.account(1), null, '123456789012345678'],
      [ids.account(2), 'admin@x', '123456789012345679'],
    ]);
  });
});

describe('order', () => {
  const names = (clauses: string): string =>
    cells(`SELECT Id FROM Account ${clauses}`)
      .map((row) => String((row as unknown[])[0])[14])
      .join('');

  for (const [clauses, found] of [
    ['ORDER BY Name', '5312'],
    ['ORDER BY Name NULLS LAST', '3125'],
    ['ORDER BY Name DESC', '5213'],
    ['ORDER BY Name DESC NULLS LAST', '2135'],
    ['ORDER BY Industry NULLS LAST', '1523'],
    ['ORDER BY Owner.Name DESC, AnnualRevenue', '3251'],
    ['ORDER BY Big__c NULLS LAST', '3125'],
    ['ORDER BY Id', '1235'],
    ['ORDER BY Id DESC', '5321'],
    ['ORDER BY IsKey__c DESC, Id DESC', '1532'],
    ['ORDER BY Name LIMIT 2', '53'],
    ['ORDER BY Name LIMIT 2 OFFSET 1', '31'],
    ['LIMIT 2 OFFSET 3', '5'],
    ['LIMIT 0', ''],
    ['ORDER BY CALENDAR_YEAR(CreatedDate), Name', '3512'],
  ] as const) {
    it(`${clauses} gives ${Array.from(found).join(', ') || 'nothing'}`, () => {
      expect(names(clauses)).to.equal(found);
      expect(prepare(`SELECT Id FROM Account ${clauses}`, scope).count()).to.equal(found.length);
    });
  }
});

describe('column metadata', () => {
  it('nests parents and subqueries as join columns', () => {
    const { columns } = prepare(
      'SELECT Name, Parent.Name, Parent.Owner.Name, (SELECT LastName, Account.Name FROM Contacts), AnnualRevenue FROM Account',
      scope,
    );
    type Shape = ReadonlyArray<readonly [string, boolean, Shape]>;
    const shape = (metadata: readonly ColumnMetadata[]): Shape =>
      metadata.map(({ columnName, aggregate, joinColumns }) => [columnName, aggregate, shape(joinColumns)]);
    expect(shape(columnMetadata(columns))).to.deep.equal([
      ['Name', false, []],
      [
        'Parent',
        false,
        [
          ['Name', false, []],
          ['Owner', false, [['Name', false, []]]],
        ],
      ],
      [
        'Contacts',
        true,
        [
          ['LastName', false, []],
          ['Account', false, [['Name', false, []]]],
        ],
      ],
      ['AnnualRevenue', false, []],
    ]);
  });

  it('names functions by what they compute and by their alias', () => {
    const { columns } = prepare(
      'SELECT Industry, COUNT(Id) n, MAX(Name) FROM Account GROUP BY Industry',
      scope,
    );
    expect(
      columnMetadata(columns).map(({ columnName, displayName, aggregate }) => [
        columnName,
        displayName,
        aggregate,
      ]),
    ).to.deep.equal([
      ['Industry', 'Industry', false],
      ['n', 'count(Id)', true],
      ['expr0', 'max(Name)', true],
    ]);
  });
});

import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import type { InputRow } from './model.ts';
import { codes, problem, writableOrg } from './fixtures.ts';

describe('saving a row', () => {
  const org = writableOrg();
  const { dml, writer } = org;
  const account = String(org.seeded('Account').Id);

  it('gives it an Id of its object, defaults, an owner and the org’s time', () => {
    const id = org.made('Account', { Name: ' Acme ' });
    expect(id).to.match(/^001.{15}$/);
    const { userId } = writer();
    expect(org.row('Account', id)).to.include({
      Name: 'Acme',
      Tier__c: 'Bronze',
      IsDeleted: false,
      OwnerId: userId,
      CreatedById: userId,
      LastModifiedById: userId,
    });
    const stamp = org.state.now().toISOString().slice(0, 16);
    expect(String(org.row('Account', id).SystemModstamp)).to.satisfy(
      (text: string) => text.startsWith(stamp) || text > stamp,
    );
    expect(org.row('Account', id).CreatedDate).to.equal(org.row('Account', id).SystemModstamp);
    expect(Object.keys(org.row('Account', id)).sort()).to.deep.equal(
      org.state.schema
        .find('Account')!
        .describe.fields.map(({ name }) => name)
        .sort(),
    );
  });

  it('changes what an update names and nothing else', () => {
    const id = org.made('Account', { Name: 'Before', Site: 'A', Industry: 'Banking' });
    const [result] = dml.update('Account', [{ Id: id.slice(0, 15), site: 'B', Industry: null }], writer());
    expect(result).to.deep.equal({ id, success: true, created: false, errors: [] });
    expect(org.row('Account', id)).to.include({
      Name: 'Before',
      Site: 'B',
      Industry: null,
      Tier__c: 'Bronze',
    });
  });

  const REFUSED: ReadonlyArray<
    readonly [
      why: string,
      object: string,
      row: Record<string, string | number | null>,
      code: string,
      fields: readonly string[],
    ]
  > = [
    ['a required field is missing', 'Contact', { FirstName: 'A' }, 'REQUIRED_FIELD_MISSING', ['LastName']],
    ['a required field is empty', 'Account', { Name: '  ' }, 'REQUIRED_FIELD_MISSING', ['Name']],
    ['a field does not exist', 'Account', { Name: 'A', Nme: 'A' }, 'INVALID_FIELD', []],
    ['a field is hidden from the user', 'Account', { Name: 'A', Legacy_Score__c: 1 }, 'INVALID_FIELD', []],
    [
      'a field is a formula',
      'Opportunity',
      { Name: 'A', Weighted_Amount__c: 1 },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['Weighted_Amount__c'],
    ],
    ['a field is an auto number', 'Invoice__c', { Name: 'A' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Name']],
    [
      'a field is the system’s',
      'Account',
      { Name: 'A', SystemModstamp: '2026-01-01' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['SystemModstamp'],
    ],
    ['text is too long', 'Contact', { LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG', ['LastName']],
    [
      'the Id of a parent is malformed',
      'Contact',
      { LastName: 'A', AccountId: 'abc' },
      'MALFORMED_ID',
      ['AccountId'],
    ],
    [
      'the Id of a parent is of another object',
      'Contact',
      { LastName: 'A', AccountId: '003000000000001AAA' },
      'FIELD_INTEGRITY_EXCEPTION',
      ['AccountId'],
    ],
    [
      'a parent does not exist',
      'Contact',
      { LastName: 'A', AccountId: '001000000000001AAA' },
      'INVALID_CROSS_REFERENCE_KEY',
      ['AccountId'],
    ],
    [
      'a picklist does not offer the value',
      'Account',
      { Name: 'A', Tier__c: 'Tin' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      ['Tier__c'],
    ],
    [
      'a record type is another object’s',
      'Project__c',
      {
        Name: 'A',
        RecordTypeId: String(org.seeded('RecordType', (row) => row.SobjectType === 'Account').Id),
      },
      'INVALID_CROSS_REFERENCE_KEY',
      ['RecordTypeId'],
    ],
    ['an Id is sent', 'Account', { Name: 'A', Id: account }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Id']],
    [
      'the object cannot be created',
      'AccountHistory',
      { AccountId: account },
      'INVALID_TYPE_FOR_OPERATION',
      [],
    ],
  ];
  for (const [why, object, row, code, fields] of REFUSED) {
    it(`is refused when ${why}`, () => {
      const before = org.state.tables.of(object).size;
      const [result] = dml.insert(object, [row], writer());
      expect(result?.errors[0], problem(result)).to.include({ statusCode: code });
      expect(result?.errors[0]?.fields).to.deep.equal(fields);
      expect(org.state.tables.of(object).size).to.equal(before);
    });
  }

  it('tells all errors of a row that are found while it is read', () => {
    const [result] = dml.insert(
      'Contact',
      [{ LastName: 'x'.repeat(90), Email: 'no', IsDeleted: true }],
      writer(),
    );
    expect(codes(result)).to.deep.equal([
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'STRING_TOO_LONG',
      'INVALID_EMAIL_ADDRESS',
    ]);
  });

  it('of a deleted or unknown Id is refused as such', () => {
    const gone = org.made('Account', { Name: 'Gone' });
    dml.remove([gone], writer());
    const results = dml.update(
      'Account',
      [{ Id: gone, Site: 'x' }, { Id: '001000000000001AAA' }, { Id: '1' }, {}],
      writer(),
    );
    expect(results.map((result) => codes(result)[0])).to.deep.equal([
      'ENTITY_IS_DELETED',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
      'MISSING_ARGUMENT',
    ]);
  });

  it('refuses the call for JSON that is no value of its field, and the row for CSV', () => {
    const rows: InputRow[] = [{ Name: 'Good' }, { Name: 'Bad', AnnualRevenue: 'much' }];
    const before = org.state.tables.of('Account').size;
    expect(() => dml.insert('Account', rows, writer()))
      .to.throw(OrgFault)
      .with.property('errorCode', 'JSON_PARSER_ERROR');
    expect(org.state.tables.of('Account').size).to.equal(before);
    expect(
      dml.insert('Account', rows, writer({ textCells: true })).map((result) => codes(result)[0]),
    ).to.deep.equal([undefined, 'INVALID_TYPE_ON_FIELD_IN_RECORD']);
  });

  it('refuses an object that is unknown to the writer', () => {
    expect(() => dml.insert('Nothing__c', [{}], writer()))
      .to.throw(OrgFault)
      .with.property('errorCode', 'INVALID_TYPE');
    expect(() => dml.insert('Invoice__c', [{}], writer({ username: 'sales@practice.example' })))
      .to.throw(OrgFault)
      .with.property('errorCode', 'INVALID_TYPE');
  });

  it('finds a parent by its external id, in any case the field allows', () => {
    org.made('Account', { Name: 'Keyed', External_Id__c: 'Key-1' });
    const parent = (value: string): string =>
      problem(dml.insert('Contact', [{ LastName: 'A', Account: { External_Id__c: value } }], writer())[0]);
    expect(parent('key-1')).to.equal('saved');
    expect(parent('other')).to.equal(
      'INVALID_FIELD: Foreign key external ID: other not found for field External_Id__c in entity Account',
    );
    const [none] = dml.insert('Contact', [{ LastName: 'A', Account: { Name: 'Keyed' } }], writer());
    expect(codes(none)).to.deep.equal(['INVALID_FIELD']);
  });

  it('keeps unique values apart, by the field’s sense of case, and names the other record', () => {
    const id = org.made('Account', { Name: 'One', External_Id__c: 'Uni' });
    const [same] = dml.insert('Account', [{ Name: 'Two', External_Id__c: 'UNI' }], writer());
    expect(problem(same)).to.equal(
      `DUPLICATE_VALUE: duplicate value found: External_Id__c duplicates value on record with id: ${id.slice(0, 15)}`,
    );
    const invoice = (External_Id__c: string): string[] =>
      codes(
        dml.insert(
          'Invoice__c',
          [{ External_Id__c, Account__c: account, Issued_On__c: '2026-01-01', Amount__c: 1 }],
          writer(),
        )[0],
      );
    expect([invoice('Sens'), invoice('SENS'), invoice('Sens')]).to.deep.equal([[], [], ['DUPLICATE_VALUE']]);
    dml.remove([id], writer());
    expect(problem(dml.insert('Account', [{ Name: 'Two', External_Id__c: 'uni' }], writer())[0])).to.equal(
      'saved',
    );
  });

  it('finds a value that was undone free again', () => {
    const transaction = dml.begin();
    org.made('Account', { Name: 'A', External_Id__c: 'undone' });
    transaction.rollback();
    transaction.end();
    expect(problem(dml.insert('Account', [{ Name: 'B', External_Id__c: 'undone' }], writer())[0])).to.equal(
      'saved',
    );
  });

  it('allows no account to be its own ancestor', () => {
    const top = org.made('Account', { Name: 'Top' });
    const below = org.made('Account', { Name: 'Below', ParentId: top });
    expect(codes(dml.update('Account', [{ Id: top, ParentId: below }], writer())[0])).to.deep.equal([
      'CIRCULAR_DEPENDENCY',
    ]);
  });

  it('counts auto numbers on from the highest', () => {
    const numbers = [...org.state.tables.of('Case').rows()].map((row) => Number(row.CaseNumber));
    const id = org.made('Case', { Subject: 'A' });
    expect(org.row('Case', id).CaseNumber).to.equal(String(Math.max(...numbers) + 1).padStart(8, '0'));
    const first = org.made('Invoice__c', { Account__c: account, Issued_On__c: '2026-01-01', Amount__c: 1 });
    expect(org.row('Invoice__c', first).Name).to.match(/^NAM-\d{6}$/);
  });

  it('sets audit fields on insert, with the permission, and never by update or upsert', () => {
    const audit = {
      CreatedDate: '2020-01-01T00:00:00Z',
      CreatedById: String(org.state.tables.of('User').get(org.state.userId('sales@practice.example')!)!.Id),
    };
    const id = org.made('Account', { Name: 'Old', ...audit });
    expect(org.row('Account', id)).to.include({
      CreatedDate: '2020-01-01T00:00:00.000+0000',
      CreatedById: audit.CreatedById,
    });
    expect(String(org.row('Account', id).SystemModstamp)).to.satisfy((text: string) => text > '2026');
    const refused = ['INVALID_FIELD_FOR_INSERT_UPDATE'];
    expect(codes(dml.update('Account', [{ Id: id, ...audit }], writer())[0])).to.deep.equal(refused);
    expect(
      codes(
        dml.upsert(
          'Account',
          'External_Id__c',
          [{ Name: 'A', External_Id__c: 'aud', ...audit }],
          writer(),
        )[0],
      ),
    ).to.deep.equal(refused);
    expect(
      codes(
        dml.insert('Account', [{ Name: 'A', ...audit }], writer({ username: 'sales@practice.example' }))[0],
      ),
    ).to.deep.equal(refused);
    // Products are not among the objects that take audit fields.
    expect(codes(dml.insert('Product2', [{ Name: 'A', ...audit }], writer())[0])).to.deep.equal(refused);
  });
});

import { expect } from 'chai';
import { columnsOf, selectStatement } from '../../../src/backup/data/columns.ts';
import type { FieldDescribe, ObjectDescribe } from '../../../src/org/describe.ts';
import { aField } from '../describes.ts';

const EVERYTHING = { only: [], sobjects: [], exclude: [] };

function withFields(name: string, fields: FieldDescribe[]): ObjectDescribe {
  return { name, queryable: true, fields } as unknown as ObjectDescribe;
}

describe('columnsOf', () => {
  it('leads with Id, IsDeleted and SystemModstamp and keeps the order of the describe after them', () => {
    const object = withFields(
      'Account',
      ['Name', 'SystemModstamp', 'Id', 'Phone', 'IsDeleted'].map((name) => aField(name)),
    );
    const names = columnsOf(object, EVERYTHING).fields.map((field) => field.name);
    expect(names).to.deep.equal(['Id', 'IsDeleted', 'SystemModstamp', 'Name', 'Phone']);
  });

  it('reads compound addresses and locations through their components', () => {
    const object = withFields('Account', [
      aField('Id'),
      aField('BillingAddress', { type: 'address' }),
      aField('BillingStreet', { compoundFieldName: 'BillingAddress' }),
      aField('Place__c', { type: 'location' }),
      aField('Place__Latitude__s', { type: 'double', compoundFieldName: 'Place__c' }),
    ]);
    const names = columnsOf(object, EVERYTHING).fields.map((field) => field.name);
    expect(names).to.deep.equal(['Id', 'BillingStreet', 'Place__Latitude__s']);
  });

  it('leaves file bodies to the files and reports other bodies', () => {
    const attachment = withFields('Attachment', [aField('Id'), aField('Body', { type: 'base64' })]);
    expect(columnsOf(attachment, EVERYTHING)).to.deep.include({ bodies: [] });
    const other = withFields('Scontrol', [aField('Id'), aField('Binary', { type: 'base64' })]);
    expect(columnsOf(other, EVERYTHING)).to.deep.include({ bodies: ['Binary'] });
  });

  it('never selects a secret', () => {
    const tokens = withFields(
      'OauthToken',
      ['Id', 'AppName', 'AccessToken', 'RequestToken', 'DeleteToken'].map((name) => aField(name)),
    );
    const columns = columnsOf(tokens, EVERYTHING);
    expect(columns.fields.map((field) => field.name)).to.deep.equal(['Id', 'AppName']);
    expect(columns.secrets).to.deep.equal(['AccessToken', 'RequestToken', 'DeleteToken']);
  });

  it('leaves out a field that was excluded, but never the Id', () => {
    const object = withFields(
      'Account',
      ['Id', 'Name', 'Phone'].map((name) => aField(name)),
    );
    const selection = { ...EVERYTHING, exclude: ['account.phone', 'Account.Id'] };
    expect(columnsOf(object, selection).fields.map((field) => field.name)).to.deep.equal(['Id', 'Name']);
  });
});

describe('selectStatement', () => {
  it('names every column, and filters where asked to', () => {
    const fields = [aField('Id'), aField('Name')];
    expect(selectStatement('Account', fields)).to.equal('SELECT Id, Name FROM Account');
    expect(selectStatement('Account', fields, "Id > '001'")).to.equal(
      "SELECT Id, Name FROM Account WHERE Id > '001'",
    );
  });
});

import { expect } from 'chai';
import { practiceOrg } from '../../data/fixtures.ts';
import type { InputRow } from '../../dml/model.ts';
import { readColumns, type LoadOperation } from './columns.ts';

describe('the columns of an upload', () => {
  const org = practiceOrg();
  const [administrator] = org.tables.of('User').where('Username', 'admin@practice.example');
  const access = org.access(String(administrator!.Id));
  const read = (object: string, header: string, row = '', operation: LoadOperation = 'insert'): InputRow =>
    readColumns(header.split(','), {
      operation,
      type: org.schema.find(object)!,
      schema: org.schema,
      access,
    }).toInput(row.split(','));

  it('are fields; an empty cell says nothing, #N/A says null', () => {
    expect(read('Account', 'Name,Phone,Website', 'Acme,,#N/A')).to.deep.equal({
      Name: 'Acme',
      Website: null,
    });
  });

  it('may name a parent by a field that identifies it', () => {
    expect(read('Project_Task__c', 'Name,Project__r.External_Id__c', 'x,P-1')).to.deep.equal({
      Name: 'x',
      Project__r: { attributes: { type: 'Project__c' }, External_Id__c: 'P-1' },
    });
  });

  it('null a parent by #N/A, and leave it be by an empty cell', () => {
    expect(read('Contact', 'ReportsTo.Email,LastName', '#N/A,x')).to.deep.equal({
      ReportsToId: null,
      LastName: 'x',
    });
    expect(read('Contact', 'ReportsTo.Email,LastName', ',x')).to.deep.equal({ LastName: 'x' });
  });

  it('name the type of a parent that may be of several', () => {
    expect(read('Task', 'Lead:Who.Email', 'a@b.example')).to.deep.equal({
      Who: { attributes: { type: 'Lead' }, Email: 'a@b.example' },
    });
    expect(() => read('Task', 'Who.Email')).to.throw('Field name not found : Who.Email');
    expect(() => read('Task', 'Account:Who.Name')).to.throw('Field name not found');
  });

  const refused: ReadonlyArray<
    readonly [name: string, header: string, operation: LoadOperation, error: string]
  > = [
    ['an unknown name', 'Name,Nope__c', 'insert', 'InvalidBatch : Field name not found : Nope__c'],
    ['a name in another case', 'name', 'insert', 'InvalidBatch : Field name not found : name'],
    ['a name with a byte order mark', '\ufeffName', 'insert', 'Field name not found'],
    ['a parent of a parent', 'Parent.Parent.Name', 'insert', 'Field name not found'],
    ['a parent by a field that does not identify it', 'Parent.Phone', 'insert', 'Field name not found'],
    ['children', 'Contacts.Email', 'insert', 'Field name not found'],
    ['the same name twice', 'Name,Name', 'update', 'InvalidBatch : Duplicate column name : Name'],
    [
      'more than Ids for a delete',
      'Id,Name',
      'delete',
      "InvalidBatch : The 'delete' batch must contain only ids",
    ],
    ['no Ids for a hard delete', 'Name', 'hardDelete', "The 'hardDelete' batch must contain only ids"],
  ];
  for (const [name, header, operation, error] of refused) {
    it(`are refused with ${name}`, () =>
      expect(() => read('Account', header, '', operation)).to.throw(error));
  }

  it('are only those the caller may see', () => {
    const blind = { ...access, seesField: (_object: string, field: string) => field !== 'Phone' };
    expect(() =>
      readColumns(['Phone'], {
        operation: 'insert',
        type: org.schema.find('Account')!,
        schema: org.schema,
        access: blind,
      }),
    ).to.throw('Field name not found : Phone');
  });
});

import { expect } from 'chai';
import type { InputRow } from './model.ts';
import { problem, writableOrg } from './fixtures.ts';

const org = writableOrg();
const { dml, writer } = org;
const updated = (object: string, row: InputRow): string => problem(dml.update(object, [row], writer())[0]);

describe('calculated fields', () => {
  it('of a master count its live details', () => {
    const project = org.made('Project__c', { Name: 'P' });
    const add = (row: InputRow): string =>
      org.made('Project_Task__c', { Name: 'T', Project__c: project, ...row });
    const done = add({ Status__c: 'Done', Hours__c: 2 });
    const open = add({ Hours__c: 1.5 });
    const sums = (): unknown[] => [
      org.row('Project__c', project).Open_Tasks__c,
      org.row('Project__c', project).Planned_Hours__c,
    ];
    expect(sums()).to.deep.equal([1, 3.5]);
    updated('Project_Task__c', { Id: done, Status__c: 'Open' });
    dml.remove([open], writer());
    expect(sums()).to.deep.equal([1, 2]);
    dml.undelete([open], writer());
    expect(sums()).to.deep.equal([2, 3.5]);
    const other = org.made('Project__c', { Name: 'Q' });
    expect(updated('Project_Task__c', { Id: open, Project__c: other })).to.match(
      /^INVALID_FIELD_FOR_INSERT_UPDATE/,
    );
  });

  it('follow the parent they read', () => {
    const buyer = org.made('Account', { Name: 'First' });
    const id = org.made('Invoice__c', {
      Account__c: buyer,
      Issued_On__c: '2026-01-01',
      Amount__c: 200,
      Tax_Rate__c: 19,
    });
    expect(org.row('Invoice__c', id)).to.include({ Gross_Amount__c: 238, Account_Name__c: 'First' });
    updated('Account', { Id: buyer, Name: 'Second' });
    expect(org.row('Invoice__c', id).Account_Name__c).to.equal('Second');
  });
});

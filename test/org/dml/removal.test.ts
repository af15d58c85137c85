import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { codes, problem, writableOrg } from './fixtures.ts';

describe('the recycle bin', () => {
  const org = writableOrg();
  const { dml, writer } = org;

  /** An account with a contact, an opportunity with a line-less child task, a project that points at it, a subsidiary. */
  function family(): Record<'account' | 'contact' | 'opportunity' | 'task' | 'project' | 'child', string> {
    const account = org.made('Account', { Name: 'Family' });
    const contact = org.made('Contact', { LastName: 'Member', AccountId: account });
    const opportunity = org.made('Opportunity', {
      Name: 'Deal',
      AccountId: account,
      StageName: 'Prospecting',
      CloseDate: '2026-12-01',
    });
    const task = org.made('Task', { Subject: 'Call', WhatId: opportunity, WhoId: contact });
    const project = org.made('Project__c', { Name: 'Build', Account__c: account });
    const child = org.made('Account', { Name: 'Subsidiary', ParentId: account });
    return { account, contact, opportunity, task, project, child };
  }

  const inBin = (object: string, id: string): unknown => org.row(object, id).IsDeleted;

  it('takes a record with what cascades, and clears lookups at it', () => {
    const { account, contact, opportunity, task, project, child } = family();
    expect(problem(dml.remove([account], writer())[0])).to.equal('saved');
    expect([
      inBin('Account', account),
      inBin('Contact', contact),
      inBin('Opportunity', opportunity),
      inBin('Task', task),
    ]).to.deep.equal([true, true, true, true]);
    expect(org.row('Project__c', project)).to.include({ Account__c: null, IsDeleted: false });
    expect(org.row('Account', child)).to.include({ ParentId: null, IsDeleted: false });
    expect(org.row('Account', account).LastModifiedById).to.equal(writer().userId);
    expect(org.rows('AccountContactRelation', 'ContactId', contact)[0]?.IsDeleted).to.equal(true);
    expect(org.rows('AccountShare', 'AccountId', account)[0]?.IsDeleted).to.equal(true);
  });

  it('gives a record back under its Id with what went with it and with the lookups that were cleared', () => {
    const { account, contact, opportunity, task, project, child } = family();
    dml.remove([account], writer());
    expect(problem(dml.undelete([account], writer())[0])).to.equal('saved');
    expect([
      inBin('Account', account),
      inBin('Contact', contact),
      inBin('Opportunity', opportunity),
      inBin('Task', task),
    ]).to.deep.equal([false, false, false, false]);
    expect(org.row('Project__c', project).Account__c).to.equal(account);
    expect(org.row('Account', child).ParentId).to.equal(account);
    expect(codes(dml.undelete([account], writer())[0])).to.deep.equal(['UNDELETE_FAILED']);
  });

  it('leaves a lookup alone that got another value meanwhile', () => {
    const { account, project } = family();
    const other = org.made('Account', { Name: 'Other' });
    dml.remove([account], writer());
    dml.update('Project__c', [{ Id: project, Account__c: other }], writer());
    dml.undelete([account], writer());
    expect(org.row('Project__c', project).Account__c).to.equal(other);
  });

  it('keeps apart what was deleted at different times', () => {
    const { account, contact } = family();
    dml.remove([contact], writer());
    dml.remove([account], writer());
    dml.undelete([account], writer());
    expect(inBin('Contact', contact)).to.equal(true);
    expect(problem(dml.undelete([contact], writer())[0])).to.equal('saved');
  });

  it('gives no child back while its parent is in it', () => {
    const { account, contact } = family();
    dml.remove([contact], writer());
    dml.remove([account], writer());
    expect(codes(dml.undelete([contact], writer())[0])).to.deep.equal(['UNDELETE_FAILED']);
    expect(problem(dml.undelete([account], writer())[0])).to.equal('saved');
  });

  it('refuses a record that others forbid to delete, and names them', () => {
    const account = org.made('Account', { Name: 'Customer' });
    const id = org.made('Case', { Subject: 'Help', AccountId: account });
    const [result] = dml.remove([account], writer());
    expect(problem(result)).to.equal(
      `DELETE_FAILED: Your attempt to delete Customer could not be completed because it is associated with the following cases.: ${String(org.row('Case', id).CaseNumber)}\n`,
    );
    expect(inBin('Account', account)).to.equal(false);
  });

  it('gives no record back whose unique value was taken meanwhile', () => {
    const id = org.made('Account', { Name: 'A', External_Id__c: 'taken' });
    dml.remove([id], writer());
    org.made('Account', { Name: 'B', External_Id__c: 'taken' });
    expect(codes(dml.undelete([id], writer())[0])).to.deep.equal(['DUPLICATE_VALUE']);
    expect(inBin('Account', id)).to.equal(true);
  });

  it('gives back what the org was seeded with in it, children included', () => {
    const big = writableOrg({ scale: 1 });
    const bin = [...big.state.tables.of('Account').rows()].filter((row) => row.IsDeleted === true);
    const parent = bin.find((row) => big.rows('Contact', 'AccountId', String(row.Id)).length > 0)!;
    const contact = big.rows('Contact', 'AccountId', String(parent.Id))[0]!;
    expect(contact.IsDeleted).to.equal(true);
    expect(problem(big.dml.undelete([String(parent.Id)], big.writer())[0])).to.equal('saved');
    expect(big.row('Contact', String(contact.Id)).IsDeleted).to.equal(false);
  });

  it('is emptied for good, by the record that was deleted and not by what went with it', () => {
    const { account, contact } = family();
    expect(codes(dml.emptyRecycleBin([account], writer())[0])).to.deep.equal(['DELETE_FAILED']);
    dml.remove([account], writer());
    expect(codes(dml.emptyRecycleBin([contact], writer())[0])).to.deep.equal(['DELETE_FAILED']);
    expect(problem(dml.emptyRecycleBin([account], writer())[0])).to.equal('saved');
    expect(org.state.tables.of('Account').get(account)).to.equal(undefined);
    expect(org.state.tables.of('Contact').get(contact)).to.equal(undefined);
    expect(codes(dml.undelete([account], writer())[0])).to.deep.equal(['INVALID_CROSS_REFERENCE_KEY']);
  });

  it('is passed by a hard delete, which needs its permission and clears lookups for good', () => {
    const { account, contact, project } = family();
    expect(() => dml.hardDelete([account], writer())).to.throw(OrgFault);
    const admin = writer();
    const access = {
      ...admin.access,
      has: (permission: string) => permission === 'BulkApiHardDelete' || admin.access.has(permission),
    };
    expect(problem(dml.hardDelete([account], { ...admin, access })[0])).to.equal('saved');
    expect(org.state.tables.of('Contact').get(contact)).to.equal(undefined);
    expect(org.row('Project__c', project).Account__c).to.equal(null);
  });

  it('is no place for objects that have none', () => {
    const { account, contact } = family();
    const [role] = dml.insert('AccountContactRole', [{ AccountId: account, ContactId: contact }], writer());
    dml.remove([role!.id!], writer());
    expect(codes(dml.undelete([role!.id!], writer())[0])).to.deep.equal(['UNDELETE_FAILED']);
    expect(codes(dml.remove([writer().userId], writer())[0])).to.deep.equal(['INVALID_TYPE_FOR_OPERATION']);
  });

  it('takes Ids of several objects in one call and answers in their order', () => {
    const first = org.made('Account', { Name: 'A' });
    const second = org.made('Lead', { LastName: 'B', Company: 'C' });
    const results = dml.remove([second, 'nonsense', first, first], writer());
    expect(results.map(({ id }) => id)).to.deep.equal([second, 'nonsense', first, first]);
    expect(results.map((result) => codes(result)[0])).to.deep.equal([
      undefined,
      'MALFORMED_ID',
      undefined,
      'ENTITY_IS_DELETED',
    ]);
  });

  it('lets nobody delete a direct account relation, a standard price book, or an activated order', () => {
    const { contact } = family();
    const relation = org.rows('AccountContactRelation', 'ContactId', contact)[0]!;
    const book = org.seeded('Pricebook2', (row) => row.IsStandard === true);
    const results = dml.remove([String(relation.Id), String(book.Id)], writer());
    expect(results.map((result) => codes(result)[0])).to.deep.equal(['DELETE_FAILED', 'DELETE_FAILED']);
  });
});

describe('merging', () => {
  const org = writableOrg();
  const { dml, writer } = org;

  it('moves what hangs on the loser to the master and bins the loser with the master’s Id', () => {
    const [master, loser] = ['Master', 'Loser'].map((Name) => org.made('Account', { Name }));
    const contact = org.made('Contact', { LastName: 'A', AccountId: loser! });
    const task = org.made('Task', { Subject: 'T', WhatId: loser! });
    const result = dml.merge({ Id: master!, Site: 'kept' }, [loser!], 'Account', writer());
    expect(result).to.include({ success: true, id: master });
    expect(org.row('Account', master!).Site).to.equal('kept');
    expect(org.row('Account', loser!)).to.include({ IsDeleted: true, MasterRecordId: master });
    expect(org.row('Contact', contact).AccountId).to.equal(master);
    expect(org.row('Task', task).WhatId).to.equal(master);
  });

  it('lets the loser come back, its children stay with the master', () => {
    const [master, loser] = ['Master', 'Loser'].map((LastName) =>
      org.made('Lead', { LastName, Company: 'C' }),
    );
    const task = org.made('Task', { Subject: 'T', WhoId: loser! });
    dml.merge({ Id: master! }, [loser!], 'Lead', writer());
    expect(problem(dml.undelete([loser!], writer())[0])).to.equal('saved');
    expect(org.row('Lead', loser!).IsDeleted).to.equal(false);
    expect(org.row('Task', task).WhoId).to.equal(master);
  });

  it('takes all back when one loser cannot be merged', () => {
    const [master, loser] = ['Master', 'Loser'].map((Name) => org.made('Account', { Name }));
    const result = dml.merge(
      { Id: master!, Site: 'new' },
      [loser!, '001000000000001AAA'],
      'Account',
      writer(),
    );
    expect(codes(result)).to.deep.equal(['INVALID_CROSS_REFERENCE_KEY']);
    expect(org.row('Account', loser!).IsDeleted).to.equal(false);
    expect(org.row('Account', master!).Site).to.equal(null);
  });

  it('is for accounts, contacts, leads and cases', () => {
    const project = org.made('Project__c', { Name: 'P' });
    expect(codes(dml.merge({ Id: project }, [project], 'Project__c', writer()))).to.deep.equal([
      'INVALID_TYPE_FOR_OPERATION',
    ]);
  });
});

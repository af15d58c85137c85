import { expect } from 'chai';
import type { Definition } from '../metadata/component.ts';
import type { XmlTree } from '../soap/xml.ts';
import { automationsOf } from './automation/automations.ts';
import { holds, rowScope } from './formula/rowScope.ts';
import { codes, problem, writableOrg, type WritableOrg } from './fixtures.ts';

/** Deploys a changed copy of a component. */
function deploy(org: WritableOrg, type: string, fullName: string, change: (tree: XmlTree) => XmlTree): void {
  const tree = org.components.find(type, fullName)?.metadata() ?? {};
  org.components.put({ type, fullName, metadata: () => change(tree) } satisfies Definition);
}

function switchRule(org: WritableOrg, object: string, rule: string, active: boolean): void {
  deploy(org, 'CustomObject', object, (tree) => ({
    ...tree,
    validationRules: (tree.validationRules as XmlTree[]).map((each) =>
      each.fullName === rule ? { ...each, active } : each,
    ),
  }));
}

describe('validation rules', () => {
  it('refuse a row with their message and field while they are active', () => {
    const org = writableOrg();
    const negative = (): unknown =>
      org.dml.insert('Account', [{ Name: 'A', AnnualRevenue: -1 }], org.writer())[0]?.errors;
    expect(negative()).to.deep.equal([
      {
        statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Annual revenue cannot be negative.',
        fields: ['AnnualRevenue'],
      },
    ]);
    switchRule(org, 'Account', 'Revenue_Not_Negative', false);
    expect(negative()).to.deep.equal([]);
    switchRule(org, 'Account', 'Revenue_Not_Negative', true);
    expect(negative()).to.have.length(1);
  });

  it('see the saved row’s old values', () => {
    const org = writableOrg();
    deploy(org, 'CustomObject', 'Lead', (tree) => ({
      ...tree,
      validationRules: [
        { fullName: 'Frozen', active: true, errorConditionFormula: 'ISCHANGED(Company)', errorMessage: 'no' },
      ],
    }));
    const id = org.made('Lead', { LastName: 'A', Company: 'C' });
    const update = (Company: string): string[] =>
      codes(org.dml.update('Lead', [{ Id: id, Company }], org.writer())[0]);
    expect([update('C'), update('D')]).to.deep.equal([[], ['FIELD_CUSTOM_VALIDATION_EXCEPTION']]);
  });

  it('hold for every live seeded row but the invoices from before theirs', () => {
    const org = writableOrg({ scale: 0.3 });
    const broken = new Map<string, number>();
    for (const type of org.state.schema.types) {
      const { validations } = automationsOf(org.components, type.name);
      if (validations.length === 0) continue;
      for (const row of org.state.tables.of(type.name).rows()) {
        if (row.IsDeleted === true) continue;
        const scope = rowScope(org.state, type, row, row);
        for (const { condition } of validations)
          if (holds(condition, scope)) broken.set(condition, (broken.get(condition) ?? 0) + 1);
      }
    }
    expect([...broken.keys()]).to.deep.equal(['ISBLANK(Account__c)']);
  });
});

describe('triggers', () => {
  const org = writableOrg();

  it('stamp, refuse, and fail as Apex does', () => {
    expect(org.row('Case', org.made('Case', { Subject: 'URGENT: fire' })).Priority).to.equal('High');
    const [held] = org.dml.insert('Account', [{ Name: 'A', Site: 'On hold' }], org.writer());
    expect(problem(held)).to.equal('FIELD_CUSTOM_VALIDATION_EXCEPTION: Accounts on hold are not saved.');
    const [frozen] = org.dml.insert(
      'Opportunity',
      [{ Name: 'A', StageName: 'Prospecting', CloseDate: '2026-12-01', NextStep: 'Frozen' }],
      org.writer(),
    );
    expect(problem(frozen)).to.match(
      /^CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: OpportunityTrigger: execution of BeforeInsert/,
    );
  });

  it('rest while their status is Inactive', () => {
    deploy(org, 'ApexTrigger', 'AccountTrigger', (tree) => ({ ...tree, status: 'Inactive' }));
    expect(org.made('Account', { Name: 'A', Site: 'On hold' })).to.match(/^001/);
  });
});

describe('record-triggered flows', () => {
  const won = { Name: 'A', StageName: 'Closed Won', CloseDate: '2026-12-01', Amount: 5 };

  it('make a task when an opportunity is won, once', () => {
    const org = writableOrg();
    const id = org.made('Opportunity', { ...won, StageName: 'Prospecting' });
    const tasks = (): unknown[] => org.rows('Task', 'WhatId', id).map((row) => row.Subject);
    expect(tasks()).to.deep.equal([]);
    org.dml.update('Opportunity', [{ Id: id, StageName: 'Closed Won' }], org.writer());
    org.dml.update('Opportunity', [{ Id: id, NextStep: 'Call' }], org.writer());
    expect(tasks()).to.deep.equal(['Thank the customer']);
  });

  it('stamp a row before it is saved, until a deploy switches them off', () => {
    const org = writableOrg();
    const progress = (): unknown =>
      org.row('Project__c', org.made('Project__c', { Name: 'P', Status__c: 'Done', Progress__c: 3 }))
        .Progress__c;
    expect(progress()).to.equal(100);
    deploy(org, 'Flow', 'Project_Done_Progress', (tree) => ({ ...tree, status: 'Obsolete' }));
    expect(progress()).to.equal(3);
    deploy(org, 'Flow', 'Project_Done_Progress', (tree) => ({ ...tree, status: 'Active' }));
    org.components.put({
      type: 'FlowDefinition',
      fullName: 'Project_Done_Progress',
      metadata: () => ({ activeVersionNumber: 0 }),
    });
    expect(progress()).to.equal(3);
  });

  it('take the row back that started them when they fail', () => {
    const org = writableOrg();
    deploy(org, 'Flow', 'Opportunity_Won_Task', (tree) => ({
      ...tree,
      recordCreates: [{ ...(tree.recordCreates as XmlTree[])[0], object: 'Contact' }],
    }));
    const before = org.state.tables.of('Opportunity').size;
    const [result] = org.dml.insert('Opportunity', [won], org.writer());
    expect(codes(result)).to.deep.equal(['CANNOT_EXECUTE_FLOW_TRIGGER']);
    expect(org.state.tables.of('Opportunity').size).to.equal(before);
  });
});

describe('duplicate rules', () => {
  const org = writableOrg();
  const strict = org.writer({ allowDuplicates: false });

  it('refuse a new row that matches another, unless the caller allows it', () => {
    org.made('Account', { Name: 'Twin' });
    expect(problem(org.dml.insert('Account', [{ Name: 'Twin' }], strict)[0])).to.equal(
      'DUPLICATES_DETECTED: You are creating a duplicate record.',
    );
    expect(problem(org.dml.insert('Account', [{ Name: 'Twin' }], org.writer())[0])).to.equal('saved');
  });

  it('let updates pass where the rule does not ask', () => {
    const id = org.made('Account', { Name: 'Single' });
    expect(problem(org.dml.update('Account', [{ Id: id, Name: 'Twin' }], strict)[0])).to.equal('saved');
  });

  it('that block do so whatever the caller allows, and inactive ones do not', () => {
    deploy(org, 'DuplicateRule', 'Account.Standard_Account_Rule', (tree) => ({
      ...tree,
      actionOnInsert: 'Block',
    }));
    expect(codes(org.dml.insert('Account', [{ Name: 'Twin' }], org.writer())[0])).to.deep.equal([
      'DUPLICATES_DETECTED',
    ]);
    deploy(org, 'DuplicateRule', 'Account.Standard_Account_Rule', (tree) => ({ ...tree, isActive: false }));
    expect(problem(org.dml.insert('Account', [{ Name: 'Twin' }], strict)[0])).to.equal('saved');
  });
});

describe('assignment rules', () => {
  const org = writableOrg();
  const owner = (autoAssign: boolean): unknown => {
    const [result] = org.dml.insert(
      'Case',
      [{ Subject: 'A', OwnerId: org.writer().userId }],
      org.writer({ autoAssign }),
    );
    return org.row('Case', result!.id!).OwnerId;
  };

  it('give a new case their queue as owner, whoever was named, unless the caller says no', () => {
    const queue = org.seeded('Group', (row) => row.DeveloperName === 'Case_intake').Id;
    expect(owner(true)).to.equal(queue);
    expect(owner(false)).to.equal(org.writer().userId);
  });
});

// Parts of objects that no describe holds, by object: validation rules, links, compact layouts, sales processes, and
// what roll-up fields sum.
import type { XmlTree } from '../../soap/xml.ts';

function rule(fullName: string, formula: string, message: string, field?: string): XmlTree {
  return {
    fullName,
    active: true,
    errorConditionFormula: formula,
    errorDisplayField: field,
    errorMessage: message,
  };
}

export const validationRules: Readonly<Record<string, readonly XmlTree[] | undefined>> = {
  Account: [
    rule('Revenue_Not_Negative', 'AnnualRevenue < 0', 'Annual revenue cannot be negative.', 'AnnualRevenue'),
    {
      ...rule(
        'Website_Has_Scheme',
        'AND(NOT(ISBLANK(Website)), NOT(BEGINS(Website, "http")))',
        'Start the website with http.',
      ),
      active: false,
    },
  ],
  Opportunity: [
    rule(
      'Closed_Needs_Amount',
      'AND(ISPICKVAL(StageName, "Closed Won"), ISBLANK(Amount))',
      'A won opportunity needs an amount.',
      'Amount',
    ),
  ],
  Case: [
    rule(
      'Reason_On_Close',
      'AND(IsClosed, ISPICKVAL(Reason, ""))',
      'Give a reason before you close the case.',
      'Reason',
    ),
  ],
  Contact: [
    rule(
      'Email_Or_Phone',
      'AND(ISBLANK(Email), ISBLANK(Phone), ISNEW() = FALSE)',
      'Keep an email or a phone.',
    ),
  ],
  Project__c: [rule('Name_Not_Blank', 'LEN(TRIM(Name)) = 0', 'A project needs a name.', 'Name')],
  Invoice__c: [rule('Has_Account', 'ISBLANK(Account__c)', 'An invoice belongs to an account.', 'Account__c')],
};

export const webLinks: Readonly<Record<string, readonly XmlTree[] | undefined>> = {
  Account: [
    {
      fullName: 'Credit_Check',
      availability: 'online',
      displayType: 'link',
      encodingKey: 'UTF-8',
      linkType: 'url',
      masterLabel: 'Credit Check',
      openType: 'newWindow',
      protected: false,
      url: 'https://credit.vendor.example/?name={!Account.Name}&country={!Account.BillingCountry}',
    },
  ],
};

export const compactLayouts: Readonly<Record<string, readonly XmlTree[] | undefined>> = {
  Account: [{ fullName: 'Account_Compact', fields: ['Name', 'Phone', 'Website'], label: 'Account Compact' }],
  Case: [{ fullName: 'Case_Compact', fields: ['CaseNumber', 'Status', 'Priority'], label: 'Case Compact' }],
};

export const businessProcesses: Readonly<Record<string, readonly XmlTree[] | undefined>> = {
  Opportunity: [
    {
      fullName: 'Renewal',
      description: 'Stages of a renewal',
      isActive: true,
      values: [
        { fullName: 'Prospecting', default: true },
        { fullName: 'Closed Won', default: false },
        { fullName: 'Closed Lost', default: false },
      ],
    },
  ],
};

/** `Object.Field` -> the summary's operands; a field not named here is written without them. */
export const rollUps: Readonly<Record<string, XmlTree | undefined>> = {
  'Project__c.Open_Tasks__c': {
    summaryFilterItems: { field: 'Project_Task__c.Status__c', operation: 'notEqual', value: 'Done' },
    summaryForeignKey: 'Project_Task__c.Project__c',
    summaryOperation: 'count',
  },
  'Project__c.Planned_Hours__c': {
    summarizedField: 'Project_Task__c.Hours__c',
    summaryForeignKey: 'Project_Task__c.Project__c',
    summaryOperation: 'sum',
  },
};

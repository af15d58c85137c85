// The practice org's own custom fields on standard objects: keys from other systems, a lookup that closes a cycle
// (Account -> Contact -> Account), and the two fields that field-level security hides from the main administrator.

interface Added {
  readonly fields: Readonly<Record<string, string>>;
  readonly children?: Readonly<Record<string, string>>;
}

const externalKey = 'string(40) external unique';

const added: Readonly<Partial<Record<string, Added>>> = {
  Account: {
    fields: {
      External_Id__c: externalKey,
      Tier__c: 'picklist(255) {Gold|Silver|Bronze*} restricted',
      Legacy_Score__c: 'double(5,1)',
      Key_Contact__c: 'reference ->Contact',
      Credit_Limit__c: 'currency(16,2)',
      Renewal_Date__c: 'date',
    },
    children: { Key_Contact__c: 'Key_Accounts__r' },
  },
  Contact: {
    fields: {
      External_Id__c: externalKey,
      National_Id__c: 'string(20)',
      Languages__c: 'multipicklist {English|German|French|Spanish|Turkish|Japanese}',
      Newsletter__c: 'boolean',
    },
  },
  Opportunity: {
    fields: {
      External_Id__c: externalKey,
      Margin__c: 'percent(5,2)',
      Weighted_Amount__c: 'currency(18,2) := Amount * Probability',
    },
  },
  Case: {
    fields: {
      Satisfaction__c: 'picklist(255) {1|2|3|4|5} restricted',
      Root_Cause__c: 'textarea(32768) html',
    },
  },
  Lead: { fields: { External_Id__c: externalKey, Consent_Date__c: 'datetime' } },
  Product2: { fields: { External_Id__c: externalKey, Weight_Kg__c: 'double(10,3)' } },
  User: { fields: { Employee_Grade__c: 'picklist(255) {Junior|Senior|Lead|Head}' } },
};

const withPersonAccounts: Readonly<Partial<Record<string, Added>>> = {
  Account: {
    fields: {
      Languages__pc: 'multipicklist {English|German|French|Spanish|Turkish|Japanese}',
      Newsletter__pc: 'boolean',
    },
  },
  Contact: { fields: { IsPersonAccount: 'boolean readonly "Is Person Account"' } },
};

/** The fields an object has beside its standard ones; undefined when it has none. */
export function addedFields(object: string, personAccounts: boolean): Added | undefined {
  const own = added[object];
  const person = personAccounts ? withPersonAccounts[object] : undefined;
  if (own === undefined || person === undefined) return own ?? person;
  return { fields: { ...own.fields, ...person.fields }, children: { ...own.children, ...person.children } };
}

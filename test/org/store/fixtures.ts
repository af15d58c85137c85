// A small object type for tests of the tables.

import type { FieldDescribe, SObjectType } from '../model.ts';

function field(name: string, type: string): FieldDescribe {
  return {
    name,
    type,
    referenceTo: type === 'reference' ? ['Account'] : [],
    picklistValues: [],
    nillable: true,
  } as unknown as FieldDescribe;
}

const fields = [field('Id', 'id'), field('Name', 'string'), field('AccountId', 'reference')];

export const smallType: SObjectType = {
  name: 'Small__c',
  keyPrefix: 'a0S',
  describe: { name: 'Small__c', fields, childRelationships: [] } as unknown as SObjectType['describe'],
  restrictions: { bulk: true },
  field: (name) => fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase()),
  parentField: () => undefined,
  childRelationship: () => undefined,
};

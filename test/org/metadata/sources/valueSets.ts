// Value sets: the standard ones as the describes' picklists have them, global ones, and translations of both.
// A standard value set cannot be listed, only read by name (listMetadata answers nothing; Metadata API Developer
// Guide, StandardValueSet Names and Standard Picklist Fields, gives the field behind each name).
import type { FieldDescribe, Schema } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import type { Source } from './source.ts';

/** Standard value set -> the field whose picklist it is. */
export const standardSets: Readonly<Record<string, string>> = {
  AccountContactRole: 'AccountContactRole.Role',
  AccountOwnership: 'Account.Ownership',
  AccountRating: 'Account.Rating',
  AccountType: 'Account.Type',
  AssetStatus: 'Asset.Status',
  CampaignMemberStatus: 'CampaignMember.Status',
  CampaignStatus: 'Campaign.Status',
  CampaignType: 'Campaign.Type',
  CaseContactRole: 'CaseContactRole.Role',
  CaseOrigin: 'Case.Origin',
  CasePriority: 'Case.Priority',
  CaseReason: 'Case.Reason',
  CaseStatus: 'Case.Status',
  CaseType: 'Case.Type',
  ContactRole: 'OpportunityContactRole.Role',
  ContractContactRole: 'ContractContactRole.Role',
  ContractStatus: 'Contract.Status',
  EventSubject: 'Event.Subject',
  EventType: 'Event.Type',
  IdeaStatus: 'Idea.Status',
  Industry: 'Account.Industry',
  LeadSource: 'Lead.LeadSource',
  LeadStatus: 'Lead.Status',
  OpportunityStage: 'Opportunity.StageName',
  OpportunityType: 'Opportunity.Type',
  OrderStatus: 'Order.Status',
  OrderType: 'Order.Type',
  PartnerRole: 'Partner.Role',
  Product2Family: 'Product2.Family',
  Salutation: 'Contact.Salutation',
  SolutionStatus: 'Solution.Status',
  TaskPriority: 'Task.Priority',
  TaskStatus: 'Task.Status',
  TaskSubject: 'Task.Subject',
  TaskType: 'Task.Type',
};

/** Opens the sets whose values carry more than a label. */
const extras: Readonly<Record<string, ((value: string) => XmlTree) | undefined>> = {
  CaseStatus: (value) => ({ closed: value.startsWith('Closed') }),
  LeadStatus: (value) => ({ converted: /Qualified|Converted/.test(value) && !/Un|Not/.test(value) }),
  TaskStatus: (value) => ({ closed: value === 'Completed' }),
  TaskPriority: (value) => ({ highPriority: value === 'High' }),
  OpportunityStage: (value) => ({
    closed: value.startsWith('Closed'),
    won: value === 'Closed Won',
    forecastCategory: value.startsWith('Closed')
      ? value === 'Closed Won'
        ? 'Closed'
        : 'Omitted'
      : 'Pipeline',
    probability: value === 'Closed Won' ? 100 : value === 'Closed Lost' ? 0 : 50,
  }),
};

function picklistOf(schema: Schema, path: string): FieldDescribe | undefined {
  const [object = '', field = ''] = path.split('.');
  const found = schema.find(object)?.field(field);
  return found !== undefined && found.picklistValues.length > 0 ? found : undefined;
}

function valueSetTree(name: string, field: FieldDescribe): XmlTree {
  return {
    sorted: false,
    standardValue: field.picklistValues.map((entry) => ({
      fullName: entry.value,
      default: entry.defaultValue,
      isActive: entry.active ? undefined : false,
      label: entry.label,
      ...extras[name]?.(entry.value),
    })),
  };
}

const translated: ReadonlyArray<readonly [set: string, language: string]> = [
  ['AccountType', 'de'],
  ['AccountType', 'fr'],
  ['CaseStatus', 'de'],
  ['Industry', 'de'],
  ['LeadSource', 'de'],
  ['LeadSource', 'fr'],
  ['OpportunityStage', 'de'],
];

function* standard(schema: Schema): Iterable<Definition> {
  for (const [name, path] of Object.entries(standardSets)) {
    const field = picklistOf(schema, path);
    if (field === undefined) continue;
    yield { type: 'StandardValueSet', fullName: name, metadata: () => valueSetTree(name, field) };
  }
  for (const [name, language] of translated) {
    const field = picklistOf(schema, standardSets[name] ?? '');
    if (field === undefined) continue;
    const valueTranslation = field.picklistValues
      .slice(0, 10)
      .map(({ value }) => ({ masterLabel: value, translation: `${value} [${language}]` }));
    yield {
      type: 'StandardValueSetTranslation',
      fullName: `${name}-${language}`,
      metadata: () => ({ valueTranslation }),
    };
  }
}

const globalSets: Readonly<Record<string, readonly string[]>> = {
  Regions: ['EMEA', 'Americas', 'APAC', 'Other'],
  Risk_Level: ['Low', 'Medium', 'High', 'Critical'],
  Contract_Terms: ['12 months', '24 months', '36 months'],
  Currencies_Accepted: ['EUR', 'USD', 'GBP', 'CHF', 'JPY'],
  Escalation_Reason: ['Delay', 'Quality', 'Price & terms', 'Other'],
};

/** A global value set. */
export function globalValueSet(fullName: string, values: readonly string[]): Definition {
  return {
    type: 'GlobalValueSet',
    fullName,
    metadata: () => ({
      customValue: values.map((value, index) => ({ fullName: value, default: index === 0, label: value })),
      masterLabel: fullName.replaceAll('_', ' '),
      sorted: false,
    }),
  };
}

export const valueSets: Source = function* ({ state }) {
  yield* standard(state.schema);
  for (const [name, values] of Object.entries(globalSets)) {
    yield globalValueSet(name, values);
    const valueTranslation = values.map((value) => ({ masterLabel: value, translation: `${value} [de]` }));
    yield {
      type: 'GlobalValueSetTranslation',
      fullName: `${name}-de`,
      metadata: () => ({ valueTranslation }),
    };
  }
};

// Objects whose rows cannot simply be written as they were: what must come first, what must wait, what the platform
// makes itself. One table, each line with its source.

/** The cells of a row, null where empty. */
type CellOf = (field: string) => string | null;

export interface SpecialObject {
  /** Where Salesforce says so. */
  readonly source: string;
  /** Objects that must be written before, beside those the references say. */
  readonly after?: readonly string[];
  /** Cells of parents that the rules below ask for, as `Parent.Field`. */
  readonly joins?: readonly string[];
  /** Among an object's rows to be created: those that must come before the others. */
  readonly isFirst?: (cell: CellOf) => boolean;
  /** Fields created with another value and given their own at the end, when all rows are there. */
  readonly later?: Readonly<Record<string, Later>>;
  /** Fields left out when the row is created: the platform fills them in. */
  readonly leaveOut?: (cell: CellOf) => readonly string[];
  /** Fields that nobody writes although the describe says so: an action of the org sets them. */
  readonly setByPlatform?: readonly string[];
  /** A reason why the row is not created: the platform makes it, or nobody can. */
  readonly notCreated?: (cell: CellOf) => string | undefined;
  /** Fields that point at rows the platform makes along with this one. */
  readonly makes?: (cell: CellOf) => readonly string[];
  /** Rows made by creating rows of another object. */
  readonly madeBy?: { readonly object: string; readonly field: string };
}

export interface Later {
  /** Whether the row's own value has to wait. */
  readonly waits: (value: string, cell: CellOf) => boolean;
  /** What it is created with; left out when null. */
  readonly meanwhile: string | null;
}

const isTrue = (value: string | null): boolean => value === 'true';
const filled = (cell: CellOf, ...fields: readonly string[]): readonly string[] =>
  fields.filter((field) => cell(field) !== null);

/** The row's own StatusCode tells what a status of the org's naming means. */
const ACTIVATED_LATER: Later = {
  waits: (_, cell) => cell('StatusCode') !== 'Draft',
  meanwhile: 'Draft',
};

/** Who activated it, and when, is what the activation says. */
const ACTIVATION = ['ActivatedById', 'ActivatedDate'];

const EMAIL_DRAFT = '5';

export const SPECIAL_OBJECTS: Readonly<Partial<Record<string, SpecialObject>>> = {
  Order: {
    source: 'Object Reference, Order: created as Draft; activated after its products, by its status alone',
    later: { Status: ACTIVATED_LATER },
    setByPlatform: ACTIVATION,
  },
  Contract: {
    source: 'Object Reference, Contract: created as Draft, activated by an update',
    later: { Status: ACTIVATED_LATER },
    setByPlatform: ACTIVATION,
  },
  PricebookEntry: {
    source: 'Object Reference, PricebookEntry: a custom price needs an active standard price of the product',
    joins: ['Pricebook2.IsStandard'],
    isFirst: (cell) => isTrue(cell('Pricebook2.IsStandard')),
    later: { IsActive: { waits: (value) => !isTrue(value), meanwhile: 'true' } },
    leaveOut: (cell) => (isTrue(cell('UseStandardPrice')) ? ['UnitPrice'] : []),
  },
  OpportunityLineItem: {
    source:
      'Object Reference, OpportunityLineItem: UnitPrice or TotalPrice, never both; the product is the entry’s',
    leaveOut: (cell) => [
      ...(cell('UnitPrice') === null ? [] : ['TotalPrice']),
      ...(cell('PricebookEntryId') === null ? [] : ['Product2Id']),
    ],
  },
  OrderItem: {
    source: 'Object Reference, OrderItem: the product is the price book entry’s',
    leaveOut: (cell) => (cell('PricebookEntryId') === null ? [] : ['Product2Id']),
  },
  CampaignMember: {
    source:
      'Object Reference, CampaignMember: its status must be one of the campaign; a lead or a contact, not both',
    after: ['CampaignMemberStatus'],
    leaveOut: (cell) => [
      ...(cell('ContactId') === null ? [] : filled(cell, 'LeadId')),
      ...filled(cell, 'LeadOrContactId', 'LeadOrContactOwnerId'),
    ],
  },
  AccountContactRelation: {
    source: 'Help, Contacts to Multiple Accounts: the direct relation is made with the contact',
    after: ['Contact'],
    notCreated: (cell) => (isTrue(cell('IsDirect')) ? 'made-by-platform' : undefined),
  },
  ContentDocument: {
    source: 'Object Reference, ContentDocument: made with its first ContentVersion',
    madeBy: { object: 'ContentVersion', field: 'ContentDocumentId' },
  },
  ContentVersion: {
    source:
      'Object Reference, ContentVersion: a version without a document makes one; versions come in their order',
    isFirst: (cell) => cell('VersionNumber') === '1',
    setByPlatform: ['ContentModifiedDate', 'ContentModifiedById'],
    makes: (cell) => (cell('VersionNumber') === '1' ? ['ContentDocumentId'] : []),
    // Where it was first published has a ContentDocumentLink of its own.
    leaveOut: (cell) => [
      'FirstPublishLocationId',
      ...(cell('VersionNumber') === '1' ? ['ContentDocumentId'] : []),
    ],
  },
  ContentDocumentLink: {
    source: 'Object Reference, ContentDocumentLink: the owner’s link is made with the file',
    after: ['ContentVersion'],
    joins: ['ContentDocument.OwnerId'],
    notCreated: (cell) =>
      cell('LinkedEntityId') === cell('ContentDocument.OwnerId') ? 'made-by-platform' : undefined,
  },
  EmailMessage: {
    source:
      'Object Reference, EmailMessage: only drafts can be completed; a sent mail takes no more attachments',
    later: { Status: { waits: (value) => value !== EMAIL_DRAFT, meanwhile: EMAIL_DRAFT } },
  },
  EmailMessageRelation: {
    source: 'Object Reference, EmailMessageRelation: related to a mail that is there',
    after: ['EmailMessage'],
  },
  Task: {
    source:
      'Object Reference, Task, Recurring Tasks: the series makes its occurrences; ActivityDate is not set on it',
    leaveOut: (cell) =>
      isTrue(cell('IsRecurrence')) ? ['ActivityDate'] : filled(cell, 'RecurrenceActivityId'),
    notCreated: occurrence,
  },
  Event: {
    source: 'Object Reference, Event: the series makes its occurrences',
    leaveOut: (cell) => [
      ...(cell('EndDateTime') === null ? [] : filled(cell, 'DurationInMinutes')),
      ...(isTrue(cell('IsAllDayEvent')) ? filled(cell, 'ActivityDateTime') : filled(cell, 'ActivityDate')),
    ],
    notCreated: occurrence,
  },
  TaskRelation: {
    source:
      'Object Reference, TaskRelation: the relation to the task’s own WhoId or WhatId is made with the task',
    after: ['Task'],
    joins: ['Task.WhoId', 'Task.WhatId'],
    notCreated: (cell) =>
      [cell('Task.WhoId'), cell('Task.WhatId')].includes(cell('RelationId')) ? 'made-by-platform' : undefined,
  },
  EventRelation: {
    source:
      'Object Reference, EventRelation: the relation to the event’s own WhoId or WhatId is made with the event',
    after: ['Event'],
    joins: ['Event.WhoId', 'Event.WhatId'],
    notCreated: (cell) =>
      [cell('Event.WhoId'), cell('Event.WhatId')].includes(cell('RelationId'))
        ? 'made-by-platform'
        : undefined,
  },
  FeedItem: {
    source: 'Object Reference, FeedItem: only posts that people make can be inserted',
    notCreated: (cell) => (INSERTABLE_POSTS.has(cell('Type') ?? '') ? undefined : 'not-restorable'),
  },
  Contact: {
    source: 'Object Reference, Person Accounts: the contact is made with the account',
    notCreated: (cell) => (isTrue(cell('IsPersonAccount')) ? 'made-by-platform' : undefined),
  },
  Account: {
    source: 'Object Reference, Person Accounts: Name is put together from FirstName and LastName',
    makes: (cell) => filled(cell, 'PersonContactId'),
    leaveOut: (cell) => (isTrue(cell('IsPersonAccount')) ? ['Name'] : []),
  },
  CampaignMemberStatus: {
    source: 'Object Reference, CampaignMemberStatus: Sent and Responded come with the campaign',
    after: ['Campaign'],
    notCreated: (cell) =>
      ['Sent', 'Responded'].includes(cell('Label') ?? '') ? 'made-by-platform' : undefined,
  },
  Pricebook2: {
    source: 'Object Reference, Pricebook2: the standard price book is the org’s own',
    notCreated: (cell) => (isTrue(cell('IsStandard')) ? 'made-by-platform' : undefined),
  },
};

const INSERTABLE_POSTS: ReadonlySet<string> = new Set([
  'TextPost',
  'LinkPost',
  'ContentPost',
  'QuestionPost',
]);

function occurrence(cell: CellOf): string | undefined {
  const isPart = cell('RecurrenceActivityId') !== null && !isTrue(cell('IsRecurrence'));
  return isPart ? 'made-by-platform' : undefined;
}

/** What is special about an object; shares, of which every object may have one, are so all alike. */
export function specialObject(
  name: string,
  associateEntityType: string | null | undefined,
): SpecialObject | undefined {
  return SPECIAL_OBJECTS[name] ?? (associateEntityType === 'Share' ? SHARE : undefined);
}

const SHARE: SpecialObject = {
  source:
    'Object Reference, AccountShare: shares by owner, rule or team are made by those; RowCause Manual or a reason',
  notCreated: (cell) => {
    const cause = cell('RowCause');
    return cause === 'Manual' || cause?.endsWith('__c') ? undefined : 'made-by-platform';
  },
};

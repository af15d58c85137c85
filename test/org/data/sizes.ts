// How many rows each growing object has at scale 1. What is not named here is of fixed size or empty.

export const ROWS_AT_SCALE_ONE: Readonly<Record<string, number>> = {
  Account: 1000,
  Contact: 3000,
  Opportunity: 2000,
  OpportunityLineItem: 4000,
  OpportunityContactRole: 1500,
  Lead: 1500,
  Campaign: 50,
  CampaignMember: 2000,
  CampaignMemberStatus: 100,
  Case: 1500,
  CaseComment: 1500,
  Task: 3000,
  Event: 1000,
  EventRelation: 300,
  TaskRelation: 300,
  Contract: 200,
  Order: 300,
  OrderItem: 600,
  Asset: 300,
  Note: 100,
  Attachment: 100,
  EmailMessage: 300,
  ContentDocument: 180,
  ContentVersion: 220,
  ContentDocumentLink: 400,
  FeedItem: 200,
  FeedComment: 60,
  AccountFeed: 67,
  OpportunityFeed: 67,
  CaseFeed: 66,
  Idea: 20,
  IdeaComment: 40,
  Vote: 60,
  Project__c: 400,
  Project_Task__c: 1200,
  Invoice__c: 500,
  Wide__c: 60,
  Ledger__c: 2000,
  AccountHistory: 800,
  ContactHistory: 600,
  OpportunityFieldHistory: 800,
  CaseHistory: 500,
  Project__History: 300,
  Invoice__History: 300,
  OpportunityHistory: 2000,
  AccountShare: 1000,
  ContactShare: 3000,
  OpportunityShare: 2000,
  CaseShare: 1500,
  LeadShare: 1500,
  Project__Share: 400,
  AccountContactRelation: 3000,
  TopicAssignment: 60,
};

/** Objects whose row count does not follow the scale. */
const FIXED: Readonly<Record<string, number>> = {
  Product2: 200,
  Pricebook2: 3,
  PricebookEntry: 500,
  Document: 20,
};

export interface SizeOptions {
  readonly scale: number;
  /** Rows of Ledger__c, whatever the scale. */
  readonly ledgerRows?: number | undefined;
  /** Documents under Files, whatever the scale; versions and links keep their proportion. */
  readonly files?: number | undefined;
}

/** Rows of every object that is computed. An object of the table has at least one row at any scale. */
export function sizesFor(options: SizeOptions): ReadonlyMap<string, number> {
  const sizes = new Map(Object.entries(FIXED));
  const fileScale =
    options.files === undefined ? options.scale : options.files / ROWS_AT_SCALE_ONE['ContentDocument'];
  for (const [object, rows] of Object.entries(ROWS_AT_SCALE_ONE)) {
    const scale = object.startsWith('Content') ? fileScale : options.scale;
    sizes.set(object, Math.max(1, Math.round(rows * scale)));
  }
  const items = sizes.get('FeedItem')!;
  ['AccountFeed', 'OpportunityFeed', 'CaseFeed'].forEach((feed, at) =>
    sizes.set(feed, Math.ceil((items - at) / 3)),
  );
  for (const [share, object] of SHARES) sizes.set(share, sizes.get(object)!);
  if (options.ledgerRows !== undefined) sizes.set('Ledger__c', options.ledgerRows);
  return sizes;
}

/** Every record has the share row of its owner. */
const SHARES = [
  ['AccountShare', 'Account'],
  ['ContactShare', 'Contact'],
  ['OpportunityShare', 'Opportunity'],
  ['CaseShare', 'Case'],
  ['LeadShare', 'Lead'],
  ['Project__Share', 'Project__c'],
  ['OpportunityHistory', 'Opportunity'],
  ['AccountContactRelation', 'Contact'],
] as const;

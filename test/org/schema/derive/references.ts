// What references of standard fields point at, and what the relationships are called from the other side. The table
// says `Name` or `SObject` for a reference to several objects; those objects are found by their child relationships.

import { anyObject, type StandardObjects } from './standardTable.ts';

/** Objects with feeds: what a post, and a file posted with it, can hang from. */
const feedParents =
  'Account Asset Campaign Case CollaborationGroup Contact ContentDocument Contract Dashboard Entitlement Event Invoice__c Lead Opportunity Order OrderItem Product2 Project_Task__c Project__c Report Solution Task Topic User WorkOrder'.split(
    ' ',
  );

/** Targets of references to several objects that child relationships cannot tell, by object.field or field. */
const knownTargets: Readonly<Partial<Record<string, readonly string[]>>> = {
  UserOrGroupId: ['Group', 'User'],
  OwnerId: ['Group', 'User'],
  WhoId: ['Contact', 'Lead'],
  WhatId: [
    'Account',
    'Asset',
    'Campaign',
    'Case',
    'Contract',
    'Invoice__c',
    'Opportunity',
    'Order',
    'Product2',
    'Project__c',
    'Solution',
    'WorkOrder',
  ],
  'ContentVersion.FirstPublishLocationId': feedParents,
  'FeedComment.ParentId': feedParents,
  'FeedItem.ParentId': feedParents,
  'CollaborationGroupRecord.RecordId': ['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'Project__c'],
  'EmailMessage.RelatedToId': [
    'Account',
    'Asset',
    'Campaign',
    'Case',
    'Contract',
    'Opportunity',
    'Order',
    'Project__c',
  ],
};

/** Custom objects that have notes, files and feeds, so references to "anything" reach them. */
const customTargets = ['Invoice__c', 'Project_Task__c', 'Project__c'];
const reachesCustom =
  /^(Attachment|Note|ContentDocumentLink|TopicAssignment|ProcessInstance|CombinedAttachment|NoteAndAttachment|AttachedContentDocument)$/;

/** Children that go when the parent behind one of these fields goes (the table does not say; Object Reference). */
const owningFields: Readonly<Partial<Record<string, string>>> = {
  AccountContactRelation: 'AccountId ContactId',
  AccountContactRole: 'AccountId ContactId',
  AccountTeamMember: 'AccountId',
  ActivityHistory: 'WhoId WhatId',
  Announcement: 'FeedItemId',
  AttachedContentDocument: 'LinkedEntityId',
  AttachedContentNote: 'LinkedEntityId',
  Attachment: 'ParentId',
  CampaignMember: 'CampaignId LeadId ContactId',
  CampaignMemberStatus: 'CampaignId',
  CaseComment: 'ParentId',
  CaseContactRole: 'CasesId ContactId',
  CaseTeamMember: 'ParentId',
  CollaborationGroupMember: 'CollaborationGroupId MemberId',
  CollaborationGroupRecord: 'CollaborationGroupId RecordId',
  CombinedAttachment: 'ParentId',
  ContentDocumentLink: 'LinkedEntityId ContentDocumentId',
  ContentFolderMember: 'ParentContentFolderId ChildRecordId',
  ContentVersion: 'ContentDocumentId',
  ContractContactRole: 'ContractId ContactId',
  EmailMessage: 'ParentId',
  Entitlement: 'AccountId',
  EventRelation: 'EventId RelationId',
  FeedComment: 'FeedItemId',
  FeedItem: 'ParentId',
  FieldPermissions: 'ParentId',
  GroupMember: 'GroupId UserOrGroupId',
  IdeaComment: 'IdeaId',
  Note: 'ParentId',
  NoteAndAttachment: 'ParentId',
  ObjectPermissions: 'ParentId',
  OpenActivity: 'WhoId WhatId',
  OpportunityCompetitor: 'OpportunityId',
  OpportunityContactRole: 'OpportunityId ContactId',
  OpportunityHistory: 'OpportunityId',
  OpportunityLineItem: 'OpportunityId',
  OrderItem: 'OrderId',
  Partner: 'AccountFromId AccountToId OpportunityId',
  PermissionSetAssignment: 'PermissionSetId AssigneeId PermissionSetGroupId',
  PermissionSetGroupComponent: 'PermissionSetGroupId PermissionSetId',
  PermissionSetTabSetting: 'ParentId',
  PricebookEntry: 'Pricebook2Id Product2Id',
  ProcessInstance: 'TargetObjectId',
  ProcessInstanceHistory: 'TargetObjectId ProcessInstanceId',
  ProcessInstanceStep: 'ProcessInstanceId',
  ProcessInstanceWorkitem: 'ProcessInstanceId',
  QueueSobject: 'QueueId',
  SetupEntityAccess: 'ParentId SetupEntityId',
  Task: 'WhoId WhatId RecurrenceActivityId',
  Event: 'WhoId WhatId RecurrenceActivityId',
  TaskRelation: 'TaskId RelationId',
  TopicAssignment: 'TopicId EntityId',
  Vote: 'ParentId',
  WorkOrderLineItem: 'WorkOrderId',
};

/** Names that cannot be told because a child points at the parent more than once; empty: no name. */
const knownNames: Readonly<Partial<Record<string, string>>> = {
  'Asset.AccountId': 'Assets',
  'Asset.AssetProvidedById': 'ProvidedAssets',
  'Asset.AssetServicedById': 'ServicedAssets',
  'Asset.ParentId': 'ChildAssets',
  'Asset.RootAssetId': '',
  'CampaignMember.LeadOrContactId': '',
  'FeedLike.FeedEntityId': '',
  'FeedSignal.FeedEntityId': '',
  'GroupMember.UserOrGroupId': '',
  'Partner.AccountToId': 'PartnersTo',
  'User.ManagerId': 'ManagedUsers',
};

export class References {
  readonly #table: StandardObjects;
  readonly #present: ReadonlySet<string>;

  /** @param present names of the objects the schema has; others are never a target */
  constructor(table: StandardObjects, present: ReadonlySet<string>) {
    this.#table = table;
    this.#present = present;
  }

  /** Present targets of a reference field; empty when the field is none, or when its targets are all absent. */
  targets(object: string, field: string): readonly string[] {
    const target = this.#table.get(object)?.parents.get(field.replace(/Id$/, ''));
    if (target === undefined || !field.endsWith('Id')) return [];
    if (!anyObject.has(target)) return this.#present.has(target) ? [target] : [];
    const known = knownTargets[`${object}.${field}`] ?? knownTargets[field];
    const found = known ?? [
      ...this.#parentsListing(object),
      ...(reachesCustom.test(object) ? customTargets : []),
    ];
    return found.filter((name) => this.#present.has(name)).sort();
  }

  /** Whether the table has the field as a reference at all. */
  isReference(object: string, field: string): boolean {
    return field.endsWith('Id') && (this.#table.get(object)?.parents.has(field.slice(0, -2)) ?? false);
  }

  /** `Contacts cascade`: what parents call the relationship that `object.field` makes; undefined when they do not. */
  childNote(object: string, field: string, targets: readonly string[]): string | undefined {
    const names = targets
      .map((target) => this.#childName(target, object, field))
      .filter((name) => name !== undefined);
    const name = knownNames[`${object}.${field}`] ?? mostFrequent(names) ?? '';
    const history = /^(\w+?)(FieldHistory|History|Share|Feed)$/.exec(object)?.[1];
    const owned =
      (owningFields[object]?.split(' ').includes(field) ?? false) ||
      (history !== undefined && targets[0] === history && field !== 'InsertedById');
    if (name === '' && !owned) return undefined;
    return (name === '' ? '-' : name) + (owned ? ' cascade' : '');
  }

  #childName(parent: string, child: string, field: string): string | undefined {
    const listed = [...(this.#table.get(parent)?.children ?? [])].filter(([, object]) => object === child);
    const rivals = this.#directReferences(child, parent);
    if (listed.length === 1 && rivals.length <= 1) return listed[0]?.[0];
    return listed
      .map(([name]) => name)
      .find((name) => similar(name, field) && !rivals.some((rival) => closer(name, rival, field)));
  }

  #directReferences(child: string, parent: string): string[] {
    const parents = [...(this.#table.get(child)?.parents ?? [])];
    return parents.filter(([, target]) => target === parent).map(([name]) => `${name}Id`);
  }

  /** Objects that list `child` among their children without any direct reference explaining it. */
  *#parentsListing(child: string): Iterable<string> {
    for (const [parent, { children }] of this.#table) {
      if (![...children.values()].includes(child)) continue;
      if (this.#directReferences(child, parent).length === 0) yield parent;
    }
  }
}

const stem = (field: string): string => field.replace(/Id$/, '').toLowerCase();

/** `ProvidedAssets` is the side of `AssetProvidedById`: a word of the field is in the name. */
function similar(name: string, field: string): boolean {
  return wordsOf(field).some((word) => name.toLowerCase().includes(word));
}

function closer(name: string, rival: string, field: string): boolean {
  if (rival === field || stem(rival) === stem(field)) return false;
  const score = (candidate: string): number =>
    wordsOf(candidate).filter((word) => name.toLowerCase().includes(word)).length;
  return score(rival) > score(field);
}

function wordsOf(field: string): string[] {
  const words = field
    .replace(/Id$/, '')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  return words.filter((word) => word.length > 3);
}

function mostFrequent(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

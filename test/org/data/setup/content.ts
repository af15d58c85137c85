// What people set up to look at things: list views, reports, dashboards, templates, topics, groups, file folders.

import { anyLive } from '../fields.ts';
import { mix, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';

const devName = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '_');

export const listViews: KeptRecipe = {
  object: 'ListView',
  rows: () =>
    ['Account', 'Contact', 'Opportunity', 'Case', 'Lead', 'Project__c', 'Invoice__c'].flatMap((object) =>
      ['All', 'My newest'].map((name) => ({
        Name: name,
        DeveloperName: devName(name),
        SobjectType: object,
        IsSoqlCompatible: true,
      })),
    ),
};

function folderId(world: World, type: string, nth = 0): string {
  const places = world.kept('Folder').flatMap((folder, place) => (folder.Type === type ? [place] : []));
  return world.ids('Folder').at(places[nth % places.length]);
}

export const reports: KeptRecipe = {
  object: 'Report',
  rows: (world) =>
    ['Pipeline "by region"', 'Open cases', 'Invoices, overdue', 'Logins', 'Umsatz je Monat'].map(
      (name, place) => ({
        Name: name,
        DeveloperName: devName(name),
        OwnerId: folderId(world, 'Report', place),
        FolderName: 'Controlling',
        Format: place % 2 === 0 ? 'Summary' : 'Tabular',
        LastRunDate: world.calendar.moment(100_000 + place * 9999),
      }),
    ),
};

export const dashboards: KeptRecipe = {
  object: 'Dashboard',
  rows: (world) =>
    ['Management', 'Service'].map((title) => ({
      Title: title,
      DeveloperName: title,
      FolderId: folderId(world, 'Dashboard'),
      FolderName: 'Management',
      RunningUserId: world.ids('User').at(USER.admin),
      Type: 'SpecifiedUser',
      LeftSize: 'Medium',
      RightSize: 'Medium',
      BackgroundDirection: 'Diagonal',
    })),
};

export const emailTemplates: KeptRecipe = {
  object: 'EmailTemplate',
  rows: (world) =>
    ['Case received', 'Offer', 'Dunning letter'].map((name) => ({
      Name: name,
      DeveloperName: devName(name),
      FolderId: folderId(world, 'Email'),
      OwnerId: world.ids('User').at(USER.admin),
      TemplateStyle: 'none',
      TemplateType: 'text',
      IsActive: true,
      Encoding: 'UTF-8',
      Subject: `${name}: {!Case.CaseNumber}`,
      Body: 'Dear {!Contact.Name},\r\n\r\nthank you.\r\n',
    })),
};

const TOPICS = ['Renewal', 'Complaint', 'Ärger', '展示会'] as const;

export const topics: KeptRecipe = {
  object: 'Topic',
  rows: () => TOPICS.map((name) => ({ Name: name, TalkingAbout: 3 })),
};

export const topicAssignments: KeptRecipe = {
  object: 'TopicAssignment',
  rows: (world) =>
    Array.from({ length: 60 }, (_, place) => {
      const object = ['Account', 'Case', 'Opportunity'][place % 3];
      const record = anyLive(world, object)(mix(saltOf(world.seed, 'topics'), place));
      return {
        TopicId: world.ids('Topic').at(place % TOPICS.length),
        EntityId: world.ids(object).at(record),
        EntityKeyPrefix: world.ids(object).at(record).slice(0, 3),
        EntityType: object,
      };
    }),
};

const GROUPS = ['All Practice', 'Sales wins', 'Works council (private)', 'IT', 'Old projects'] as const;
const MEMBERS = 12;

export const collaborationGroups: KeptRecipe = {
  object: 'CollaborationGroup',
  rows: (world) =>
    GROUPS.map((name, place) => ({
      Name: name,
      OwnerId: world.ids('User').at(USER.admin),
      CollaborationType: place === 2 ? 'Private' : 'Public',
      Description: null,
      MemberCount: MEMBERS,
      IsArchived: place === 4,
      LastFeedModifiedDate: world.calendar.moment(200_000),
    })),
};

export const collaborationGroupMembers: KeptRecipe = {
  object: 'CollaborationGroupMember',
  rows: (world) =>
    GROUPS.flatMap((_, group) =>
      Array.from({ length: MEMBERS }, (__, member) => ({
        CollaborationGroupId: world.ids('CollaborationGroup').at(group),
        MemberId: world.ids('User').at(member === 0 ? USER.admin : USER.firstPerson + group * 20 + member),
        CollaborationRole: member === 0 ? 'Admin' : 'Standard',
        NotificationFrequency: 'N',
      })),
    ),
};

export const collaborationGroupRecords: KeptRecipe = {
  object: 'CollaborationGroupRecord',
  rows: (world) =>
    GROUPS.map((_, group) => ({
      CollaborationGroupId: world.ids('CollaborationGroup').at(group),
      RecordId: world
        .ids('Account')
        .at(anyLive(world, 'Account')(mix(saltOf(world.seed, 'group records'), group))),
    })),
};

const FILE_FOLDERS = ['Contracts', 'Pictures', 'Archive'] as const;

/** Folders within libraries; the last two lie in the first. */
export const contentFolders: KeptRecipe = {
  object: 'ContentFolder',
  rows: (world) =>
    FILE_FOLDERS.map((name, place) => ({
      Name: name,
      ParentContentFolderId: place === 0 ? null : world.ids('ContentFolder').at(0),
    })),
};

const filed = (world: World): number[] =>
  Array.from({ length: Math.min(30, world.count('ContentDocument')) }, (_, document) => document).filter(
    (document) => !world.isDeleted('ContentDocument')(document),
  );

export const contentFolderMembers: KeptRecipe = {
  object: 'ContentFolderMember',
  rows: (world) =>
    filed(world).map((document) => ({
      ParentContentFolderId: world.ids('ContentFolder').at(document % FILE_FOLDERS.length),
      ChildRecordId: world.ids('ContentDocument').at(document),
    })),
};

/** What a folder shows: folders under their own Ids; files follow the folder members. */
export const contentFolderItems: KeptRecipe = {
  object: 'ContentFolderItem',
  rows: (world) =>
    FILE_FOLDERS.map((name, place): Draft => ({
      Id: world.ids('ContentFolder').at(place),
      IsFolder: true,
      Title: name,
      ParentContentFolderId: place === 0 ? null : world.ids('ContentFolder').at(0),
    })),
};

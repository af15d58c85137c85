// The org itself: its record, business hours, holidays, fiscal year, folders, record types and its own settings.

import { DAY } from '../calendar.ts';
import { round } from '../generic.ts';
import { USER } from '../people.ts';
import type { Draft, KeptRecipe } from '../recipe.ts';
import { ownRecordTypes } from '../rowMaker.ts';

export const organization: KeptRecipe = {
  object: 'Organization',
  rows: () => [
    {
      Name: 'Practice Ltd',
      Street: '12 Harbour Road',
      City: 'Dublin',
      Country: 'Ireland',
      Phone: '+353 1 5550100',
      PrimaryContact: 'Ada Admin',
      DefaultLocaleSidKey: 'en_US',
      TimeZoneSidKey: 'Europe/Berlin',
      LanguageLocaleKey: 'en_US',
      FiscalYearStartMonth: 1,
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'EU44',
      IsSandbox: false,
      DefaultAccountAccess: 'None',
      DefaultContactAccess: 'ControlledByParent',
      DefaultOpportunityAccess: 'None',
      DefaultCaseAccess: 'ReadEditTransfer',
      DefaultLeadAccess: 'ReadEditTransfer',
      DefaultCampaignAccess: 'Read',
      DefaultPricebookAccess: 'ReadSelect',
      DefaultCalendarAccess: 'HideDetails',
      PreferencesLightningLoginEnabled: true,
      UiSkin: 'Theme3',
      SignupCountryIsoCode: 'IE',
    },
  ],
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

export const businessHours: KeptRecipe = {
  object: 'BusinessHours',
  rows: () =>
    ['Default', 'Night shift'].map((name, place) => ({
      Name: name,
      IsActive: true,
      IsDefault: place === 0,
      TimeZoneSidKey: 'Europe/Berlin',
      ...Object.fromEntries(
        WEEKDAYS.flatMap((day) => [
          [`${day}StartTime`, place === 0 ? '08:00:00.000Z' : '22:00:00.000Z'],
          [`${day}EndTime`, place === 0 ? '18:00:00.000Z' : '23:59:00.000Z'],
        ]),
      ),
    })),
};

export const holidays: KeptRecipe = {
  object: 'Holiday',
  rows: ({ calendar }) =>
    ['New Year', 'Company day', 'Fête nationale'].map((name, place) => ({
      Name: name,
      IsAllDay: true,
      ActivityDate: calendar.day(300 - place * 90),
    })),
};

/** The running fiscal year, its quarters and months. */
export const fiscalYear: KeptRecipe = {
  object: 'FiscalYearSettings',
  rows: ({ calendar, ids }) => {
    const year = calendar.midnight.getUTCFullYear();
    return [
      {
        Name: String(year),
        StartDate: `${year}-01-01`,
        EndDate: `${year}-12-31`,
        IsStandardYear: true,
        YearType: 'Standard',
        WeekStartDay: 1,
        PeriodId: ids('Period').at(0),
      },
    ];
  },
};

export const periods: KeptRecipe = {
  object: 'Period',
  rows: ({ calendar, ids }) => {
    const year = calendar.midnight.getUTCFullYear();
    const period = (type: string, number: number, months: number): Draft => ({
      FiscalYearSettingsId: ids('FiscalYearSettings').at(0),
      Type: type,
      Number: number,
      StartDate: dayText(Date.UTC(year, (number - 1) * months, 1)),
      EndDate: dayText(Date.UTC(year, number * months, 1) - DAY * 1000),
    });
    return [
      period('Year', 1, 12),
      ...[1, 2, 3, 4].map((quarter) => period('Quarter', quarter, 3)),
      ...Array.from({ length: 12 }, (_, month) => period('Month', month + 1, 1)),
    ];
  },
};

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const FOLDERS: ReadonlyArray<readonly [name: string, type: string]> = [
  ['Logos', 'Document'],
  ['Contracts', 'Document'],
  ['Customer mails', 'Email'],
  ['Controlling', 'Report'],
  ['Sales figures', 'Report'],
  ['Management', 'Dashboard'],
];

export const folders: KeptRecipe = {
  object: 'Folder',
  rows: () =>
    FOLDERS.map(([name, type]) => ({
      Name: name,
      DeveloperName: name.replaceAll(' ', '_'),
      Type: type,
      AccessType: 'Public',
    })),
};

/** The record types the describes list, under the Ids they list. */
export const recordTypes: KeptRecipe = {
  object: 'RecordType',
  rows: ({ schema }) =>
    schema.types.flatMap((type) =>
      ownRecordTypes(type).map(({ recordTypeId, developerName, name, active }) => ({
        Id: recordTypeId,
        DeveloperName: developerName,
        Name: name,
        SobjectType: type.name,
        IsActive: active,
      })),
    ),
};

/** The hierarchy setting: for the org, for one profile, for one user. */
export const hierarchySettings: KeptRecipe = {
  object: 'Practice_Settings__c',
  rows: ({ ids }) =>
    [ids('Organization').at(0), ids('Profile').at(0), ids('User').at(USER.nightly)].map((owner, place) => ({
      Name: `Practice Settings ${place + 1}`,
      SetupOwnerId: owner,
      Automation_Enabled__c: place !== 2,
      Approval_Limit__c: (place + 1) * 1000,
    })),
};

export const listSettings: KeptRecipe = {
  object: 'Reference_Data__c',
  rows: () =>
    ['EUR', 'USD', 'GBP', 'JPY', 'TRY'].map((code, place) => ({
      Name: `Rate ${code}`,
      Code__c: code,
      Rate__c: round(1 + place * 0.1234, 4),
    })),
};

export const routing: KeptRecipe = {
  object: 'Routing__mdt',
  rows: () =>
    Array.from({ length: 12 }, (_, place) => ({
      DeveloperName: `Route_${place + 1}`,
      MasterLabel: `Route ${place + 1}`,
      Label: `Route ${place + 1}`,
      QualifiedApiName: `Route_${place + 1}`,
      Language: 'en_US',
      Queue__c: place % 2 === 0 ? 'Case_intake' : 'Lead_intake',
      Priority__c: place + 1,
      Active__c: place !== 11,
    })),
};

// Code and pages of the org, static resources with their bodies, and the jobs that run.

import { BODY_KINDS, generatedBody } from '../bodies.ts';
import { DAY } from '../calendar.ts';
import { between, mix, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { BodyRecipe, Draft, KeptRecipe } from '../recipe.ts';

const CLASSES = [
  'InvoiceController',
  'InvoiceService',
  'OrderSync',
  'ProjectRollup',
  'LeadRouter',
  'AddressCheck',
  'NightlyCleanup',
  'SsoHandler',
  'InvoiceServiceTest',
  'OrderSyncTest',
] as const;

function source(name: string, body: string): Draft {
  return {
    Name: name,
    ApiVersion: 60,
    Status: 'Active',
    IsValid: true,
    Body: body,
    LengthWithoutComments: body.length,
    BodyCrc: mix(7, body.length),
  };
}

export const apexClasses: KeptRecipe = {
  object: 'ApexClass',
  rows: () =>
    CLASSES.map((name) =>
      source(
        name,
        `public with sharing class ${name} {\n    // "${name}" does its work\n    public static Integer run() { return 1; }\n}\n`,
      ),
    ),
};

/** Triggers by object: what they do to a row before it is saved. */
const TRIGGERS = [
  ['Account', "if (row.Site == 'On hold') row.addError('Accounts on hold are not saved.');"],
  ['Opportunity', "if (row.NextStep == 'Frozen') throw new NullPointerException();"],
  ['Case', "if (row.Subject != null && row.Subject.startsWith('URGENT')) row.Priority = 'High';"],
] as const;

export const apexTriggers: KeptRecipe = {
  object: 'ApexTrigger',
  rows: () =>
    TRIGGERS.map(([object, statement]) => ({
      ...source(
        `${object}Trigger`,
        `trigger ${object}Trigger on ${object} (before insert, before update) {\n    for (${object} row : Trigger.new) {\n        ${statement}\n    }\n}\n`,
      ),
      TableEnumOrId: object,
      UsageBeforeInsert: true,
      UsageBeforeUpdate: true,
    })),
};

const markup =
  (tag: string) =>
  (name: string): Draft => ({
    Name: name,
    MasterLabel: name,
    ApiVersion: 60,
    ControllerType: '0',
    Markup: `<${tag}>\n  <h1>${name}</h1>\n</${tag}>`,
  });

export const apexPages: KeptRecipe = {
  object: 'ApexPage',
  rows: () => ['InvoicePrint', 'PartnerStart', 'SiteLogin'].map(markup('apex:page')),
};
export const apexComponents: KeptRecipe = {
  object: 'ApexComponent',
  rows: () => ['AddressBlock', 'MoneyCell'].map(markup('apex:component')),
};

const RESOURCES = [
  ['jquery', BODY_KINDS.script, 90_000],
  ['logo', BODY_KINDS.picture, 24_000],
  ['terms', BODY_KINDS.pdf, 410_000],
  ['labels', BODY_KINDS.csv, 7_000],
  ['empty', BODY_KINDS.text, 0],
] as const;

export const resourceBody: BodyRecipe = {
  object: 'StaticResource',
  field: 'Body',
  body(world) {
    const salt = saltOf(world.seed, 'StaticResource');
    return (index) => {
      const resource = RESOURCES.at(index);
      return resource && generatedBody(resource[1], resource[2], mix(salt, index));
    };
  },
};

export const staticResources: KeptRecipe = {
  object: 'StaticResource',
  rows: () =>
    RESOURCES.map(([name, kind, size]) => ({
      Name: name,
      ContentType: kind.contentType,
      BodyLength: size,
      CacheControl: 'Private',
    })),
};

const SCHEDULED = ['Nightly cleanup', 'Project roll-up', 'Dashboard refresh', 'Data export'] as const;

export const cronJobDetails: KeptRecipe = {
  object: 'CronJobDetail',
  rows: () => SCHEDULED.map((name, place) => ({ Name: name, JobType: ['7', '7', '3', '0'][place] })),
};

export const cronTriggers: KeptRecipe = {
  object: 'CronTrigger',
  rows: ({ calendar, ids }) =>
    SCHEDULED.map((_, place) => ({
      CronJobDetailId: ids('CronJobDetail').at(place),
      CronExpression: `0 ${place * 10} 2 * * ?`,
      State: 'WAITING',
      TimeZoneSidKey: 'Europe/Berlin',
      OwnerId: ids('User').at(USER.admin),
      StartTime: calendar.moment(200 * DAY),
      PreviousFireTime: calendar.moment(DAY + 3600),
      NextFireTime: calendar.moment(-7200),
      TimesTriggered: 199,
    })),
};

export const asyncJobs: KeptRecipe = {
  object: 'AsyncApexJob',
  rows: ({ calendar, ids, seed }) =>
    Array.from({ length: 40 }, (_, place) => {
      const h = mix(saltOf(seed, 'async jobs'), place);
      const total = between(1, 50, h);
      const ended = calendar.moment((42 - place) * DAY);
      const isFailed = place % 13 === 5;
      return {
        JobType: place % 2 === 0 ? 'BatchApex' : 'Future',
        ApexClassId: ids('ApexClass').at(place % 8),
        Status: isFailed ? 'Failed' : 'Completed',
        TotalJobItems: total,
        JobItemsProcessed: isFailed ? 0 : total,
        NumberOfErrors: isFailed ? 1 : 0,
        ExtendedStatus: isFailed ? 'First error: UNABLE_TO_LOCK_ROW' : null,
        CompletedDate: ended,
        CreatedDate: ended,
      };
    }),
};

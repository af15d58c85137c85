// Event log files: five days of eight kinds, each a CSV body with the columns that kind has. Lines tell of the same
// users, apps and addresses as the rest of the org.

import { streamBlob } from '../../store/blobs.ts';
import { DAY } from '../calendar.ts';
import { below, between, mix, pick, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { BodyRecipe, Draft, KeptRecipe, World } from '../recipe.ts';
import { CONNECTED_APPS } from './apps.ts';

const DAYS = 5;

type Line = Readonly<Record<string, string>>;
type Detail = (world: World, h: number) => Line;

/** Columns every kind begins with (Object Reference, EventLogFile supported event types). */
const COMMON = [
  'EVENT_TYPE',
  'TIMESTAMP',
  'REQUEST_ID',
  'ORGANIZATION_ID',
  'USER_ID',
  'RUN_TIME',
  'CPU_TIME',
  'URI',
  'SESSION_KEY',
  'LOGIN_KEY',
] as const;
const DERIVED = ['TIMESTAMP_DERIVED', 'USER_ID_DERIVED'] as const;

const ENTITIES = ['Account', 'Contact', 'Case', 'Opportunity', 'Invoice__c'] as const;
const AGENTS = [
  'sfdx toolbelt:data-query',
  'Java/17 erp-connector',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0',
] as const;

function appOf(world: World, h: number): string {
  return world.ids('ConnectedApplication').at(below(CONNECTED_APPS.length, h)).slice(0, 15);
}

function addressOf(h: number): string {
  return `203.0.113.${between(1, 250, h)}`;
}

const rest: Detail = (world, h) => ({
  METHOD: 'GET',
  STATUS_CODE: '200',
  ENTITY_NAME: pick(ENTITIES, mix(h, 20)),
  ROWS_PROCESSED: String(below(2001, mix(h, 21))),
  REQUEST_SIZE: String(below(800, mix(h, 22))),
  RESPONSE_SIZE: String(below(200_000, mix(h, 23))),
  USER_AGENT: pick(AGENTS, mix(h, 24)),
  CLIENT_IP: addressOf(mix(h, 25)),
  CONNECTED_APP_ID: mix(h, 26) % 2 === 0 ? appOf(world, mix(h, 27)) : '',
});

const bulk: Detail = (world, h) => ({
  JOB_ID: `750PO0${String(mix(h, 30)).padStart(9, '0').slice(0, 9)}`,
  OPERATION_TYPE: 'query',
  ENTITY_TYPE: pick(ENTITIES, mix(h, 31)),
  ROWS_PROCESSED: String(below(100_000, mix(h, 32))),
  CLIENT_NAME: 'erp-connector',
  CLIENT_IP: addressOf(mix(h, 33)),
  CONNECTED_APP_ID: appOf(world, mix(h, 34)),
});

const DETAILS: Readonly<Record<string, Detail>> = {
  Login: (_, h) => ({
    USER_NAME: 'erp@practice.example',
    LOGIN_STATUS: 'LOGIN_NO_ERROR',
    LOGIN_TYPE: 'i',
    SOURCE_IP: addressOf(h),
    CLIENT_IP: addressOf(h),
    BROWSER_TYPE: pick(AGENTS, h),
    TLS_PROTOCOL: 'TLSv1.3',
    CIPHER_SUITE: 'TLS_AES_256_GCM_SHA384',
    API_TYPE: '',
    AUTHENTICATION_METHOD_REFERENCE: '',
  }),
  LoginAs: (world, h) => ({
    DELEGATE_USER_ID: world.ids('User').at(USER.admin).slice(0, 15),
    CLIENT_IP: addressOf(h),
    TARGET: 'Login-As "support"',
  }),
  RestApi: rest,
  BulkApi: bulk,
  BulkApi2: bulk,
  API: (world, h) => ({
    ...rest(world, h),
    API_TYPE: 'P',
    API_VERSION: '58.0',
    METHOD_NAME: 'query',
    CLIENT_NAME: 'erp-connector',
  }),
  ApiTotalUsage: (world, h) => ({
    API_FAMILY: 'REST',
    API_VERSION: '60.0',
    API_RESOURCE: '/v60.0/query',
    HTTP_METHOD: 'GET',
    STATUS_CODE: '200',
    CLIENT_IP: addressOf(mix(h, 40)),
    ENTITY_NAME: pick(ENTITIES, mix(h, 41)),
    COUNTS_AGAINST_API_LIMIT: '1',
    CONNECTED_APP_ID: appOf(world, mix(h, 42)),
    CONNECTED_APP_NAME: CONNECTED_APPS[below(CONNECTED_APPS.length, mix(h, 42))][0],
  }),
  ReportExport: (_, h) => ({
    REPORT_DESCRIPTION: 'Pipeline, "by region"\nquarterly',
    CLIENT_IP: addressOf(h),
    CLIENT_INFO: pick(AGENTS, h),
  }),
};

export const EVENT_TYPES = Object.keys(DETAILS);

export function columnsOf(world: World, eventType: string): string[] {
  return [...COMMON, ...Object.keys(DETAILS[eventType](world, 0)), ...DERIVED];
}

/** One line of a log; incidents write theirs with it too. `at` is ISO 8601 in UTC. */
export function logLine(
  world: World,
  eventType: string,
  at: string,
  user: number,
  h: number,
  detail: Line = {},
): string {
  const userId = world.ids('User').at(user);
  const cells: Line = {
    EVENT_TYPE: eventType,
    TIMESTAMP: at.replaceAll(/[-:TZ]/g, ''),
    REQUEST_ID: `4${mix(h, 1).toString(36)}-${mix(h, 2).toString(36)}`,
    ORGANIZATION_ID: world.ids('Organization').at(0).slice(0, 15),
    USER_ID: userId.slice(0, 15),
    RUN_TIME: String(below(900, mix(h, 3))),
    CPU_TIME: String(below(400, mix(h, 4))),
    URI: '/services/data/v60.0/query',
    SESSION_KEY: mix(h, 5).toString(36),
    LOGIN_KEY: mix(h, 6).toString(36),
    ...DETAILS[eventType](world, h),
    ...detail,
    TIMESTAMP_DERIVED: at,
    USER_ID_DERIVED: userId,
  };
  return (
    columnsOf(world, eventType)
      .map((column) => quoted(cells[column]))
      .join(',') + '\n'
  );
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function bodyText(world: World, file: number): string {
  const { eventType, ago } = fileAt(file);
  const salt = saltOf(world.seed, 'event logs', eventType);
  const lines = between(5, 200, mix(salt, file));
  let text = columnsOf(world, eventType).map(quoted).join(',') + '\n';
  for (let line = 0; line < lines; line++) {
    const h = mix(salt, file * 1000 + line);
    const second = Math.floor((line / lines) * DAY);
    const at = new Date(world.calendar.midnight.getTime() - (ago * DAY - second) * 1000).toISOString();
    text += logLine(
      world,
      eventType,
      at,
      line % 3 === 0 ? USER.erpIntegration : USER.firstPerson + below(100, h),
      h,
    );
  }
  return text;
}

function fileAt(file: number): { eventType: string; ago: number } {
  return {
    eventType: EVENT_TYPES[file % EVENT_TYPES.length],
    ago: DAYS + 1 - Math.floor(file / EVENT_TYPES.length),
  };
}

export const eventLogBody: BodyRecipe = {
  object: 'EventLogFile',
  field: 'LogFile',
  body: (world) => (file) => {
    const body = Buffer.from(bodyText(world, file));
    return streamBlob(body.length, () => [body]);
  },
};

export const eventLogFiles: KeptRecipe = {
  object: 'EventLogFile',
  rows: (world) =>
    Array.from({ length: DAYS * EVENT_TYPES.length }, (_, file): Draft => {
      const { eventType, ago } = fileAt(file);
      const columns = columnsOf(world, eventType);
      return {
        EventType: eventType,
        LogDate: world.calendar.moment(ago * DAY),
        Interval: 'Daily',
        Sequence: 0,
        ApiVersion: 67,
        LogFileLength: world.body('EventLogFile', file)!.size,
        LogFileContentType: 'text/csv',
        LogFileFieldNames: columns.join(','),
        LogFileFieldTypes: columns
          .map((column) => (/TIME$|SIZE$|PROCESSED$/.test(column) ? 'Number' : 'String'))
          .join(','),
      };
    }),
};

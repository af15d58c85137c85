// getDeleted and getUpdated over REST, with the documented rules (DS api_rest: resources_getdeleted, resources_getupdated;
// DS api: sforce_api_calls_getdeleted): only replicateable objects, seconds cut off, start before end by more than a
// minute, 15 days back for deletions and 30 for updates, at most 600,000 Ids.
import { restTime } from '../http/clock.ts';
import { json, type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import { OrgFault, type Row, type SObjectType } from '../model.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_IDS = 600_000;

/** `GET /sobjects/X/deleted?start=&end=` */
export function deletedAnswer(type: SObjectType, call: RoutedCall, org: PracticeOrg): Answer {
  const span = readSpan(type, call, org, 15);
  const deletedRecords = matching(
    type,
    call,
    org,
    (row) => row.IsDeleted === true && within(span, row.SystemModstamp),
  ).map((row) => ({
    id: String(row.Id),
    deletedDate: String(row.SystemModstamp),
  }));
  const earliest = new Date(span.now - 15 * DAY);
  return json({
    deletedRecords,
    earliestDateAvailable: restTime(earliest),
    latestDateCovered: covered(span),
  });
}

/** `GET /sobjects/X/updated?start=&end=` */
export function updatedAnswer(type: SObjectType, call: RoutedCall, org: PracticeOrg): Answer {
  const span = readSpan(type, call, org, 30);
  const stamp = (row: Row): Row[string] | undefined =>
    row.SystemModstamp ?? row.LastModifiedDate ?? row.CreatedDate;
  const rows = matching(type, call, org, (row) => row.IsDeleted !== true && within(span, stamp(row)));
  return json({ ids: rows.map((row) => String(row.Id)), latestDateCovered: covered(span) });
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

function readSpan(type: SObjectType, call: RoutedCall, org: PracticeOrg, daysBack: number): Span {
  if (!type.describe.replicateable) {
    throw new OrgFault('INVALID_TYPE_FOR_OPERATION', `object type ${type.name} does not support replication`);
  }
  const now = org.state.now().getTime();
  const start = minute(call.query.get('start'), 'start');
  const end = minute(call.query.get('end'), 'end');
  if (end - start <= MINUTE) {
    throw new OrgFault(
      'INVALID_REPLICATION_DATE',
      'endDate must be at least one minute greater than startDate',
    );
  }
  if (start < now - daysBack * DAY) {
    throw new OrgFault('INVALID_REPLICATION_DATE', `startDate cannot be more than ${daysBack} days ago`);
  }
  return { start, end, now };
}

function minute(text: string | null, name: string): number {
  // A `+` that a client left unescaped arrives as a space.
  const time = Date.parse((text ?? '').replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) throw new OrgFault('INVALID_REPLICATION_DATE', `invalid parameter value: ${name}`);
  return Math.floor(time / MINUTE) * MINUTE;
}

function within({ start, end }: Span, stamp: Row[string] | undefined): boolean {
  const time = typeof stamp === 'string' ? Date.parse(stamp) : NaN;
  return time >= start && time < end;
}

function matching(
  type: SObjectType,
  call: RoutedCall,
  org: PracticeOrg,
  wanted: (row: Row) => boolean,
): Row[] {
  const access = org.accessOf(call.session);
  const found: Row[] = [];
  for (const row of org.state.tables.of(type.name).rows()) {
    if (!wanted(row) || !access.seesRow(type.name, row)) continue;
    if (found.length === MOST_IDS)
      throw new OrgFault('EXCEEDED_ID_LIMIT', `too many Ids: more than ${MOST_IDS}`);
    found.push(row);
  }
  return found;
}

function covered({ end, now }: Span): string {
  return restTime(new Date(Math.floor(Math.min(end, now) / MINUTE) * MINUTE));
}

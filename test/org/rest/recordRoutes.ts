// The paths under /sobjects/<object>/ that read: a record, a record by external id, a body, a rich text image, and
// what was changed or deleted in a span of time.
import { type Answer, type RoutedCall } from '../http/call.ts';
import type { PracticeOrg } from '../http/practiceOrg.ts';
import type { Handler, Route } from '../http/router.ts';
import { OrgFault, type SObjectType } from '../model.ts';
import { blobAnswer, richTextImage } from './blob.ts';
import { seenType } from './describe.ts';
import { byExternalId } from './externalId.ts';
import { recordAnswer } from './record.ts';
import { deletedAnswer, updatedAnswer } from './replication.ts';

const OBJECT = '/services/data/:version/sobjects/:object';
const TOOLING = '/services/data/:version/tooling/sobjects/:object';

export const recordRoutes: readonly Route[] = [
  reading('deleted', `${OBJECT}/deleted`, deletedAnswer),
  reading('updated', `${OBJECT}/updated`, updatedAnswer),
  reading('record', `${OBJECT}/:id`, (type, call, org) =>
    recordAnswer(type, call.params.id ?? '', call, org),
  ),
  reading('richTextImage', `${OBJECT}/:id/richTextImageFields/:field/:reference`, richTextImage),
  reading('recordPart', `${OBJECT}/:first/:second`, recordPart),
  { name: 'toolingRecord', method: 'GET', path: `${TOOLING}/:id`, protocol: 'rest', handle: toolingRecord },
];

type Reader = (type: SObjectType, call: RoutedCall, org: PracticeOrg) => Answer | Promise<Answer>;

function reading(name: string, path: string, read: Reader): Route {
  const handle: Handler = (call, org) =>
    read(seenType(call.params.object ?? '', org.accessOf(call.session), org), call, org);
  return { name, method: 'GET', path, protocol: 'rest', handle };
}

function toolingRecord(call: RoutedCall, org: PracticeOrg): Answer {
  const type = seenType(call.params.object ?? '', org.accessOf(call.session), org, 'tooling');
  return recordAnswer(type, call.params.id ?? '', call, org, true);
}

/** `<external id field>/<value>`, `<Id>/<base64 field>` and `<Id>/<relationship>` look alike; the names tell them apart. */
function recordPart(type: SObjectType, call: RoutedCall, org: PracticeOrg): Answer {
  const { first = '', second = '' } = call.params;
  const external = type.field(first);
  if (external !== undefined) return recordAnswer(type, byExternalId(type, external, second, org), call, org);
  if (type.field(second)?.type === 'base64') return blobAnswer(type, first, second, call, org);
  const reference = type.parentField(second);
  const parentId = reference && org.state.tables.of(type.name).get(first)?.[reference.name];
  const parent =
    typeof parentId === 'string' ? org.state.schema.byKeyPrefix(parentId.slice(0, 3)) : undefined;
  if (typeof parentId !== 'string' || parent === undefined)
    throw new OrgFault('NOT_FOUND', 'The requested resource does not exist', 404);
  return recordAnswer(seenType(parent.name, org.accessOf(call.session), org), parentId, call, org);
}

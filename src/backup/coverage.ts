// Rows that an org keeps back without a word: a query by somebody who lacks a permission just yields fewer of them. A
// version taken so says which rows it may lack.

import type { GlobalDescribeEntry } from '../org/describe.ts';
import type { Gap } from '../vault/gaps.ts';
import { FILE_SOURCES } from './files/fileSources.ts';
import type { RunContext } from './runContext.ts';
import { takes, takesObject, type Selection } from './selection.ts';

interface Veil {
  /** `*` for whatever object sharing governs. */
  readonly objects: readonly string[];
  /** Any one of these lifts it. */
  readonly liftedBy: readonly string[];
  readonly detail: string;
}

/** Object Reference, the page of each object; for `*` the sharing of records. */
const VEILS: readonly Veil[] = [
  {
    objects: ['*'],
    liftedBy: ['ViewAllData', 'ModifyAllData'],
    detail: 'without View All Data only rows that are shared with the user come',
  },
  {
    objects: ['ContentDocument', 'ContentDocumentLink', 'ContentVersion'],
    liftedBy: ['QueryAllFiles'],
    detail: 'without Query All Files the files of private libraries do not come',
  },
  {
    objects: ['OauthToken'],
    liftedBy: ['CustomizeApplication'],
    detail: "without Customize Application only the user's own rows come",
  },
  {
    objects: ['AuthSession', 'LoginHistory', 'VerificationHistory'],
    liftedBy: ['ManageUsers'],
    detail: "without Manage Users only the user's own rows come",
  },
];

/** A gap for every object taken whose rows the user may not all see. */
export function coverageGaps(
  { identity, selection }: RunContext,
  entries: readonly GlobalDescribeEntry[],
): Gap[] {
  const { permissions } = identity.user;
  const taken = entries
    .filter(({ name, queryable }) => queryable && takesRowsOrBodies(selection, name))
    .map(({ name }) => name);
  if (taken.length === 0) return [];
  if (permissions === undefined) return [gap('*', 'the org does not tell which permissions the user has')];
  return VEILS.filter(
    ({ liftedBy }) => !liftedBy.some((permission) => permissions.includes(permission)),
  ).flatMap(({ objects, detail }) =>
    objects.filter((object) => object === '*' || taken.includes(object)).map((object) => gap(object, detail)),
  );
}

function takesRowsOrBodies(selection: Selection, object: string): boolean {
  if (takesObject(selection, object)) return true;
  const hasBodies = FILE_SOURCES.some((source) => source.object === object);
  return hasBodies && takes(selection, 'files') && takesObject({ ...selection, only: [] }, object);
}

function gap(object: string, detail: string): Gap {
  return { kind: 'rows', name: object, reason: 'no-permission', detail };
}

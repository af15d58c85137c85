// Gaps: what the org has and a version does not, always with a reason. Some reasons lie in the platform (nobody gets
// this data out by an API); the others are this run's, and a version that has one of those is incomplete.

export const GAP_REASONS = {
  'not-queryable': { byNature: true, says: 'The API offers no query for it.' },
  unsupported: { byNature: true, says: 'It keeps no data of its own in the org, or no API gives it out.' },
  'filter-required': {
    byNature: true,
    says: 'Salesforce answers only queries by known Ids, and no way leads to these.',
  },
  secret: { byNature: true, says: 'A secret. Secrets are never read and never kept.' },
  'no-permission': { byNature: false, says: 'The user of this backup may not read it.' },
  'field-hidden': { byNature: false, says: "Field-level security hides the field from this backup's user." },
  masked: { byNature: false, says: 'The values come masked: the user lacks View Encrypted Data.' },
  limit: { byNature: false, says: 'A limit of the org or of the API was met.' },
  error: { byNature: false, says: 'Salesforce answered with an error that did not go away.' },
} as const;

export type GapReason = keyof typeof GAP_REASONS;

export type GapKind = 'object' | 'field' | 'rows' | 'file' | 'metadata-type' | 'component';

export interface Gap {
  readonly kind: GapKind;
  /** `Account`, `Account.Legacy_Score__c`, `ContentVersion 068…`, `Report`, `Profile:Admin`. */
  readonly name: string;
  readonly reason: GapReason;
  readonly detail?: string;
}

/** Whether a version with this gap is incomplete: somebody could have captured it. */
export function isMissing(gap: Gap): boolean {
  return !GAP_REASONS[gap.reason].byNature;
}

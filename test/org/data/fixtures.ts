// Orgs for tests: always the same day, so that the same seed means the same rows.

import { createOrgState, type OrgOptions, type SeededOrg } from './orgState.ts';

export const NOON = new Date('2026-10-01T12:00:00Z');

export function practiceOrg(options: Partial<OrgOptions> = {}): SeededOrg {
  return createOrgState({ seed: 7, scale: 0.05, now: NOON, ...options });
}

// Key prefixes of rows whose describe shows none (history, shares, feeds, statuses), and the lanes that keep objects
// of one prefix apart.

import { saltOf } from './hash.ts';

const KNOWN: Readonly<Partial<Record<string, string>>> = {
  AccountShare: '00r',
  ContactShare: '03s',
  OpportunityShare: '00t',
  CaseShare: '01n',
  LeadShare: '01o',
  OpportunityHistory: '008',
  CaseStatus: '0my',
  ContractStatus: '0mz',
  OrderStatus: '0n0',
  TaskStatus: '0n1',
  TaskPriority: '0n2',
  LeadStatus: '0n3',
  SolutionStatus: '0n4',
  OpportunityStage: '0n5',
  PartnerRole: '0n6',
};

/** The prefix of an object's Ids. All field histories are `017`, custom shares `02c`; the rest share `0z0`. */
export function idPrefixOf(object: string, described: string | null): string {
  if (described !== null) return described;
  if (KNOWN[object] !== undefined) return KNOWN[object];
  if (object.endsWith('History')) return '017';
  return object.endsWith('Share') ? '02c' : '0z0';
}

const LANES = 62 ** 4;

/** A lane of its own for objects that share a prefix; two of a few dozen meeting in 15 million is what a test excludes. */
export function idLaneOf(object: string): number {
  return /(?:History|Share)$/.test(object) ? saltOf(0, object) % LANES : 0;
}

// Fields that an org does not keep as they were written, and why. One table; what is not in it must be read back equal.
import { isComparable } from './cells.ts';

interface Explanation {
  /** Any object unless given. */
  readonly object?: string;
  readonly field: string;
  readonly source: string;
}

export const EXPLANATIONS: readonly Explanation[] = [
  {
    field: 'LastModifiedDate',
    source: 'Set Audit Fields: later saves of the row, a second phase for one, stamp it',
  },
  { field: 'LastModifiedById', source: 'as LastModifiedDate' },
  {
    object: 'Opportunity',
    field: 'Amount',
    source: 'Object Reference, Opportunity: with products it is their sum',
  },
  {
    object: 'Opportunity',
    field: 'ExpectedRevenue',
    source: 'Object Reference, Opportunity: Amount times Probability',
  },
  {
    object: 'Event',
    field: 'DurationInMinutes',
    source: 'Object Reference, Event: follows from start and end',
  },
];

/** Whether what is read back says nothing of what was written. */
export function isExplained(object: string, field: string, type: string | undefined): boolean {
  return (
    !isComparable(type) ||
    EXPLANATIONS.some((one) => one.field === field && (one.object ?? object) === object)
  );
}

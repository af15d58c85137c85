// The org's Apex triggers as scripts: what their Apex says (data/setup/code.ts), in TypeScript. A trigger acts while its
// component is active; a deployed trigger of another name is kept and does nothing here.
import type { Change } from '../change.ts';
import { fault, type RowFault } from '../errors.ts';

export interface Trigger {
  readonly name: string;
  readonly object: string;
  /** Before insert and before update: may change the draft, or refuse it by throwing RowFault. */
  before(change: Change): void;
}

export const TRIGGERS: readonly Trigger[] = [
  {
    name: 'AccountTrigger',
    object: 'Account',
    before({ draft }) {
      if (draft.Site === 'On hold') throw addError('Accounts on hold are not saved.');
    },
  },
  {
    name: 'OpportunityTrigger',
    object: 'Opportunity',
    before({ draft, before }) {
      if (draft.NextStep === 'Frozen') throw unhandled('OpportunityTrigger', before === undefined);
    },
  },
  {
    name: 'CaseTrigger',
    object: 'Case',
    before({ draft }) {
      if (String(draft.Subject ?? '').startsWith('URGENT')) draft.Priority = 'High';
    },
  },
];

/** `addError` in a trigger. */
function addError(message: string): RowFault {
  return fault('FIELD_CUSTOM_VALIDATION_EXCEPTION', message);
}

/** An exception nobody caught. */
function unhandled(trigger: string, isInsert: boolean): RowFault {
  return fault(
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    `${trigger}: execution of Before${isInsert ? 'Insert' : 'Update'}\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.${trigger}: line 4, column 1`,
  );
}

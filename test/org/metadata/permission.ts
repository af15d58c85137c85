// Who may use the Metadata API.
import type { OrgState } from '../model.ts';
import { OrgFault } from '../model.ts';

/** Every Metadata API call needs one of these (message as Salesforce words it). Throws OrgFault `INSUFFICIENT_ACCESS`. */
export function checkPermission(state: OrgState, userId: string, status = 500): void {
  const access = state.access(userId);
  if (access.has('ModifyAllData') || access.has('ModifyMetadata')) return;
  throw new OrgFault(
    'INSUFFICIENT_ACCESS',
    'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
    status,
  );
}

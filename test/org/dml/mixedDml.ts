// One transaction changes setup objects or others, not both (Apex Developer Guide, "sObjects That Cannot Be Used
// Together in DML Operations").
import { fault } from './errors.ts';

const SETUP = new Set([
  'FieldPermissions',
  'Group',
  'GroupMember',
  'ObjectPermissions',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'QueueSobject',
  'SetupEntityAccess',
  'User',
  'UserRole',
]);

export interface MixedDml {
  /** Throws RowFault (MIXED_DML_OPERATION) for an object of the other kind than those before. */
  touch(object: string): void;
}

export function createMixedDml(): MixedDml {
  let first: string | undefined;
  return {
    touch(object) {
      first ??= object;
      if (SETUP.has(first) === SETUP.has(object)) return;
      throw fault(
        'MIXED_DML_OPERATION',
        `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object}, original object: ${first}`,
      );
    },
  };
}

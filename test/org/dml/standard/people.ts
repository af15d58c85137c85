// Contacts with their accounts, leads, users: names put together, direct account relations kept, profiles assigned.
import type { Row } from '../../model.ts';
import { changed, liveRow, type Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { Draft } from '../typePlan.ts';
import type { ObjectRules } from './objectRules.ts';
import { personAccounts } from './personAccounts.ts';

function fullName(draft: Draft): void {
  draft.Name = [draft.FirstName, draft.LastName].filter((part) => part !== null).join(' ') || null;
}

/** The row that ties a contact to its own account is the org's; its other ones are the users' (Contacts to Multiple Accounts). */
function keepDirectRelation(change: Change, saved: Row): void {
  if (!changed(change, 'AccountId') || saved.IsPersonAccount === true) return;
  const { ground, writer } = change;
  const relations = [
    ...ground.state.tables.of('AccountContactRelation').where('ContactId', String(saved.Id)),
  ].filter((row) => row.IsDeleted !== true);
  for (const row of relations) if (row.IsDirect === true) ground.rows.discard('AccountContactRelation', row);
  if (saved.AccountId === null) return;
  const known = relations.find((row) => row.IsDirect !== true && row.AccountId === saved.AccountId);
  if (known) {
    ground.rows.alter('AccountContactRelation', String(known.Id), { IsDirect: true }, writer);
    return;
  }
  ground.rows.record(
    'AccountContactRelation',
    { AccountId: saved.AccountId!, ContactId: saved.Id!, IsDirect: true, IsActive: true },
    writer,
  );
}

function checkRelation({ ground, draft, before }: Change): void {
  if (before !== undefined) return;
  const contact = liveRow(ground, 'Contact', draft.ContactId);
  if (contact !== undefined && contact.AccountId === null)
    throw fault(
      'INVALID_CROSS_REFERENCE_KEY',
      'You can’t add a relationship to a contact without an account',
      ['ContactId'],
    );
  for (const row of ground.state.tables
    .of('AccountContactRelation')
    .where('ContactId', String(draft.ContactId)))
    if (row.AccountId === draft.AccountId && row.IsDeleted !== true)
      throw fault('DUPLICATE_VALUE', 'This contact already has a relationship with this account.', [
        'AccountId',
        'ContactId',
      ]);
}

/** A user holds the permission set that their profile owns. */
function assignProfile(change: Change, saved: Row): void {
  if (!changed(change, 'ProfileId')) return;
  const { ground, writer } = change;
  const { tables } = ground.state;
  const setOf = (profile: unknown): string | undefined => {
    for (const set of tables.of('PermissionSet').where('ProfileId', String(profile))) return String(set.Id);
    return undefined;
  };
  const old = setOf(change.before?.ProfileId);
  for (const row of [...tables.of('PermissionSetAssignment').where('AssigneeId', String(saved.Id))])
    if (old !== undefined && row.PermissionSetId === old) ground.rows.discard('PermissionSetAssignment', row);
  const set = setOf(saved.ProfileId);
  if (set !== undefined)
    ground.rows.make(
      'PermissionSetAssignment',
      { AssigneeId: saved.Id!, PermissionSetId: set, IsActive: true },
      writer,
    );
}

export const people: Readonly<Record<string, ObjectRules>> = {
  Account: personAccounts,
  Contact: {
    derive({ draft }) {
      fullName(draft);
      draft.IsEmailBounced = draft.EmailBouncedDate !== null;
    },
    follow: keepDirectRelation,
  },
  Lead: { derive: ({ draft }) => fullName(draft) },
  AccountContactRelation: {
    check: checkRelation,
    checkRemoval({ row }) {
      if (row.IsDirect === true)
        throw fault('DELETE_FAILED', 'You can’t delete a direct account-contact relationship.');
    },
  },
  User: {
    derive({ draft }) {
      fullName(draft);
      draft.CommunityNickname ??= draft.Alias;
      draft.UserType ??= 'Standard';
    },
    check(change) {
      const { ground, draft } = change;
      if (!changed(change, 'Username') || typeof draft.Username !== 'string') return;
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.Username))
        throw fault(
          'INVALID_EMAIL_ADDRESS',
          `Username must be in the form of an email address (for example, john@acme.com)`,
          ['Username'],
        );
      const field = change.plan.type.field('Username')!;
      if (
        ground.unique.holder('User', field, draft.Username, change.before ? String(change.before.Id) : null)
      )
        throw fault(
          'DUPLICATE_USERNAME',
          'Duplicate Username.<br>Another user has already selected this Username.<br>Please select another.',
          ['Username'],
        );
    },
    follow: assignProfile,
  },
};

// Person accounts, where the org has them: an account of a person record type is a contact as well. Its contact is made
// and kept by the org, fields `Person…` and `…__pc` are the contact's (Object Reference, "Person Accounts").
import type { Row, Value } from '../../model.ts';
import { changed, liveRow, type Change } from '../change.ts';
import { fault, requiredMissing, RowFault } from '../errors.ts';
import type { ObjectRules } from './objectRules.ts';

const NAMES = ['Salutation', 'FirstName', 'LastName'];
const SHARED = [...NAMES, 'Phone', 'Fax', 'OwnerId', 'Description'];
/** The account's field and the contact's of another name. */
const PERSON_FIELD = /^Person(?!ContactId$)(?<standard>[A-Z]\w*)$|^(?<custom>\w+)__pc$/;

function isPerson({ ground, plan, draft }: Change): boolean {
  if (!plan.has('IsPersonAccount')) return false;
  const type = liveRow(ground, 'RecordType', draft.RecordTypeId);
  return type?.IsPersonType === true || type?.DeveloperName === 'PersonAccount';
}

function checkNames(change: Change): void {
  const { plan, draft, sent } = change;
  if (!plan.has('IsPersonAccount')) return;
  const person = draft.IsPersonAccount === true;
  const foreign = [...sent].filter(
    (field) =>
      draft[field] !== null && (person ? field === 'Name' : isPersonField(field)) && changed(change, field),
  );
  if (foreign.length > 0)
    throw fault(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Account: bad field names on insert/update call: ${foreign.join(', ')}`,
      foreign,
    );
  const needed = person ? 'LastName' : 'Name';
  if (draft[needed] === null) throw new RowFault([requiredMissing([needed])]);
}

function isPersonField(field: string): boolean {
  return NAMES.includes(field) || PERSON_FIELD.test(field);
}

/** The contact's cells that the account holds. */
function contactCells({ plan, ground }: Change, saved: Row): Record<string, Value> {
  const contact = ground.state.tables.of('Contact').type;
  const pairs = plan.type.describe.fields.map(({ name }): readonly [string, string | undefined] => {
    const { standard, custom } = PERSON_FIELD.exec(name)?.groups ?? {};
    return [name, SHARED.includes(name) ? name : (standard ?? (custom && `${custom}__c`))];
  });
  return Object.fromEntries(
    pairs.flatMap(([own, theirs]) =>
      theirs !== undefined && contact.field(theirs)?.createable === true
        ? [[theirs, saved[own] ?? null]]
        : [],
    ),
  );
}

function keepContact(change: Change, saved: Row): void {
  if (saved.IsPersonAccount !== true) return;
  const { ground, writer } = change;
  const cells = contactCells(change, saved);
  if (typeof saved.PersonContactId === 'string') {
    ground.rows.alter('Contact', saved.PersonContactId, cells, writer);
    return;
  }
  const PersonContactId = ground.rows.make(
    'Contact',
    { ...cells, AccountId: saved.Id!, IsPersonAccount: true },
    writer,
  );
  ground.journal.put('Account', { ...saved, PersonContactId });
}

export const personAccounts: ObjectRules = {
  derive(change) {
    const { plan, draft } = change;
    if (!plan.has('IsPersonAccount')) return;
    draft.IsPersonAccount = isPerson(change);
    if (draft.IsPersonAccount)
      draft.Name = [draft.FirstName, draft.LastName].filter((part) => part !== null).join(' ') || null;
  },
  check: checkNames,
  follow: keepContact,
};

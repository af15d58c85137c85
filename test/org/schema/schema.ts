// The practice org's schema: every object type, from recordings, from the table derived of the standard objects, and
// from the org's own custom tables. Loading is cheap; describes are built when asked for.

import type { Schema, SObjectType } from '../model.ts';
import { addedFields } from './addedFields.ts';
import type { Blueprint } from './blueprint.ts';
import { blueprintOf, describedFields, notedField } from './blueprint.ts';
import { childRelationships } from './childRelationships.ts';
import { customObjects } from './custom.ts';
import { objectType } from './objectType.ts';
import { once } from './once.ts';
import { readRecording, recordedBlueprint } from './recorded.ts';
import { restrictionsOf } from './restrictions.ts';
import { readStandardTable } from './standard.ts';
import { toolingObjects } from './tooling.ts';

export interface SchemaOptions {
  /** With person accounts on: Account as recorded in such an org, and Contact.IsPersonAccount. */
  readonly personAccounts?: boolean;
  /** Of record types' Ids; see store/ids.ts. They are of the schema, not of a seed: `PO0` unless given. */
  readonly instance?: string;
}

/** Objects whose describe is recorded, and the fixture that holds it. */
const recordings = ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'OpportunityContactRole'];

export function loadSchema(options: SchemaOptions = {}): Schema {
  const blueprints = allBlueprints(options.personAccounts ?? false);
  const sorted = blueprints.sort((a, b) => (a.name < b.name ? -1 : 1));
  const types = typesOf(sorted, options.instance ?? 'PO0');
  const byName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
  const byPrefix = new Map(types.map((type) => [type.keyPrefix, type]));
  const toolingOnly = new Set(blueprints.filter(({ tooling }) => tooling === 'only').map(({ name }) => name));
  return {
    types: types.filter(({ name }) => !toolingOnly.has(name)),
    find: (name) => byName.get(name.toLowerCase()),
    byKeyPrefix: (prefix) => byPrefix.get(prefix),
  };
}

function allBlueprints(personAccounts: boolean): Blueprint[] {
  const { objects, recordedChildren } = readStandardTable();
  const recorded = recordings.map((name) => {
    const file = name === 'Account' && personAccounts ? 'Account_PersonAccount' : name;
    return recordedBlueprint(readRecording(file), recordedChildren[name] ?? {});
  });
  const others = [...objects, ...customObjects, ...toolingObjects].map(blueprintOf);
  return [...recorded, ...others].map((blueprint) => withAddedFields(blueprint, personAccounts));
}

/** The org's own fields on standard objects come after the standard ones, as in real describes. */
function withAddedFields(blueprint: Blueprint, personAccounts: boolean): Blueprint {
  const added = addedFields(blueprint.name, personAccounts);
  if (added === undefined) return blueprint;
  const own = Object.entries(added.fields).map(([name, text]) => notedField(name, text));
  const fields = once(() => [...blueprint.fields(), ...own]);
  return { ...blueprint, fields, children: { ...blueprint.children, ...added.children } };
}

function typesOf(blueprints: readonly Blueprint[], instance: string): SObjectType[] {
  const children = once(() => childRelationships(blueprints.filter(({ tooling }) => tooling !== 'only')));
  let recordTypes = 0;
  return blueprints.map((blueprint) => {
    const firstRecordType = recordTypes;
    recordTypes += blueprint.recordTypes?.length ?? 0;
    return objectType({
      blueprint,
      restrictions: restrictionsOf(blueprint),
      fields: once(() => describedFields(blueprint)),
      children: once(() => children()(blueprint)),
      firstRecordType,
      instance,
    });
  });
}

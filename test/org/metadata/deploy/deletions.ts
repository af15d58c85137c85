// What may be taken away, and what goes with it. A component in use stays (recorded wording: SFDO-Tooling/CumulusCI#142);
// layouts and permissions let go of a field by themselves (Salesforce Help, "Delete Custom Fields").
import type { Tables } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import { metadataTypes } from '../types.ts';
import type { Draft, DraftComponent } from './draft.ts';
import { formulaFields, referencesOf, referringTypes } from './references.ts';
import { nodes, trees } from './tree.ts';

/** Types no deploy deletes, and what it says. */
const KEPT: Readonly<Record<string, string | undefined>> = {
  RecordType: 'Cannot delete record type through API',
  Settings: 'Cannot delete settings',
  StandardValueSet: 'Cannot delete standard value sets',
  CustomLabels: 'Cannot delete CustomLabels; delete its labels',
  Workflow: 'Cannot delete Workflow; delete its rules and actions',
  SharingRules: 'Cannot delete SharingRules; delete its rules',
};

/** Referring types that let go of what is deleted. */
const LETS_GO: ReadonlySet<string> = new Set([
  'Profile',
  'PermissionSet',
  'MutingPermissionSet',
  'Layout',
  'FlowDefinition',
]);

/** What goes with an object: components that are named after it. */
const OF_OBJECT: ReadonlyArray<readonly [type: string, isOf: (fullName: string, object: string) => boolean]> =
  [
    ['Layout', (name, object) => name.startsWith(`${object}-`)],
    ['CustomTab', (name, object) => name === object],
    ['Workflow', (name, object) => name === object],
    ['SharingRules', (name, object) => name === object],
    ['QuickAction', (name, object) => name.startsWith(`${object}.`)],
    ['CustomObjectTranslation', (name, object) => name.startsWith(`${object}-`)],
    [
      'CustomMetadata',
      (name, object) => name.startsWith(`${object.replace(/__mdt$/, '')}.`) && object.endsWith('__mdt'),
    ],
  ];

interface User {
  readonly type: string;
  readonly fullName: string;
  readonly tree: XmlTree;
  readonly source: string;
}

/** Components and parts that may use others, as they are in the draft. */
function* users(draft: Draft): Iterable<User> {
  for (const type of [...referringTypes, 'ApexClass', 'ApexTrigger', 'ApexPage']) {
    if (metadataTypes().findChild(type) !== undefined) continue;
    for (const { fullName, tree, body } of draft.ofType(type))
      yield { type, fullName, tree, source: body?.toString('utf8') ?? '' };
  }
  for (const object of draft.ofType('CustomObject'))
    for (const { name, tag } of metadataTypes().find('CustomObject')!.children)
      for (const [own, tree] of draft.partsOf(object, tag))
        yield { type: name, fullName: `${object.fullName}.${own}`, tree, source: '' };
}

/** Words of messages, by type of user. */
const WORDS: Readonly<Record<string, string | undefined>> = {
  CustomField: 'Custom Formula Field',
  ValidationRule: 'Validation Formula',
  ApexClass: 'Apex Class',
  ApexTrigger: 'Apex Trigger',
  ApexPage: 'Visualforce Page',
};

function uses(user: User, type: string, fullName: string): boolean {
  if (LETS_GO.has(user.type)) return false;
  if (
    referencesOf(user.type, user.fullName, user.tree).some(
      (one) => one.type === type && one.fullName === fullName,
    )
  )
    return true;
  const dot = fullName.indexOf('.');
  if (type === 'CustomField') return usesField(user, fullName.slice(0, dot), fullName.slice(dot + 1));
  if (type === 'CustomObject' || type === 'ApexClass') return mentions(user.source, fullName);
  return false;
}

function usesField(user: User, object: string, field: string): boolean {
  const own = user.fullName.startsWith(`${object}.`);
  const formula = scalarText(user.tree.formula ?? user.tree.errorConditionFormula);
  if (own && (formulaFields(formula).includes(field) || user.tree.errorDisplayField === field)) return true;
  return mentions(user.source, field);
}

function mentions(source: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(source);
}

/** Whether `user` is the deleted thing itself or a part of it. */
function isWithin(user: User, { type, fullName }: Target): boolean {
  return (
    (user.type === type && user.fullName === fullName) ||
    (type === 'CustomObject' && user.fullName.startsWith(`${fullName}.`)) ||
    (type === 'CustomObject' &&
      OF_OBJECT.some(([of, isOf]) => of === user.type && isOf(user.fullName, fullName)))
  );
}

/** Something to delete. */
interface Target {
  readonly type: string;
  readonly fullName: string;
}

/** Type -> the table that finds its row by name, and the rows that hold on to it. */
const HELD: Readonly<
  Record<string, readonly [table: string, name: string, by: string, column: string] | undefined>
> = {
  PermissionSet: ['PermissionSet', 'Name', 'PermissionSetAssignment', 'PermissionSetId'],
  Profile: ['Profile', 'Name', 'User', 'ProfileId'],
  Role: ['UserRole', 'DeveloperName', 'User', 'UserRoleId'],
};

/** What users hold stays (Salesforce Help, "Delete Profiles", "Delete a Role": remove users first). */
function isHeld({ type, fullName }: Target, tables: Tables): boolean {
  const held = HELD[type];
  if (held === undefined) return false;
  const [table, name, by, column] = held;
  for (const row of tables.of(table).where(name, decodeURIComponent(fullName)))
    for (const user of tables.of(by).where(column, String(row.Id))) return user !== undefined;
  return false;
}

/** Why it cannot be deleted; undefined when it can. What is deleted with it is no hindrance. */
export function deletionProblem(
  draft: Draft,
  { type, fullName }: Target,
  together: readonly Target[],
  tables: Tables,
): string | undefined {
  if (KEPT[type] !== undefined) return KEPT[type];
  if (type === 'CustomObject' && !fullName.includes('__'))
    return `Cannot delete standard object: ${fullName}`;
  if (type === 'CustomField' && !/__c$/.test(fullName)) return `Cannot delete standard field: ${fullName}`;
  const found = draft.get(type, fullName);
  if (type === 'Profile' && found?.tree.custom === false)
    return `Cannot delete standard profile: ${fullName}`;
  if (type === 'Flow' && found?.tree.status === 'Active')
    return 'insufficient access rights on cross-reference id';
  if (isHeld({ type, fullName }, tables)) return `${fullName} is assigned to users and cannot be deleted`;
  const inUse = [...users(draft)].filter(
    (user) => !together.some((target) => isWithin(user, target)) && uses(user, type, fullName),
  );
  if (inUse.length === 0) return undefined;
  const what = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const by = inUse.map((user) => `${WORDS[user.type] ?? user.type} - ${user.fullName}`).join(', ');
  return `This ${what} is referenced elsewhere in salesforce.com. : ${by}.`;
}

/** Takes it out of the draft, with what goes along. */
export function deleteFrom(draft: Draft, type: string, fullName: string): void {
  if (metadataTypes().findChild(type) !== undefined) draft.dropPart(type, fullName);
  else draft.drop(type, fullName);
  if (type === 'CustomField') forgetField(draft, fullName);
  if (type !== 'CustomObject') return;
  for (const [of, isOf] of OF_OBJECT)
    for (const component of draft.ofType(of))
      if (isOf(component.fullName, fullName)) draft.drop(of, component.fullName);
}

/** Layouts lose the field's item. */
function forgetField(draft: Draft, path: string): void {
  const [object = '', field = ''] = path.split('.');
  for (const layout of draft.ofType('Layout')) {
    if (!layout.fullName.startsWith(`${object}-`)) continue;
    const sections = trees(layout.tree, 'layoutSections');
    const holds = sections.some((section) => itemsOf(section).some((item) => item.field === field));
    if (holds) draft.put(withoutItem(layout, field));
  }
}

const itemsOf = (section: XmlTree): XmlTree[] =>
  trees(section, 'layoutColumns').flatMap((column) => trees(column, 'layoutItems'));

function withoutItem(layout: DraftComponent, field: string): DraftComponent {
  const layoutSections = trees(layout.tree, 'layoutSections').map((section) => ({
    ...section,
    layoutColumns: nodes(section, 'layoutColumns').map((column) =>
      typeof column !== 'object'
        ? column
        : { ...column, layoutItems: trees(column, 'layoutItems').filter((item) => item.field !== field) },
    ),
  }));
  return { ...layout, tree: { ...layout.tree, layoutSections } };
}

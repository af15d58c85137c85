// What is wrong with a component or part that is to be put: what it refers to must be there, and each type has its own
// rules. Wordings are recorded ones where a recording is known (forcedotcom/cli#155, #1220, trailheadapps/ebikes-lwc#391).
import type { OrgState } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import { fieldProblem } from './fieldRules.ts';
import type { Names } from './names.ts';
import type { Place } from './messages.ts';
import { formulaFields, referencesOf } from './references.ts';
import { trees } from './tree.ts';
import type { XmlElement } from './xmlFile.ts';

/** A component or part as the checks see it. */
export interface Subject {
  readonly type: string;
  readonly fullName: string;
  readonly tree: XmlTree;
  readonly before: XmlTree | undefined;
  readonly element: XmlElement | undefined;
  readonly body: Buffer | undefined;
  /** All of it is deployed, not only parts of it. */
  readonly isWhole: boolean;
}

export interface Finding {
  readonly problem: string;
  readonly place?: Place | undefined;
}

type Check = (subject: Subject, names: Names, state: OrgState) => Iterable<Finding>;

/** Where an element of that name and text stands. */
export function placeOf(element: XmlElement | undefined, tag: string, text: string): Place | undefined {
  if (element === undefined) return undefined;
  if (element.name === tag && element.text === text) return element;
  for (const child of element.children) {
    const place = placeOf(child, tag, text);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** A layout's field goes by its bare name in the file. */
const inFile = (type: string, fullName: string): string =>
  type === 'Layout' ? fullName.slice(fullName.indexOf('.') + 1) : fullName;

function* missingReferences({ type, fullName, tree, element }: Subject, names: Names): Iterable<Finding> {
  for (const reference of referencesOf(type, fullName, tree)) {
    if (names.exists(reference.type, reference.fullName)) continue;
    yield {
      problem: `In field: ${reference.tag} - no ${reference.type} named ${reference.fullName} found`,
      place: placeOf(element, reference.tag, inFile(type, reference.fullName)),
    };
  }
}

function* customObject({ fullName, tree, isWhole }: Subject): Iterable<Finding> {
  if (!isWhole || !fullName.includes('__')) return;
  if (!/^[A-Za-z]\w*__(c|mdt|e|b|x)$/.test(fullName)) yield { problem: `Invalid object name: ${fullName}` };
  if (scalarText(tree.label) === '') yield { problem: 'Must specify a non-empty label for the CustomObject' };
  if (scalarText(tree.pluralLabel) === '' && !fullName.endsWith('__b'))
    yield { problem: 'Must specify a non-empty pluralLabel for the CustomObject' };
  if (
    fullName.endsWith('__c') &&
    tree.customSettingsType === undefined &&
    trees(tree, 'nameField').length === 0
  )
    yield { problem: 'Must specify a nameField of type Text or AutoNumber' };
}

function* customField(subject: Subject, names: Names, { tables, schema }: OrgState): Iterable<Finding> {
  const [object = '', name = ''] = subject.fullName.split('.');
  const owner = names.draft.get('CustomObject', object);
  if (owner === undefined || (object.includes('__') && scalarText(owner.tree.label) === '')) {
    yield { problem: `Entity Enumeration Or ID: bad value for restricted picklist field: ${object}` };
    return;
  }
  if (!name.endsWith('__c')) {
    if (!names.hasField(object, name)) yield { problem: `Could not resolve standard field's name.` };
    return;
  }
  const known = schema.find(object) !== undefined;
  const problem = fieldProblem(
    {
      object,
      name,
      tree: subject.tree,
      before: subject.before,
      values: function* () {
        if (known) for (const row of tables.of(object).rows()) yield row[name] ?? null;
      },
      hasRows: () => known && tables.of(object).size > 0,
    },
    names,
  );
  if (problem !== undefined) yield { problem };
}

function* validationRule({ fullName, tree }: Subject, names: Names): Iterable<Finding> {
  const object = fullName.slice(0, fullName.indexOf('.'));
  if (scalarText(tree.errorMessage) === '') yield { problem: 'Required field is missing: errorMessage' };
  if (scalarText(tree.errorConditionFormula) === '')
    yield { problem: 'Required field is missing: errorConditionFormula' };
  const shown = scalarText(tree.errorDisplayField);
  const fields = [...formulaFields(scalarText(tree.errorConditionFormula)), ...(shown === '' ? [] : [shown])];
  for (const field of fields)
    if (!names.hasField(object, field)) yield { problem: `Field ${field} does not exist. Check spelling.` };
}

/** What a grant of the left needs granted on the right, in the same entry. */
const DEPENDS: ReadonlyArray<
  readonly [permission: string, needed: string, word: string, neededWord: string]
> = [
  ['allowCreate', 'allowRead', 'Create', 'Read'],
  ['allowEdit', 'allowRead', 'Edit', 'Read'],
  ['allowDelete', 'allowEdit', 'Delete', 'Edit'],
  ['viewAllRecords', 'allowRead', 'View All', 'Read'],
  ['modifyAllRecords', 'viewAllRecords', 'Modify All', 'View All'],
  ['modifyAllRecords', 'allowDelete', 'Modify All', 'Delete'],
];

function* grants({ tree, element }: Subject, _names: Names, { schema }: OrgState): Iterable<Finding> {
  for (const entry of trees(tree, 'objectPermissions')) {
    const object = scalarText(entry.object);
    for (const [permission, needed, word, neededWord] of DEPENDS)
      if (entry[permission] === true && entry[needed] !== true)
        yield {
          problem: `Permission ${word} ${object} depends on permission(s): ${neededWord} ${object}`,
          place: placeOf(element, 'object', object),
        };
  }
  for (const { field } of trees(tree, 'fieldPermissions')) {
    const path = scalarText(field);
    const [object = '', name = ''] = path.split('.');
    if (schema.find(object)?.field(name)?.permissionable === false)
      yield {
        problem: `You cannot deploy to a required field: ${path}`,
        place: placeOf(element, 'field', path),
      };
  }
  const known = schema.find('PermissionSet');
  for (const { name } of trees(tree, 'userPermissions'))
    if (known?.field(`Permissions${scalarText(name)}`) === undefined)
      yield {
        problem: `Unknown user permission: ${scalarText(name)}`,
        place: placeOf(element, 'name', scalarText(name)),
      };
}

function* apexClass({ fullName, body = Buffer.alloc(0) }: Subject): Iterable<Finding> {
  const source = body.toString('utf8');
  if (!new RegExp(`\\b(?:class|interface|enum)\\s+${fullName}\\b`, 'i').test(source))
    yield { problem: `Invalid name: the file must declare ${fullName}`, place: { line: 1, column: 1 } };
  yield* unbalanced(source);
}

function* apexTrigger({ fullName, body = Buffer.alloc(0) }: Subject, names: Names): Iterable<Finding> {
  const source = body.toString('utf8');
  const head = /\btrigger\s+(\w+)\s+on\s+(\w+)\s*\(/i.exec(source);
  if (head?.[1] !== fullName)
    yield {
      problem: `Invalid name: the file must declare trigger ${fullName}`,
      place: { line: 1, column: 1 },
    };
  else if (!names.exists('CustomObject', head[2]) && names.schema.find(head[2]) === undefined)
    yield { problem: `Invalid type: ${head[2]}`, place: { line: 1, column: 1 } };
  yield* unbalanced(source);
}

/** All of compiling this org does: braces outside text and comments must match. */
function* unbalanced(source: string): Iterable<Finding> {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'/g, (skipped) =>
    skipped.replace(/[{}]/g, ' '),
  );
  let depth = 0;
  for (const [at, character] of [...code].entries()) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) {
      yield {
        problem: "Unexpected token '}'.",
        place: { line: code.slice(0, at).split('\n').length, column: 1 },
      };
      return;
    }
  }
  if (depth > 0) yield { problem: "Missing '}'", place: { line: code.split('\n').length, column: 1 } };
}

function* flow({ tree }: Subject): Iterable<Finding> {
  if (scalarText(tree.label) === '') yield { problem: 'Required field is missing: label' };
  if (
    tree.status !== undefined &&
    !['Active', 'Draft', 'Obsolete', 'InvalidDraft'].includes(scalarText(tree.status))
  )
    yield { problem: `'${scalarText(tree.status)}' is not a valid value for the enum 'FlowVersionStatus'` };
}

function* folderedIn({ type, fullName }: Subject, names: Names): Iterable<Finding> {
  const folder = fullName.slice(0, Math.max(0, fullName.lastIndexOf('/')));
  const folderType = {
    Report: 'ReportFolder',
    Dashboard: 'DashboardFolder',
    Document: 'DocumentFolder',
    EmailTemplate: 'EmailFolder',
  }[type];
  if (folder === 'unfiled$public' || folderType === undefined) return;
  if (!names.exists(folderType, folder)) yield { problem: `Cannot find folder:${folder}` };
}

const checks: Readonly<Record<string, readonly Check[] | undefined>> = {
  CustomObject: [customObject],
  CustomField: [customField],
  ValidationRule: [validationRule],
  RecordType: [required('label')],
  Profile: [grants],
  PermissionSet: [required('label'), grants],
  MutingPermissionSet: [grants],
  PermissionSetGroup: [required('label')],
  CustomPermission: [required('label')],
  ApexClass: [apexClass],
  ApexTrigger: [apexTrigger],
  Flow: [flow],
  Role: [required('name')],
  Queue: [required('name')],
  Group: [required('name')],
  CustomLabel: [required('value')],
  Report: [folderedIn],
  Dashboard: [folderedIn],
  Document: [folderedIn],
  EmailTemplate: [folderedIn],
};

function required(tag: string): Check {
  return function* ({ tree }) {
    if (scalarText(tree[tag]) === '') yield { problem: `Required field is missing: ${tag}` };
  };
}

/** What is wrong, in the order the rules are listed; nothing when it may be put. */
export function findingsOf(subject: Subject, names: Names, state: OrgState): Finding[] {
  const own = (checks[subject.type] ?? []).flatMap((check) => [...check(subject, names, state)]);
  // A field's unknown target has a wording of its own.
  const references =
    subject.type === 'CustomField' && own.length > 0 ? [] : missingReferences(subject, names);
  return [...own, ...references];
}

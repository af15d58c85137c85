// Which components refer to which by name, so that a deploy can say what is missing and a deletion what is in use. Each
// row is one element of one type (Metadata API Developer Guide, fields of each type).
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import { trees } from './tree.ts';

export interface Reference {
  /** The element that names it, as messages say it. */
  readonly tag: string;
  readonly type: string;
  readonly fullName: string;
}

type Read = (tree: XmlTree, fullName: string) => readonly Reference[];

/** `tag` inside each of the elements at `path` names a component of `type`. */
function named(path: string, tag: string, type: string): Read {
  return (tree) =>
    at(tree, path).flatMap((holder) => values(holder, tag).map((fullName) => ({ tag, type, fullName })));
}

/** The elements at a path such as `layoutSections.layoutColumns`; the empty path is the tree itself. */
function at(tree: XmlTree, path: string): readonly XmlTree[] {
  return path === ''
    ? [tree]
    : path.split('.').reduce<readonly XmlTree[]>((all, tag) => all.flatMap((one) => trees(one, tag)), [tree]);
}

function values(tree: XmlTree, tag: string): string[] {
  const node = tree[tag];
  return [node]
    .flat()
    .map((value) => scalarText(value))
    .filter((text) => text !== '');
}

const layoutFields: Read = (tree, fullName) => {
  const object = fullName.slice(0, fullName.indexOf('-'));
  const fields = at(tree, 'layoutSections.layoutColumns.layoutItems').flatMap((item) =>
    values(item, 'field'),
  );
  return [
    { tag: 'layout', type: 'CustomObject', fullName: object },
    ...fields.map((field) => ({ tag: 'field', type: 'CustomField', fullName: `${object}.${field}` })),
  ];
};

const metadataRecord: Read = (tree, fullName) => {
  const object = `${fullName.slice(0, fullName.lastIndexOf('.'))}__mdt`;
  return [
    { tag: 'type', type: 'CustomObject', fullName: object },
    ...at(tree, 'values')
      .flatMap((entry) => values(entry, 'field'))
      .map((field) => ({ tag: 'field', type: 'CustomField', fullName: `${object}.${field}` })),
  ];
};

const grants: readonly Read[] = [
  named('fieldPermissions', 'field', 'CustomField'),
  named('objectPermissions', 'object', 'CustomObject'),
  named('classAccesses', 'apexClass', 'ApexClass'),
  named('pageAccesses', 'apexPage', 'ApexPage'),
  named('customPermissions', 'name', 'CustomPermission'),
  named('recordTypeVisibilities', 'recordType', 'RecordType'),
];

/** The object a part belongs to, and the fields of it that some of its elements name. */
function ofObject(path: string, tag: string): Read {
  return (tree, fullName) => {
    const object = fullName.slice(0, fullName.indexOf('.'));
    return at(tree, path)
      .flatMap((holder) => values(holder, tag))
      .map((field) => ({
        tag,
        type: 'CustomField',
        fullName: field.includes('.') ? field : `${object}.${field}`,
      }));
  };
}

const references: Readonly<Record<string, readonly Read[] | undefined>> = {
  Profile: [
    ...grants,
    named('layoutAssignments', 'layout', 'Layout'),
    named('layoutAssignments', 'recordType', 'RecordType'),
    named('applicationVisibilities', 'application', 'CustomApplication'),
    named('tabVisibilities', 'tab', 'CustomTab'),
  ],
  PermissionSet: [
    ...grants,
    named('applicationVisibilities', 'application', 'CustomApplication'),
    named('tabSettings', 'tab', 'CustomTab'),
  ],
  MutingPermissionSet: grants,
  PermissionSetGroup: [
    named('', 'permissionSets', 'PermissionSet'),
    named('', 'mutingPermissionSets', 'MutingPermissionSet'),
  ],
  Layout: [layoutFields],
  FlexiPage: [named('', 'sobjectType', 'CustomObject')],
  QuickAction: [named('', 'targetObject', 'CustomObject')],
  ReportType: [named('', 'baseObject', 'CustomObject')],
  Flow: [named('start', 'object', 'CustomObject')],
  FlowDefinition: [(_tree, fullName) => [{ tag: 'fullName', type: 'Flow', fullName }]],
  CustomMetadata: [metadataRecord],
  Role: [named('', 'parentRole', 'Role')],
  Queue: [named('queueSobject', 'sobjectType', 'CustomObject')],
  CustomField: [
    named('', 'referenceTo', 'CustomObject'),
    named('', 'summaryForeignKey', 'CustomField'),
    named('', 'summarizedField', 'CustomField'),
    named('valueSet', 'valueSetName', 'GlobalValueSet'),
  ],
  FieldSet: [ofObject('displayedFields', 'field'), ofObject('availableFields', 'field')],
  CompactLayout: [ofObject('', 'fields')],
};

/** What a component or part of that type names. */
export function referencesOf(type: string, fullName: string, tree: XmlTree): Reference[] {
  return (references[type] ?? []).flatMap((read) => read(tree, fullName));
}

export const referringTypes: readonly string[] = Object.keys(references);

/** Custom fields a formula names of its own object; those behind a relationship are another object's. */
export function formulaFields(formula: string): string[] {
  const code = formula.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return [...code.matchAll(/(?<![\w.$])(\w+__c)\b(?!\s*\.)/g)].map(([, name]) => name);
}

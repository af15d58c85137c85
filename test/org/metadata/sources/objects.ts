// CustomObject components: every custom object and every standard object an administrator can customise, with fields,
// record types, list views, validation rules and field sets. Fields come from the describes, record types and list
// views from their rows.
import type { FieldDescribe, Row, Schema, SObjectDescribe, SObjectType } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { scalarText } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import { customField, hasElement, standardField } from './fields.ts';
import { businessProcesses, compactLayouts, rollUps, validationRules, webLinks } from './objectParts.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

const customSuffixes = /__(c|b|e|x|mdt)$/;
const derivedSuffixes = /(History|Feed|Share|ChangeEvent|Tag|OwnerSharingRule)$/;

/** Standard objects that have a CustomObject component: those with layouts, and users. */
export function isCustomizable({ describe }: SObjectType): boolean {
  if (customSuffixes.test(describe.name)) return true;
  if (describe.name.endsWith('__History') || describe.name.includes('__')) return false;
  if (derivedSuffixes.test(describe.name) && describe.name !== 'Lead') return false;
  return describe.layoutable === true || describe.name === 'User';
}

function childRelationship(field: FieldDescribe, owner: SObjectDescribe, schema: Schema): string | undefined {
  const [target = ''] = field.referenceTo;
  const own = schema
    .find(target)
    ?.describe.childRelationships.find(
      (child) => child.childSObject === owner.name && child.field === field.name,
    );
  return own?.relationshipName?.replace(/__r$/, '');
}

function fieldElements(describe: SObjectDescribe, schema: Schema): XmlTree[] {
  return describe.fields
    .filter(hasElement)
    .filter((field) => field.name !== 'Name' || !describe.custom)
    .map((field) =>
      field.custom
        ? customField(field, describe, {
            rollUp: rollUps[`${describe.name}.${field.name}`],
            childRelationship: childRelationship(field, describe, schema),
          })
        : standardField(field),
    )
    .sort((left, right) => (scalarText(left.fullName) < scalarText(right.fullName) ? -1 : 1));
}

function recordTypeElement(row: Row, describe: SObjectDescribe): XmlTree {
  const picklists = describe.fields.filter((field) => field.type === 'picklist' && field.custom);
  return {
    fullName: column(row, 'DeveloperName'),
    active: row.IsActive === true,
    description: column(row, 'Description') || undefined,
    label: column(row, 'Name'),
    picklistValues: picklists.map((field) => ({
      picklist: field.name,
      values: field.picklistValues
        .filter((value) => value.active)
        .map((value) => ({ fullName: encodeURIComponent(value.value), default: value.defaultValue })),
    })),
  };
}

function listViewElements(rows: Iterable<Row>, describe: SObjectDescribe): XmlTree[] {
  const views = [...rows].map((row) => ({
    fullName: column(row, 'DeveloperName'),
    filterScope: 'Everything',
    label: column(row, 'Name'),
  }));
  const all = {
    fullName: 'All',
    filterScope: 'Everything',
    label: `All ${describe.labelPlural}`.slice(0, 40),
  };
  return views.length === 0 && describe.custom && describe.layoutable === true ? [all] : views;
}

function fieldSets(describe: SObjectDescribe): XmlTree[] {
  const shown = describe.fields.filter((field) => field.custom && field.updateable).slice(0, 5);
  if (shown.length < 3 || !describe.custom) return [];
  return [
    {
      fullName: 'Summary_Fields',
      description: 'Fields of the summary panel',
      displayedFields: shown.map((field) => ({
        field: field.name,
        isFieldManaged: false,
        isRequired: false,
      })),
      label: 'Summary Fields',
    },
  ];
}

function nameField(field: FieldDescribe | undefined): XmlTree {
  if (field?.autoNumber === true)
    return { displayFormat: 'INV-{00000}', label: field.label, type: 'AutoNumber' };
  return { label: field?.label ?? 'Name', type: 'Text' };
}

/** What only one kind of custom object has. */
function kindElements(describe: SObjectDescribe): XmlTree {
  const { name } = describe;
  if (name.endsWith('__mdt')) return { visibility: 'Public' };
  if (name.endsWith('__e'))
    return { deploymentStatus: 'Deployed', eventType: 'HighVolume', publishBehavior: 'PublishAfterCommit' };
  if (name.endsWith('__b')) {
    const first = describe.fields.find((field) => field.custom);
    const indexed = first === undefined ? [] : [{ name: first.name, sortDirection: 'DESC' }];
    return {
      deploymentStatus: 'Deployed',
      indexes: [{ fullName: `${name.replace(/__b$/, '')}_Index`, fields: indexed, label: 'Index' }],
    };
  }
  if (name.endsWith('__x'))
    return { deploymentStatus: 'Deployed', externalDataSource: 'Suppliers', externalName: 'Suppliers' };
  if (describe.customSetting === true) {
    const isHierarchy = describe.fields.some((field) => field.name === 'SetupOwnerId' && field.createable);
    return { customSettingsType: isHierarchy ? 'Hierarchy' : 'List', visibility: 'Public' };
  }
  const controlled = describe.fields.some((field) => field.custom && field.relationshipOrder === 0);
  return {
    allowInChatterGroups: false,
    deploymentStatus: 'Deployed',
    enableActivities: true,
    enableBulkApi: true,
    enableHistory: describe.fields.length > 12,
    enableReports: true,
    enableSharing: true,
    enableStreamingApi: true,
    nameField: nameField(describe.fields.find((field) => field.name === 'Name')),
    sharingModel: controlled ? 'ControlledByParent' : 'ReadWrite',
  };
}

function objectTree(type: SObjectType, context: SourceContext): XmlTree {
  const { describe } = type;
  const recordTypes = [...context.rowsWhere('RecordType', 'SobjectType', describe.name)];
  const shared = {
    businessProcesses: businessProcesses[describe.name] ?? [],
    compactLayouts: compactLayouts[describe.name] ?? [],
    fields: fieldElements(describe, context.state.schema),
    fieldSets: fieldSets(describe),
    listViews: listViewElements(context.rowsWhere('ListView', 'SobjectType', describe.name), describe),
    recordTypes: recordTypes.map((row) => recordTypeElement(row, describe)),
    validationRules: validationRules[describe.name] ?? [],
    webLinks: webLinks[describe.name] ?? [],
  };
  if (!describe.custom && describe.customSetting !== true) {
    return {
      ...shared,
      enableFeeds: describe.feedEnabled === true,
      enableHistory: true,
      compactLayoutAssignment: scalarText(compactLayouts[describe.name]?.at(0)?.fullName) || 'SYSTEM',
    };
  }
  return { ...shared, ...kindElements(describe), label: describe.label, pluralLabel: describe.labelPlural };
}

export const objects: Source = function* (context) {
  for (const type of context.state.schema.types.filter(isCustomizable)) {
    yield {
      type: 'CustomObject',
      fullName: type.name,
      metadata: () => objectTree(type, context),
    } satisfies Definition;
  }
};

// Rows of the Tooling API's own types, drawn from the metadata room: what the Tooling API answers of a component is what
// a retrieve of it says. `Metadata` is made only when it is read.
import type { OrgState, Row } from '../model.ts';
import { madeUpId } from '../metadata/identity.ts';
import type { MetadataRoom } from '../metadata/room.ts';
import type { StoredChild } from '../metadata/store.ts';
import type { StoredComponent } from '../metadata/component.ts';
import type { XmlNode, XmlTree } from '../soap/xml.ts';
import { dependencies } from './dependencies.ts';

/** A row before it is fitted to its type's fields; a function is a value made when it is read. */
export type DraftRow = Readonly<Record<string, unknown>>;

export interface ToolingOrg {
  readonly state: OrgState;
  readonly room: Pick<MetadataRoom, 'store'>;
}

/** A tree as the Tooling API's `Metadata` shows it: absent elements are null. */
export function metadataJson(tree: XmlTree): Readonly<Record<string, unknown>> {
  const plain = (node: XmlNode): unknown => {
    if (Array.isArray(node)) return node.map((entry) => plain(entry as XmlNode));
    if (typeof node === 'object') return metadataJson(node as XmlTree);
    return node ?? null;
  };
  return Object.fromEntries(Object.entries(tree).map(([tag, node]) => [tag, plain(node)]));
}

const restDate = (soapDate: string): string => soapDate.replace(/Z$/, '+0000');

/** Columns every component's row has. */
function systemColumns({
  properties,
  tree,
}: {
  properties: StoredComponent['properties'];
  tree: () => XmlTree;
}): DraftRow {
  return {
    Id: properties.id,
    FullName: properties.fullName,
    NamespacePrefix: properties.namespacePrefix ?? null,
    ManageableState: properties.manageableState,
    CreatedById: properties.createdById,
    CreatedDate: restDate(properties.createdDate),
    LastModifiedById: properties.lastModifiedById,
    LastModifiedDate: restDate(properties.lastModifiedDate),
    SystemModstamp: restDate(properties.lastModifiedDate),
    IsDeleted: false,
    Metadata: () => metadataJson(tree()),
  };
}

const ofComponent = (component: StoredComponent): DraftRow =>
  systemColumns({ properties: component.properties, tree: component.metadata });

const ofChild = (part: StoredChild): DraftRow =>
  systemColumns({ properties: part.properties, tree: () => part.tree });

type RowMaker = (org: ToolingOrg) => Iterable<DraftRow>;

/** Settings and value sets have no id of their own in the Metadata API; the Tooling API shows one. */
function named(type: string, prefix: string): RowMaker {
  return ({ state, room }) =>
    room.store.ofType(type).map((component) => {
      const { fullName } = component.properties;
      return {
        ...ofComponent(component),
        Id: madeUpId(state, prefix, `${type}:${fullName}`),
        DurableId: fullName,
        MasterLabel: fullName,
      };
    });
}

/** Rows that are in the org's own tables already, completed by what their component says. */
function completed(
  table: string,
  componentOf: (row: Row, org: ToolingOrg) => StoredComponent | undefined,
  fullName = (_row: Row, known: string): string => known,
): RowMaker {
  return (org) =>
    [...org.state.tables.of(table).rows()].map((row) => {
      const component = componentOf(row, org);
      if (component === undefined) return row;
      return {
        ...row,
        FullName: fullName(row, component.properties.fullName),
        Metadata: () => metadataJson(component.metadata()),
      };
    });
}

const byName =
  (type: string, column: string) =>
  (row: Row, { room }: ToolingOrg): StoredComponent | undefined =>
    room.store.find(type, String(row[column]));

/** Versions of a flow share its component, found by the definition's id. */
function flowOf(row: Row, { state, room }: ToolingOrg): StoredComponent | undefined {
  const definition = [...state.tables.of('FlowDefinitionView').rows()].find(
    ({ DurableId }) => DurableId === row.DefinitionId,
  );
  return definition === undefined ? undefined : room.store.find('Flow', String(definition.ApiName));
}

const withoutSuffix = (name: string): string =>
  name.replace(/__(c|b|e|x|mdt)$/, '').replace(/^.*?__(?=.)/, '');

/** A custom object's or standard object's key in TableEnumOrId: standard ones by name, custom ones by id. */
function tableOf(room: ToolingOrg['room'], object: string): string {
  return room.store.find('CustomObject', object)?.properties.id.slice(0, 15) || object;
}

const customFields: RowMaker = ({ room }) =>
  room.store
    .children('CustomField')
    .filter(({ properties }) => properties.fullName.endsWith('__c'))
    .map((part) => {
      const [object = '', name = ''] = part.properties.fullName.split('.');
      const columns = {
        DeveloperName: withoutSuffix(name),
        TableEnumOrId: tableOf(room, object),
        EntityDefinitionId: tableOf(room, object),
      };
      return {
        ...ofChild(part),
        ...columns,
        Description: part.tree.description,
        InlineHelpText: part.tree.inlineHelpText,
        Length: part.tree.length,
        Precision: part.tree.precision,
        Scale: part.tree.scale,
      };
    });

const validationRules: RowMaker = ({ room }) =>
  room.store.children('ValidationRule').map((part) => {
    const [object = '', name = ''] = part.properties.fullName.split('.');
    const { active, errorMessage, errorDisplayField, description } = part.tree;
    return {
      ...ofChild(part),
      ValidationName: name,
      Active: active,
      ErrorMessage: errorMessage,
      ErrorDisplayField: errorDisplayField,
      Description: description,
      EntityDefinitionId: tableOf(room, object),
    };
  });

/** Table -> its rows. */
export const toolingRows: Readonly<Record<string, RowMaker>> = {
  SecuritySettings: completed('SecuritySettings', (_row, { room }) =>
    room.store.find('Settings', 'Security'),
  ),
  StandardValueSet: named('StandardValueSet', '0SV'),
  RemoteProxy: completed('RemoteProxy', byName('RemoteSiteSetting', 'SiteName')),
  CspTrustedSite: completed('CspTrustedSite', byName('CspTrustedSite', 'DeveloperName')),
  Certificate: completed('Certificate', byName('Certificate', 'DeveloperName')),
  Flow: completed('Flow', flowOf, (row, name) => `${name}-${row.VersionNumber}`),
  MetadataComponentDependency: ({ state, room }) => dependencies(state, room),
  CustomObject: ({ room }) =>
    room.store
      .ofType('CustomObject')
      .filter(({ properties }) => properties.fullName.includes('__'))
      .map((object) => ({
        ...ofComponent(object),
        DeveloperName: withoutSuffix(object.properties.fullName),
        SharingModel: () => object.metadata().sharingModel ?? null,
      })),
  CustomField: customFields,
  ValidationRule: validationRules,
};

/** Fits a draft to a type: every field present, lazy values as getters, what the type does not name dropped. */
export function fitRow(draft: DraftRow, fields: ReadonlyArray<{ readonly name: string }>): Row {
  const row: Record<string, unknown> = {};
  for (const { name } of fields) {
    const value = draft[name];
    if (typeof value === 'function')
      Object.defineProperty(row, name, { enumerable: true, get: value as () => unknown });
    else row[name] = value ?? null;
  }
  return row as Row;
}

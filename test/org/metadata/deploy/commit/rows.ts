// Components that are rows as well: which table, which row, and what of the tree its columns say. The table's other
// columns stay as they are.
import type { Row, Value } from '../../../model.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import type { DraftChange, DraftComponent } from '../draft.ts';
import { texts, trees } from '../tree.ts';
import type { Ground } from './ground.ts';
import { dropRow, idBy, putRow, rowBy } from './ground.ts';

type Cells = Record<string, Value>;

interface RowKind {
  table(fullName: string): string;
  /** The cells that tell the row among all. */
  key(fullName: string, ground: Ground): Cells;
  cells(component: DraftComponent, ground: Ground): Cells;
  /** The base64 field the component's body goes to. */
  readonly body?: string;
  /** What else changes with the row. */
  also?(row: Row, tree: XmlTree, ground: Ground): void;
}

const text = (tree: XmlTree, tag: string): string | null => scalarText(tree[tag]) || null;
const source = ({ body }: DraftComponent): string => body?.toString('utf8') ?? '';
const afterSlash = (fullName: string): string => fullName.slice(fullName.lastIndexOf('/') + 1);
const folderOf = (fullName: string): string =>
  afterSlash(fullName.slice(0, Math.max(0, fullName.lastIndexOf('/'))));

const named =
  (table: string, column: string) =>
  (cells: RowKind['cells']): RowKind => ({ table: () => table, key: (name) => ({ [column]: name }), cells });

const byName = (table: string): ReturnType<typeof named> => named(table, 'Name');
const byDeveloperName = (table: string): ReturnType<typeof named> => named(table, 'DeveloperName');

const apex = (component: DraftComponent): Cells => ({
  Body: source(component),
  ApiVersion: Number(scalarText(component.tree.apiVersion)),
  Status: scalarText(component.tree.status) || 'Active',
  IsValid: true,
  LengthWithoutComments: source(component).length,
});

const page = (component: DraftComponent): Cells => ({
  Markup: source(component),
  ApiVersion: Number(scalarText(component.tree.apiVersion)),
  MasterLabel: text(component.tree, 'label'),
  Description: text(component.tree, 'description'),
});

const USAGES = [
  'Before Insert',
  'Before Update',
  'Before Delete',
  'After Insert',
  'After Update',
  'After Delete',
  'After Undelete',
];

/** What a trigger's first line says it fires on. */
function trigger(component: DraftComponent): Cells {
  const [, object = '', events = ''] = /\bon\s+(\w+)\s*\(([^)]*)\)/i.exec(source(component)) ?? [];
  return {
    ...apex(component),
    TableEnumOrId: object,
    ...Object.fromEntries(
      USAGES.map((usage) => [
        `Usage${usage.replace(' ', '')}`,
        new RegExp(usage.replace(' ', '\\s+'), 'i').test(events),
      ]),
    ),
  };
}

function folder(type: string): RowKind {
  return {
    table: () => 'Folder',
    key: (fullName) => ({ DeveloperName: afterSlash(fullName), Type: type }),
    cells: ({ fullName, tree }, ground) => ({
      Name: text(tree, 'name') ?? afterSlash(fullName),
      AccessType: scalarText(tree.accessType) || 'Public',
      ParentId: fullName.includes('/') ? idBy(ground, 'Folder', 'DeveloperName', folderOf(fullName)) : null,
    }),
  };
}

/** Something kept in a folder; what lies in none belongs to the org. */
function foldered(table: string, column: string, cells: RowKind['cells']): RowKind {
  const folderId = (fullName: string, ground: Ground): string | null =>
    fullName.startsWith('unfiled$public/')
      ? ground.state.id
      : idBy(ground, 'Folder', 'DeveloperName', folderOf(fullName));
  return {
    table: () => table,
    key: (fullName, ground) => ({
      DeveloperName: afterSlash(fullName),
      [column]: folderId(fullName, ground),
    }),
    cells,
  };
}

const bodyLength = ({ body }: DraftComponent): Cells => ({ BodyLength: body?.length ?? 0 });

const kinds: Readonly<Record<string, RowKind | undefined>> = {
  ApexClass: byName('ApexClass')(apex),
  ApexTrigger: byName('ApexTrigger')(trigger),
  ApexPage: byName('ApexPage')(page),
  ApexComponent: byName('ApexComponent')(page),
  StaticResource: {
    ...byName('StaticResource')((component) => ({
      ContentType: text(component.tree, 'contentType'),
      CacheControl: scalarText(component.tree.cacheControl) || 'Private',
      Description: text(component.tree, 'description'),
      ...bodyLength(component),
    })),
    body: 'Body',
  },
  Role: byDeveloperName('UserRole')(({ tree }, ground) => ({
    Name: text(tree, 'name'),
    ParentRoleId: idBy(ground, 'UserRole', 'DeveloperName', scalarText(tree.parentRole)),
    RollupDescription: text(tree, 'description'),
    CaseAccessForAccountOwner: scalarText(tree.caseAccessLevel) || 'None',
    ContactAccessForAccountOwner: scalarText(tree.contactAccessLevel) || 'None',
    OpportunityAccessForAccountOwner: scalarText(tree.opportunityAccessLevel) || 'None',
  })),
  Group: {
    table: () => 'Group',
    key: (name) => ({ DeveloperName: name, Type: 'Regular' }),
    cells: ({ tree }) => ({ Name: text(tree, 'name'), DoesIncludeBosses: tree.doesIncludeBosses !== false }),
  },
  Queue: {
    table: () => 'Group',
    key: (name) => ({ DeveloperName: name, Type: 'Queue' }),
    cells: ({ tree }) => ({
      Name: text(tree, 'name'),
      Email: text(tree, 'email'),
      DoesSendEmailToMembers: tree.doesSendEmailToMembers === true,
    }),
    also: queueParts,
  },
  ReportFolder: folder('Report'),
  DashboardFolder: folder('Dashboard'),
  DocumentFolder: folder('Document'),
  EmailFolder: folder('Email'),
  Report: foldered('Report', 'OwnerId', ({ tree, fullName }) => ({
    Name: text(tree, 'name') ?? afterSlash(fullName),
    Format: scalarText(tree.format) || 'Tabular',
    Description: text(tree, 'description'),
  })),
  Dashboard: foldered('Dashboard', 'FolderId', ({ tree, fullName }) => ({
    Title: text(tree, 'title') ?? afterSlash(fullName),
    Description: text(tree, 'description'),
  })),
  Document: {
    ...foldered('Document', 'FolderId', (component) => ({
      Name: text(component.tree, 'name'),
      Type: component.extension ?? null,
      Description: text(component.tree, 'description'),
      Keywords: text(component.tree, 'keywords'),
      IsPublic: component.tree.public === true,
      IsInternalUseOnly: component.tree.internalUseOnly === true,
      ...bodyLength(component),
    })),
    body: 'Body',
  },
  EmailTemplate: foldered('EmailTemplate', 'FolderId', (component) => ({
    Name: text(component.tree, 'name'),
    IsActive: component.tree.available === true,
    Subject: text(component.tree, 'subject'),
    Encoding: text(component.tree, 'encodingKey'),
    TemplateType: text(component.tree, 'type'),
    TemplateStyle: text(component.tree, 'style'),
    Description: text(component.tree, 'description'),
    Body: source(component),
  })),
  CustomPermission: byDeveloperName('CustomPermission')(({ tree }) => ({
    MasterLabel: text(tree, 'label'),
    Description: text(tree, 'description'),
  })),
  NamedCredential: byDeveloperName('NamedCredential')(({ tree }) => ({
    MasterLabel: text(tree, 'label'),
    Endpoint: text(tree, 'endpoint'),
  })),
  RemoteSiteSetting: named(
    'RemoteProxy',
    'SiteName',
  )(({ tree }) => ({
    EndpointUrl: text(tree, 'url'),
    IsActive: tree.isActive === true,
    DisableProtocolSecurity: tree.disableProtocolSecurity === true,
    Description: text(tree, 'description'),
  })),
  CspTrustedSite: byDeveloperName('CspTrustedSite')(({ tree }) => ({
    EndpointUrl: text(tree, 'endpointUrl'),
    Context: text(tree, 'context'),
    IsActive: tree.isActive === true,
  })),
  DuplicateRule: {
    table: () => 'DuplicateRule',
    key: (fullName) => {
      const [object = '', name = ''] = fullName.split('.');
      return { SobjectType: object, DeveloperName: name };
    },
    cells: ({ tree }) => ({ MasterLabel: text(tree, 'masterLabel'), IsActive: tree.isActive === true }),
  },
  CustomMetadata: {
    table: (fullName) => `${fullName.slice(0, fullName.lastIndexOf('.'))}__mdt`,
    key: (fullName) => ({ DeveloperName: fullName.slice(fullName.lastIndexOf('.') + 1) }),
    cells: ({ tree, fullName }) => ({
      MasterLabel: text(tree, 'label'),
      Label: text(tree, 'label'),
      QualifiedApiName: fullName.slice(fullName.lastIndexOf('.') + 1),
      Language: 'en_US',
      ...Object.fromEntries(
        trees(tree, 'values').map((entry) => [scalarText(entry.field), typedValue(entry)]),
      ),
    }),
  },
};

/** A custom metadata value by its schema type. */
function typedValue(entry: XmlTree): Value {
  const [value] = trees(entry, 'value');
  if (value === undefined || value['@xsi:nil'] === 'true') return null;
  const written = scalarText(value['#']);
  const type = scalarText(value['@xsi:type']);
  if (type === 'xsd:boolean') return written === 'true';
  return type === 'xsd:double' || type === 'xsd:int' ? Number(written) : written;
}

/** A queue's objects and members follow its file. */
function queueParts(row: Row, tree: XmlTree, ground: Ground): void {
  const { tables } = ground.state;
  const id = String(row.Id);
  for (const [table, column] of [
    ['QueueSobject', 'QueueId'],
    ['GroupMember', 'GroupId'],
  ] as const)
    for (const part of [...tables.of(table).where(column, id)]) tables.of(table).drop(String(part.Id));
  for (const { sobjectType } of trees(tree, 'queueSobject'))
    putRow(ground, 'QueueSobject', undefined, { QueueId: id, SobjectType: scalarText(sobjectType) });
  const [members = {}] = trees(tree, 'queueMembers');
  const named = (holder: string, tag: string, table: string, column: string): Array<string | null> =>
    trees(members, holder).flatMap((one) => texts(one, tag).map((name) => idBy(ground, table, column, name)));
  const people = [
    ...named('users', 'user', 'User', 'Username'),
    ...named('publicGroups', 'publicGroup', 'Group', 'DeveloperName'),
  ];
  for (const member of people)
    if (member !== null) putRow(ground, 'GroupMember', undefined, { GroupId: id, UserOrGroupId: member });
}

/** The row of a component, found, made, changed or dropped; undefined for a type without rows. */
export function commitRow({ type, fullName, after }: DraftChange, ground: Ground): Row | undefined {
  const kind = kinds[type];
  if (kind === undefined) return undefined;
  const table = kind.table(fullName);
  if (ground.state.schema.find(table) === undefined) return undefined;
  const key = kind.key(fullName, ground);
  const known = rowOf(table, key, ground);
  if (after === undefined) {
    if (known !== undefined) {
      dropRow(ground, table, known);
      closeAccess(String(known.Id), ground);
    }
    return undefined;
  }
  const row = putRow(ground, table, known, { ...key, ...kind.cells(after, ground) });
  if (kind.body !== undefined)
    ground.state.blobs.put(table, String(row.Id), kind.body, after.body ?? Buffer.alloc(0));
  kind.also?.(row, after.tree, ground);
  return row;
}

/** Nobody has access any more to a class, page or permission that is gone. */
function closeAccess(entityId: string, { state }: Ground): void {
  const table = state.tables.of('SetupEntityAccess');
  for (const row of [...table.where('SetupEntityId', entityId)]) table.drop(String(row.Id));
}

function rowOf(table: string, key: Cells, ground: Ground): Row | undefined {
  const [[column, value], ...others] = Object.entries(key);
  if (others.length === 0) return rowBy(ground, table, column, String(value));
  for (const row of ground.state.tables.of(table).where(column, String(value)))
    if (others.every(([name, held]) => row[name] === held) && row.IsDeleted !== true) return row;
  return undefined;
}

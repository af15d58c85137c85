// Reports, dashboards, email templates and documents with their folders, out of the rows of Folder and of each type.
// Private folders (AccessType Hidden) and users' own folders are not retrievable (Metadata API Developer Guide,
// Folder), so they and what they hold are no components.
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import { pick } from '../seeded.ts';
import type { Source, SourceContext } from './source.ts';
import { column, developerName } from './source.ts';

/** Folder of what was filed in none: public, always there, but not listed among the folders. */
export const unfiledPublic = 'unfiled$public';

interface FolderedKind {
  /** Metadata type, which is also the table of its rows. */
  readonly type: string;
  readonly folderType: string;
  /** Folder.Type of its folders. */
  readonly rowType: string;
  /** Column with the folder's id. */
  readonly folderColumn: string;
  readonly metadata: (context: SourceContext, row: Row) => XmlTree;
  readonly body?: (context: SourceContext, row: Row) => Buffer;
  readonly extension?: (row: Row) => string | undefined;
}

const reportTypes = [
  'AccountList',
  'Opportunity',
  'CaseList',
  'ContactList',
  'LeadList',
  'Activity',
] as const;

const columnsOf: Readonly<Record<(typeof reportTypes)[number], readonly string[]>> = {
  AccountList: ['ACCOUNT.NAME', 'TYPE', 'LAST_UPDATE'],
  Opportunity: ['OPPORTUNITY_NAME', 'STAGE_NAME', 'AMOUNT', 'CLOSE_DATE'],
  CaseList: ['CASE_NUMBER', 'STATUS', 'PRIORITY', 'SUBJECT'],
  ContactList: ['FIRST_NAME', 'LAST_NAME', 'EMAIL'],
  LeadList: ['FIRST_NAME', 'LAST_NAME', 'COMPANY', 'LEAD_SOURCE'],
  Activity: ['SUBJECT', 'DUE_DATE', 'ASSIGNED'],
};

function reportTree({ state }: SourceContext, row: Row): XmlTree {
  const reportType = pick(state.seed, `report:${column(row, 'DeveloperName')}`, reportTypes);
  return {
    columns: columnsOf[reportType].map((field) => ({ field })),
    description: column(row, 'Description') || undefined,
    format: column(row, 'Format', 'Tabular'),
    name: column(row, 'Name'),
    params: { name: 'co', value: '1' },
    reportType,
    scope: 'organization',
    showDetails: true,
    showGrandTotal: true,
    showSubTotals: true,
    timeFrameFilter: { dateColumn: 'CREATED_DATE', interval: 'INTERVAL_CURRENT' },
  };
}

function dashboardTree(context: SourceContext, row: Row): XmlTree {
  const runner = context.row('User', column(row, 'RunningUserId'));
  return {
    backgroundEndColor: '#FFFFFF',
    backgroundFadeDirection: 'Diagonal',
    backgroundStartColor: '#FFFFFF',
    dashboardType: runner === undefined ? 'LoggedInUser' : 'SpecifiedUser',
    description: column(row, 'Description') || undefined,
    isGridLayout: false,
    leftSection: { columnSize: 'Medium' },
    middleSection: { columnSize: 'Medium' },
    rightSection: { columnSize: 'Medium' },
    runningUser: runner === undefined ? undefined : column(runner, 'Username'),
    textColor: '#000000',
    title: column(row, 'Title', column(row, 'DeveloperName')),
    titleColor: '#000000',
    titleSize: 12,
  };
}

const kinds: readonly FolderedKind[] = [
  {
    type: 'Report',
    folderType: 'ReportFolder',
    rowType: 'Report',
    folderColumn: 'OwnerId',
    metadata: reportTree,
  },
  {
    type: 'Dashboard',
    folderType: 'DashboardFolder',
    rowType: 'Dashboard',
    folderColumn: 'FolderId',
    metadata: dashboardTree,
  },
  {
    type: 'EmailTemplate',
    folderType: 'EmailFolder',
    rowType: 'Email',
    folderColumn: 'FolderId',
    metadata: (_context, row) => ({
      available: row.IsActive === true,
      description: column(row, 'Description') || undefined,
      encodingKey: column(row, 'Encoding', 'UTF-8'),
      name: column(row, 'Name'),
      style: column(row, 'TemplateStyle', 'none'),
      subject: column(row, 'Subject') || undefined,
      type: column(row, 'TemplateType', 'text'),
      uiType: 'Aloha',
    }),
    body: (_context, row) => Buffer.from(column(row, 'HtmlValue') || column(row, 'Body')),
  },
  {
    type: 'Document',
    folderType: 'DocumentFolder',
    rowType: 'Document',
    folderColumn: 'FolderId',
    metadata: (_context, row) => ({
      description: column(row, 'Description') || undefined,
      internalUseOnly: row.IsInternalUseOnly === true,
      keywords: column(row, 'Keywords') || undefined,
      name: column(row, 'Name'),
      public: row.IsPublic === true,
    }),
    body: ({ state }, row) =>
      Buffer.concat([...(state.blobs.of('Document', column(row, 'Id'), 'Body')?.bytes() ?? [])]),
    extension: (row) => column(row, 'Type') || undefined,
  },
];

/** The folder's name within its parents': nested report and dashboard folders are `Parent/Child`. */
function folderPath(context: SourceContext, folder: Row): string {
  const own = column(folder, 'DeveloperName');
  const parent = context.row('Folder', column(folder, 'ParentId'));
  return parent === undefined ? own : `${folderPath(context, parent)}/${own}`;
}

const sharing: Readonly<Record<string, string>> = {
  Public: 'Public',
  PublicInternal: 'PublicInternal',
  Shared: 'Shared',
};

function folderTree(folder: Row): XmlTree {
  return {
    accessType: sharing[column(folder, 'AccessType')] ?? 'Shared',
    name: column(folder, 'Name'),
    publicFolderAccess: folder.AccessType === 'Public' ? 'ReadOnly' : undefined,
  };
}

/** The folder a row is filed in; undefined when that is a private or personal one. */
function folderOf(
  context: SourceContext,
  kind: FolderedKind,
  row: Row,
  paths: ReadonlyMap<string, string>,
): string | undefined {
  const id = column(row, kind.folderColumn);
  if (id === '' || id === context.state.id) return unfiledPublic;
  return paths.get(id);
}

function* ofKind(context: SourceContext, kind: FolderedKind): Iterable<Definition> {
  const paths = new Map<string, string>();
  for (const folder of context.rows('Folder')) {
    if (
      folder.Type !== kind.rowType ||
      folder.AccessType === 'Hidden' ||
      column(folder, 'DeveloperName') === ''
    )
      continue;
    const path = folderPath(context, folder);
    paths.set(column(folder, 'Id'), path);
    yield { type: kind.folderType, fullName: path, row: folder, metadata: () => folderTree(folder) };
  }
  for (const row of context.rows(kind.type)) {
    const folder = folderOf(context, kind, row, paths);
    if (row.IsDeleted === true || folder === undefined) continue;
    const own = column(row, 'DeveloperName') || developerName(column(row, 'Name'));
    const { body } = kind;
    yield {
      type: kind.type,
      fullName: `${folder}/${own}`,
      row,
      metadata: () => kind.metadata(context, row),
      ...(body === undefined ? {} : { body: () => body(context, row) }),
      ...(kind.extension === undefined ? {} : { extension: kind.extension(row) }),
    };
  }
}

export const folders: Source = function* (context) {
  for (const kind of kinds) yield* ofKind(context, kind);
};

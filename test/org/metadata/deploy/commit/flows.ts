// Flows have versions: deploying one adds a version, which is active when its file says so; a flow's definition says which
// version is active, and none switches the flow off (Metadata API Developer Guide, Flow and FlowDefinition).
import type { Row } from '../../../model.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import { contextFor } from '../../sources/source.ts';
import { flowDefinitionTree } from '../../sources/automation.ts';
import type { DraftChange } from '../draft.ts';
import type { Ground } from './ground.ts';
import { newId, putRow, rowBy } from './ground.ts';
import type { Seen } from './holders.ts';

/** In production flows are deployed inactive where the org says so (Process Automation Settings). */
function deploysActive({ store }: Ground): boolean {
  return store.find('Settings', 'Flow')?.metadata().enableFlowDeployAsActiveEnabled !== false;
}

export function commitFlow({ fullName, before, after }: DraftChange, ground: Ground): Seen {
  const known = rowBy(ground, 'FlowDefinitionView', 'ApiName', fullName);
  if (after === undefined) {
    if (known !== undefined) dropFlow(known, ground);
    return {};
  }
  const { tree } = after;
  const isActive = tree.status === 'Active' && deploysActive(ground);
  const number = Number(known?.VersionNumber ?? 0) + 1;
  const label = scalarText(tree.label);
  const durableId = String(known?.DurableId ?? newId(ground, 'FlowDefinitionView', fullName));
  const cells = { ProcessType: scalarText(tree.processType) || 'AutoLaunchedFlow', VersionNumber: number };
  const status = isActive
    ? 'Active'
    : tree.status === 'Active'
      ? 'Draft'
      : scalarText(tree.status) || 'Draft';
  const version = putRow(ground, 'Flow', undefined, {
    DefinitionId: durableId,
    MasterLabel: label,
    Status: status,
    ApiVersion: 60,
    ...cells,
  });
  putRow(ground, 'FlowVersionView', undefined, {
    DurableId: version.Id,
    FlowDefinitionViewId: durableId,
    Label: label,
    Status: status,
    ApiVersion: 60,
    ...cells,
  });
  const row = putRow(ground, 'FlowDefinitionView', known, {
    ApiName: fullName,
    DurableId: durableId,
    Label: label,
    LatestVersionId: version.Id,
    ManageableState: 'unmanaged',
    ...(known === undefined ? { IsActive: false, NamespacePrefix: '' } : {}),
    ...cells,
  });
  if (isActive) activate(row, String(version.Id), ground);
  const definition = { type: 'FlowDefinition', fullName, metadata: definitionOf(fullName, ground) };
  if (known === undefined) ground.store.put(definition);
  // A retrieve brings the active version where there is one.
  const shown = isActive || row.ActiveVersionId === null ? { ...tree, status } : (before?.tree ?? tree);
  return { row: { ...row, Id: version.Id }, metadata: () => shown };
}

const definitionOf = (fullName: string, ground: Ground) => (): XmlTree =>
  flowDefinitionTree(contextFor(ground.state, 0), fullName);

/** Switches a flow to a version, or off; its component says so too. */
export function commitFlowDefinition({ fullName, after }: DraftChange, ground: Ground): Seen {
  const known = rowBy(ground, 'FlowDefinitionView', 'ApiName', fullName);
  if (known === undefined || after === undefined) return {};
  const number = Number(after.tree.activeVersionNumber ?? 0);
  const versions = [...ground.state.tables.of('Flow').where('DefinitionId', String(known.DurableId))];
  const chosen = versions.find(({ VersionNumber }) => VersionNumber === number);
  activate(known, chosen === undefined ? null : String(chosen.Id), ground);
  const flow = ground.store.find('Flow', fullName);
  if (flow !== undefined) {
    const tree = { ...flow.metadata(), status: chosen === undefined ? 'Obsolete' : 'Active' };
    const { id, createdById, createdDate } = flow.properties;
    ground.store.put({
      type: 'Flow',
      fullName,
      metadata: () => tree,
      row: {
        Id: chosen?.Id ?? id,
        CreatedById: createdById,
        CreatedDate: createdDate,
        LastModifiedById: ground.userId,
        LastModifiedDate: ground.now,
      },
    });
  }
  return { metadata: definitionOf(fullName, ground) };
}

/** Makes one version active and the others not. */
function activate(definition: Row, versionId: string | null, ground: Ground): void {
  const { tables } = ground.state;
  const statusOf = (id: unknown, was: unknown): string =>
    id === versionId ? 'Active' : was === 'Active' ? 'Obsolete' : String(was);
  for (const [table, column, id] of [
    ['Flow', 'DefinitionId', 'Id'],
    ['FlowVersionView', 'FlowDefinitionViewId', 'DurableId'],
  ] as const)
    for (const row of [...tables.of(table).where(column, String(definition.DurableId))])
      putRow(ground, table, row, { Status: statusOf(row[id], row.Status) });
  const row = tables.of('FlowDefinitionView').get(String(definition.Id)) ?? definition;
  putRow(ground, 'FlowDefinitionView', row, { IsActive: versionId !== null, ActiveVersionId: versionId });
}

function dropFlow(definition: Row, { state, store }: Ground): void {
  const drop = (table: string, column: string, value: unknown): void => {
    for (const row of [...state.tables.of(table).where(column, String(value))])
      state.tables.of(table).drop(String(row.Id));
  };
  drop('Flow', 'DefinitionId', definition.DurableId);
  drop('FlowVersionView', 'FlowDefinitionViewId', definition.DurableId);
  state.tables.of('FlowDefinitionView').drop(String(definition.Id));
  store.drop('FlowDefinition', String(definition.ApiName));
}

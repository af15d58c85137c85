// The metadata room of one org: its components, its retrieve and deploy jobs, and how it misbehaves when told to.
import type { Faults } from '../faults/faults.ts';
import type { OrgState } from '../model.ts';
import type { RetrieveLimits } from './package.ts';
import { retrieveLimits } from './package.ts';
import { identitiesFor } from './identity.ts';
import type { Retrieves } from './retrieves.ts';
import { createRetrieves } from './retrieves.ts';
import { allComponents } from './sources/all.ts';
import { column, contextFor } from './sources/source.ts';
import type { ChildRows, ComponentStore } from './store.ts';
import { createComponentStore } from './store.ts';
import { toolingTables } from '../tooling/tables.ts';
import { addFolderRows } from './folderRows.ts';
import type { PartRows } from './deploy/commit/commit.ts';
import type { Deploys } from './deploy/jobs.ts';
import { createDeploys } from './deploy/jobs.ts';
import type { DeployGround } from './deploy/run.ts';
import type { DeployLimits } from './deploy/zipIn.ts';
import { deployLimits } from './deploy/zipIn.ts';

/** The part of the org's fault plan that strikes here: `listMetadataError` by type, `killRetrieve` by `Type:fullName`. */
export type MetadataFaults = Pick<Faults, 'faultFor'>;

export interface MetadataRoomOptions {
  /** Top-level components wanted; default 600, tests of chunking ask for up to 15,000. */
  readonly components?: number;
  /** Status calls answered before a retrieve is done; default 1. */
  readonly retrievePolls?: number;
  readonly faults?: MetadataFaults;
  /** Lower limits, so that a test need not make 10,000 files. */
  readonly limits?: Partial<RetrieveLimits>;
  /** Status calls answered before a deploy is done; default 1. */
  readonly deployPolls?: number;
  readonly deployLimits?: Partial<DeployLimits>;
}

export interface MetadataRoom {
  readonly store: ComponentStore;
  readonly retrieves: Retrieves;
  readonly deploys: Deploys;
  /** What deploys, and the calls that change components one by one, work on. */
  readonly deployGround: DeployGround;
  readonly faults: MetadataFaults;
}

const faultless: MetadataFaults = { faultFor: () => undefined };

/** Record types are rows as well, and go by the row's Id; other parts have rows here once they were deployed. */
function partRows(state: OrgState, deployed: PartRows): ChildRows {
  const context = contextFor(state, 0);
  return (type, fullName) => {
    if (type !== 'RecordType') return deployed.get(`${type}:${fullName}`);
    const [object = '', name] = fullName.split('.');
    return [...context.rowsWhere('RecordType', 'SobjectType', object)].find(
      (row) => column(row, 'DeveloperName') === name,
    );
  };
}

/**
 * Opens the room; components' content is made only when asked for. Adds to the org's tables what only this room knows:
 * folders that are nested or private, and the rows of the Tooling API's own types.
 */
export function createMetadataRoom(state: OrgState, options: MetadataRoomOptions = {}): MetadataRoom {
  addFolderRows(state);
  const context = contextFor(state, options.components ?? 600);
  const parts: PartRows = new Map();
  const store = createComponentStore(allComponents(context), identitiesFor(state), partRows(state, parts));
  const tooling = toolingTables(state, { store });
  tooling.fill();
  const deployGround: DeployGround = {
    state,
    store,
    parts,
    limits: { ...deployLimits, ...options.deployLimits },
    changed: () => tooling.fill(),
  };
  const faults = options.faults ?? faultless;
  return {
    store,
    faults,
    deployGround,
    deploys: createDeploys(deployGround, () => options.deployPolls ?? 1),
    retrieves: createRetrieves(store, {
      org: state,
      polls: () => options.retrievePolls ?? 1,
      now: () => state.now(),
      limits: { ...retrieveLimits, ...options.limits },
      poison: ({ type, fullName }) => faults.faultFor('killRetrieve', `${type}:${fullName}`),
    }),
  };
}

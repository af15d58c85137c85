// Approvals and flows.

import { anyLive } from '../fields.ts';
import { mix, saltOf } from '../hash.ts';
import { USER } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';

const APPROVALS = ['Opportunity', 'Case'] as const;
const INSTANCES = 60;

export const processDefinitions: KeptRecipe = {
  object: 'ProcessDefinition',
  rows: () =>
    APPROVALS.map((object) => ({
      Name: `${object} approval`,
      DeveloperName: `${object}_approval`,
      Type: 'Approval',
      TableEnumOrId: object,
      LockType: 'Total',
      State: 'Active',
    })),
};

const isPending = (instance: number): boolean => instance % 6 === 0;

/** Approvals of live opportunities and cases; every sixth waits for somebody. */
export const processInstances: KeptRecipe = {
  object: 'ProcessInstance',
  rows: (world) =>
    Array.from({ length: INSTANCES }, (_, instance) => ({
      ProcessDefinitionId: world.ids('ProcessDefinition').at(instance % APPROVALS.length),
      TargetObjectId: targetOf(world, instance),
      Status: isPending(instance) ? 'Pending' : 'Approved',
      CompletedDate: isPending(instance) ? null : world.calendar.moment(100_000 + instance * 50_000),
      SubmittedById: submitter(world, instance),
      LastActorId: world.ids('User').at(USER.admin),
    })),
};

function targetOf(world: World, instance: number): string {
  const object = APPROVALS[instance % APPROVALS.length];
  return world.ids(object).at(anyLive(world, object)(mix(saltOf(world.seed, 'approvals'), instance)));
}

function submitter(world: World, instance: number): string {
  return world.ids('User').at(USER.firstPerson + (instance % 100));
}

export const processSteps: KeptRecipe = {
  object: 'ProcessInstanceStep',
  rows: (world) =>
    Array.from({ length: INSTANCES }, (_, instance): Draft => ({
      ProcessInstanceId: world.ids('ProcessInstance').at(instance),
      StepStatus: 'Started',
      ActorId: submitter(world, instance),
      OriginalActorId: submitter(world, instance),
      Comments: instance % 5 === 0 ? 'Please, "quickly"' : null,
    })),
};

export const processWorkitems: KeptRecipe = {
  object: 'ProcessInstanceWorkitem',
  rows: (world) =>
    Array.from({ length: INSTANCES }, (_, instance) => instance)
      .filter(isPending)
      .map((instance) => ({
        ProcessInstanceId: world.ids('ProcessInstance').at(instance),
        ActorId: world.ids('User').at(USER.admin),
        OriginalActorId: world.ids('User').at(USER.admin),
      })),
};

const FLOWS = [
  'Order_Follow_up',
  'Case_Escalation',
  'Lead_Assignment',
  'Invoice_Reminder',
  'Opportunity_Won_Task',
  'Project_Done_Progress',
  'Old_Survey',
] as const;
const VERSIONS = 3;

/** Flow definitions are kept by their DurableId; the last one is switched off. */
export const flowDefinitions: KeptRecipe = {
  object: 'FlowDefinitionView',
  rows: (world) =>
    FLOWS.map((name, flow) => ({
      DurableId: flowId(world, flow),
      ApiName: name,
      Label: name.replaceAll('_', ' '),
      ProcessType: 'AutoLaunchedFlow',
      TriggerType: 'RecordAfterSave',
      IsActive: flow !== FLOWS.length - 1,
      ActiveVersionId: flow === FLOWS.length - 1 ? null : versionId(world, flow, VERSIONS),
      LatestVersionId: versionId(world, flow, VERSIONS),
      VersionNumber: VERSIONS,
      NamespacePrefix: '',
      LastModifiedBy: 'Ada Admin',
      ManageableState: 'unmanaged',
    })),
};

function flowId(world: World, flow: number): string {
  return world.ids('FlowDefinitionView').at(flow);
}

function versionId(world: World, flow: number, version: number): string {
  return world.ids('Flow').at(flow * VERSIONS + version - 1);
}

const versions = FLOWS.flatMap((name, flow) =>
  Array.from({ length: VERSIONS }, (_, n) => ({ name, flow, version: n + 1 })),
);

function statusOf(flow: number, version: number): string {
  return version < VERSIONS || flow === FLOWS.length - 1 ? 'Obsolete' : 'Active';
}

export const flowVersions: KeptRecipe = {
  object: 'FlowVersionView',
  rows: (world) =>
    versions.map(({ name, flow, version }) => ({
      DurableId: versionId(world, flow, version),
      FlowDefinitionViewId: flowId(world, flow),
      Label: name.replaceAll('_', ' '),
      ProcessType: 'AutoLaunchedFlow',
      Status: statusOf(flow, version),
      VersionNumber: version,
      ApiVersion: 60,
    })),
};

export const flows: KeptRecipe = {
  object: 'Flow',
  rows: (world) =>
    versions.map(({ name, flow, version }) => ({
      DefinitionId: flowId(world, flow),
      MasterLabel: name.replaceAll('_', ' '),
      VersionNumber: version,
      Status: statusOf(flow, version),
      ProcessType: 'AutoLaunchedFlow',
      ApiVersion: 60,
    })),
};

// Retrieve jobs: started by retrieve(), watched by checkRetrieveStatus(), their zip kept until it is fetched once
// (Metadata API Developer Guide, checkRetrieveStatus: the call that returns the zip deletes it from the server).
import type { Component, OrgState } from '../model.ts';
import { OrgFault } from '../model.ts';
import { madeUpId } from './identity.ts';
import type { RetrieveLimits, RetrievedPackage } from './package.ts';
import { PackageRefused, renderPackage } from './package.ts';
import type { PackageTypes } from './selection.ts';
import { selectPackage } from './selection.ts';
import type { ComponentStore } from './store.ts';

export interface RetrieveRequest {
  readonly types: readonly PackageTypes[];
  /** `64.0` */
  readonly version: string;
  /** Names of installed packages asked for by name, which this org does not serve. */
  readonly packageNames: readonly string[];
}

export interface RetrieveMessage {
  readonly fileName: string;
  readonly problem: string;
}

export type RetrieveStatus =
  | { readonly status: 'Pending' | 'InProgress'; readonly id: string }
  | {
      readonly status: 'Succeeded';
      readonly id: string;
      readonly fileProperties: readonly Component[];
      readonly messages: readonly RetrieveMessage[];
      /** Absent when the caller did not want it. */
      readonly zip: Buffer | undefined;
    }
  | {
      readonly status: 'Failed';
      readonly id: string;
      readonly errorCode: string;
      readonly errorMessage: string;
    };

export interface RetrievesOptions {
  readonly org: Pick<OrgState, 'id' | 'seed'>;
  /** Status calls answered `Pending` or `InProgress` before a job is done. */
  polls(): number;
  now(): Date;
  limits: RetrieveLimits;
  /** Set for a component that makes every retrieve fail that holds it. */
  poison(component: Component): { readonly message?: string } | undefined;
}

export interface Retrieves {
  /** Starts a job and gives its id. */
  start(request: RetrieveRequest): string;
  /**
   * Where a job is. Throws OrgFault `INVALID_CROSS_REFERENCE_KEY` for an unknown id and `INVALID_LOCATOR` once the
   * zip has been fetched.
   */
  check(id: string, includeZip: boolean): Promise<RetrieveStatus>;
}

interface Job {
  readonly id: string;
  readonly request: RetrieveRequest;
  readonly polls: number;
  asked: number;
  outcome?: Promise<Outcome>;
  fetched: boolean;
}

type Outcome =
  | {
      readonly succeeded: true;
      readonly content: RetrievedPackage;
      readonly messages: readonly RetrieveMessage[];
    }
  | { readonly succeeded: false; readonly errorCode: string; readonly errorMessage: string };

const packageFile = 'unpackaged/package.xml';

/** Recorded wording; the numbers name an incident in Salesforce's logs (IlluminatedCloud#2429). */
function unexpected(seed: number, message?: string): Outcome {
  const incident = `${1_000_000_000 + (seed % 899_999_999)}-20479 (-673032061)`;
  const text =
    message ??
    `An unexpected error occurred. Please include this ErrorId if you contact support: ${incident}`;
  return { succeeded: false, errorCode: 'UNKNOWN_EXCEPTION', errorMessage: `UNKNOWN_EXCEPTION: ${text}` };
}

async function run(
  store: ComponentStore,
  request: RetrieveRequest,
  options: RetrievesOptions,
): Promise<Outcome> {
  const selection = selectPackage(store, request.types);
  const chosen = [...selection.whole, ...[...selection.parts.values()].flat()];
  for (const { properties } of chosen) {
    const poison = options.poison(properties);
    if (poison !== undefined) return unexpected(options.org.seed, poison.message);
  }
  const problems = [
    ...selection.messages,
    ...request.packageNames.map((name) => `No package named '${name}' found`),
  ];
  try {
    const content = await renderPackage(
      selection,
      request.types,
      request.version,
      options.now(),
      options.limits,
    );
    return {
      succeeded: true,
      content,
      messages: problems.map((problem) => ({ fileName: packageFile, problem })),
    };
  } catch (error) {
    if (!(error instanceof PackageRefused)) throw error;
    return { succeeded: false, errorCode: error.code, errorMessage: error.message };
  }
}

function statusOf(job: Job, outcome: Outcome, includeZip: boolean): RetrieveStatus {
  const { id } = job;
  if (!outcome.succeeded)
    return { status: 'Failed', id, errorCode: outcome.errorCode, errorMessage: outcome.errorMessage };
  const { content, messages } = outcome;
  const zip = includeZip ? content.zip : undefined;
  return { status: 'Succeeded', id, fileProperties: content.fileProperties, messages, zip };
}

/** The retrieve jobs of one org. */
export function createRetrieves(store: ComponentStore, options: RetrievesOptions): Retrieves {
  const jobs = new Map<string, Job>();
  return {
    start(request) {
      const id = madeUpId(options.org, '09S', `retrieve ${jobs.size + 1}`);
      jobs.set(id.slice(0, 15), { id, request, polls: options.polls(), asked: 0, fetched: false });
      return id;
    },
    async check(id, includeZip) {
      const job = jobs.get(id.slice(0, 15));
      if (job === undefined)
        throw new OrgFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 500);
      if (job.fetched) {
        throw new OrgFault(
          'INVALID_LOCATOR',
          `The zip file of retrieve ${job.id} has been returned and deleted`,
          500,
        );
      }
      job.asked += 1;
      if (job.asked <= job.polls) return { status: job.asked === 1 ? 'Pending' : 'InProgress', id: job.id };
      job.outcome ??= run(store, job.request, options);
      const status = statusOf(job, await job.outcome, includeZip);
      if (includeZip) {
        job.fetched = status.status === 'Succeeded';
        if (job.fetched) delete job.outcome;
      }
      return status;
    },
  };
}

// Plans a metadata restore: compares the version with the org, decides for every component, counts the data that would be
// lost, and writes plan, package and the org's present state into a folder. Changes nothing in the org.
import { join } from 'node:path';
import { sha256 } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { identify } from '../../org/identity.ts';
import type { Session } from '../../org/session.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import type { MemberSource } from '../../vault/read/member.ts';
import { makeFolders } from '../../vault/store/folders.ts';
import { compareWithOrg } from './compareWithOrg.ts';
import { dataLossOf } from './dataLoss.ts';
import { decide, needingPerson } from './decide.ts';
import { stampsOf } from './drift.ts';
import { packageOf, zipOf } from './package.ts';
import {
  METADATA_PLAN_FORMAT,
  newPlanId,
  SAFETY_FOLDER,
  writePlanFile,
  type MetadataOptions,
  type MetadataPlan,
} from './planFile.ts';
import type { MetadataListener } from './progress.ts';
import { parseSelector } from './selectors.ts';

export interface MetadataRequest extends MetadataOptions {
  /** SHA-256 of the version's manifest file. */
  readonly manifestSha256: string;
  /** Another org than the version's may be written to. */
  readonly crossOrg: boolean;
  /** `name version` of what plans. */
  readonly tool: string;
  /** Where restores keep their state; a folder for this one is made in it. */
  readonly restores: string;
}

/**
 * @throws Failure `wrongOrg` {version, org}; `selectorInvalid`, `componentUnknown`, `parentDeleted`;
 *   `versionWithoutMetadata`; `deployTooLarge`
 */
export async function planMetadataRestore(
  session: Session,
  vault: MemberSource,
  manifest: Manifest,
  request: MetadataRequest,
  listener: MetadataListener,
  signal?: AbortSignal,
): Promise<{ readonly plan: MetadataPlan; readonly folder: string }> {
  const selectors = request.components.map(parseSelector);
  const { org, user, serverTime } = await identify(session);
  if (org.id !== manifest.org.id && !request.crossOrg)
    throw new Failure('wrongOrg', { version: manifest.org.id, org: org.id });
  const id = newPlanId(serverTime);
  const folder = join(request.restores, id);
  await makeFolders(join(folder, SAFETY_FOLDER));
  const { types, findings, notCompared } = await compareWithOrg(session, vault, manifest, selectors, {
    folder: join(folder, SAFETY_FOLDER),
    signal,
    listener: (components) => listener({ kind: 'comparing', components }),
  });
  const { components, put, destroy, deactivated } = decide(findings, request.exact);
  const dataLoss = await dataLossOf(session, put, destroy);
  const files = packageOf(
    put,
    destroy.map(({ difference }) => difference),
    deactivated,
    session.apiVersion,
  );
  const isEmpty = put.length + destroy.length + deactivated.length === 0;
  const zip = isEmpty ? undefined : await zipOf(files);
  const { components: selected, exact, testLevel, tests } = request;
  const plan: MetadataPlan = {
    format: METADATA_PLAN_FORMAT,
    formatVersion: 1,
    id,
    created: serverTime.toISOString(),
    tool: request.tool,
    source: {
      orgId: manifest.org.id,
      version: manifest.version,
      manifestSha256: request.manifestSha256,
    },
    target: {
      orgId: org.id,
      instance: org.instance,
      username: user.username,
      userId: user.id,
      isSandbox: org.sandbox,
    },
    apiVersion: session.apiVersion,
    options: { components: selected, exact, tests, ...(testLevel && { testLevel }) },
    components,
    dataLoss,
    needsPerson: needingPerson(components),
    notCompared,
    ...(zip && { package: { sha256: sha256(zip), bytes: zip.length, files: files.size } }),
    stamps: await stampsOf(session, components, types, signal),
  };
  await writePlanFile(folder, plan, zip);
  return { plan, folder };
}

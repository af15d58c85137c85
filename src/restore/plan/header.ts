// The header of a plan: which version goes into which org, asked how, and what its rows are written with.
import { readManifestFile } from '../../vault/versions.ts';
import { leftOut } from '../select/restorable.ts';
import type { Planning } from './context.ts';
import { PLAN_FORMAT, PLAN_FORMAT_VERSION, type PlanHeader, type PlannedObject } from './model.ts';
import type { PlannedFields } from './planObject.ts';

export interface PlanSettings {
  /** Where restores keep their state; the plan's own folder is made in it. */
  readonly folder: string;
  /** For the header: which command asked, and the tool with its version. */
  readonly command: string;
  readonly tool: string;
}

export async function headerOf(
  planning: Planning,
  { command, tool }: PlanSettings,
  id: string,
  planned: readonly PlannedFields[],
): Promise<PlanHeader> {
  const { version, target, request } = planning;
  const { vault, manifest } = version;
  const { org, user } = target.identity;
  const { crossOrg, onConflict, restoreNulls, auditFields, allowDuplicates, bypassAutomation } = request;
  const { sha256 } = await readManifestFile(vault, manifest.org.id, manifest.version);
  return {
    type: 'header',
    format: PLAN_FORMAT,
    formatVersion: PLAN_FORMAT_VERSION,
    id,
    created: target.session.serverNow().toISOString(),
    command,
    tool,
    source: { orgId: manifest.org.id, version: manifest.version, manifestSha256: sha256 },
    target: {
      orgId: org.id,
      instance: org.instance,
      username: user.username,
      userId: user.id,
      isSandbox: org.sandbox,
    },
    apiVersion: target.session.apiVersion,
    options: { crossOrg, onConflict, restoreNulls, auditFields, allowDuplicates, bypassAutomation },
    objects: planned.map(plannedObject),
    leftOut: leftOutOf(planning),
  };
}

/** Of a whole version: objects none of whose rows come back. */
function leftOutOf({ version, target, request }: Planning): NonNullable<PlanHeader['leftOut']> {
  const { objects, ids } = request.wanted;
  if (objects.length + ids.length > 0) return [];
  return version.manifest.objects.flatMap(({ name, rows, keyless }) => {
    const reason = keyless ? 'keyless' : leftOut(name, target.entries.get(name));
    return reason === undefined || rows === 0 ? [] : [{ object: name, rows, reason }];
  });
}

function plannedObject({ object, fields, unwritten, correlation }: PlannedFields): PlannedObject {
  return {
    name: object.name,
    keyPrefix: object.keyPrefix,
    fields: Object.fromEntries(fields.map(({ name, live }) => [name, live.type])),
    ...(correlation !== undefined && { correlation }),
    unwritten,
  };
}

// The flags of commands that make a plan of rows, and the making of it: which version, into which org, by which rules.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { Failure } from './kit/failure.ts';
import type { Session } from './org/session.ts';
import { orgInVault } from './orgInVault.ts';
import type { PlanListener } from './restore/plan/context.ts';
import type { RestoreRequest } from './restore/select/request.ts';
import type { Planned } from './restoreCommand.ts';
import type { Manifest } from './vault/manifest/manifest.ts';
import type { Vault } from './vault/vault.ts';
import { readManifest, selectVersion } from './vault/versions.ts';
import { vaultFlag, versionFlag } from './versionFlags.ts';
import { restoresFolder, TOOL } from './wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore');

const SALESFORCE_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

export const planningFlags = {
  vault: vaultFlag,
  version: versionFlag(),
  'source-org': Flags.string({ summary: messages.getMessage('flags.source-org.summary') }),
  'cross-org': Flags.boolean({
    summary: messages.getMessage('flags.cross-org.summary'),
    description: messages.getMessage('flags.cross-org.description'),
  }),
  'on-conflict': Flags.option({
    options: ['skip', 'overwrite', 'fail'] as const,
    default: 'skip',
    summary: messages.getMessage('flags.on-conflict.summary'),
  })(),
  'restore-nulls': Flags.boolean({ summary: messages.getMessage('flags.restore-nulls.summary') }),
  'keep-audit-fields': Flags.boolean({ summary: messages.getMessage('flags.keep-audit-fields.summary') }),
  'allow-duplicates': Flags.boolean({ summary: messages.getMessage('flags.allow-duplicates.summary') }),
  'bypass-automation': Flags.boolean({
    summary: messages.getMessage('flags.bypass-automation.summary'),
    description: messages.getMessage('flags.bypass-automation.description'),
  }),
  unmatched: Flags.option({
    options: ['fail', 'null', 'skip'] as const,
    default: 'fail',
    summary: messages.getMessage('flags.unmatched.summary'),
  })(),
  'inactive-owners': Flags.option({
    options: ['keep', 'fallback', 'fail'] as const,
    default: 'fail',
    summary: messages.getMessage('flags.inactive-owners.summary'),
  })(),
  'fallback-user': Flags.salesforceId({
    length: 'both',
    startsWith: '005',
    summary: messages.getMessage('flags.fallback-user.summary'),
  }),
  'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
};

export interface PlanningFlags {
  readonly version: string;
  readonly 'source-org'?: string | undefined;
  readonly 'cross-org': boolean;
  readonly 'on-conflict': RestoreRequest['onConflict'];
  readonly 'restore-nulls': boolean;
  readonly 'keep-audit-fields': boolean;
  readonly 'allow-duplicates': boolean;
  readonly 'bypass-automation': boolean;
  readonly unmatched: RestoreRequest['unmatched'];
  readonly 'inactive-owners': RestoreRequest['inactiveOwners'];
  readonly 'fallback-user'?: string | undefined;
}

export type Selecting = Pick<RestoreRequest, 'wanted' | 'parents' | 'children' | 'depth' | 'cap'>;

/** The version that the flags mean: of the source org where one is named, else of the org that is written to. */
export async function versionToRestore(
  vault: Vault,
  flags: PlanningFlags,
  targetOrgId: string,
): Promise<Manifest> {
  const named = flags['source-org'] ?? (flags['cross-org'] ? undefined : targetOrgId);
  const orgId = await orgInVault(vault, named);
  const { version } = await selectVersion(vault, orgId, flags.version);
  return readManifest(vault, orgId, version);
}

/** Makes the plan and says what would act on its rows. @throws as `planRestore` */
export async function planRows(
  session: Session,
  vault: Vault,
  manifest: Manifest,
  flags: PlanningFlags,
  selecting: Selecting,
  { command, listener, signal }: { command: string; listener: PlanListener; signal: AbortSignal },
): Promise<Planned> {
  const { planRestore } = await import('./restore/plan/planRestore.ts');
  const { listAutomation } = await import('./restore/metadata/automation/listAutomation.ts');
  const settings = { folder: restoresFolder(), command, tool: `${TOOL.name} ${TOOL.version}` };
  const request: RestoreRequest = {
    ...selecting,
    crossOrg: flags['cross-org'],
    onConflict: flags['on-conflict'],
    restoreNulls: flags['restore-nulls'],
    auditFields: flags['keep-audit-fields'],
    allowDuplicates: flags['allow-duplicates'],
    bypassAutomation: flags['bypass-automation'],
    unmatched: flags.unmatched,
    inactiveOwners: flags['inactive-owners'],
    ...(flags['fallback-user'] !== undefined && { fallbackUser: flags['fallback-user'] }),
  };
  const plan = await planRestore(session, vault, manifest, request, settings, listener, signal);
  const { header } = plan;
  const objects = new Set(header.objects.map(({ name }) => name));
  const { automation } = await listAutomation(session, objects, signal);
  return {
    planId: plan.id,
    plan: plan.path,
    sha256: plan.sha256,
    folder: path.dirname(plan.path),
    source: header.source,
    target: header.target,
    planned: plan.counts,
    estimate: plan.estimate,
    leftOut: header.leftOut ?? [],
    automation: automation.map(({ kind, object, fullName }) => ({ kind, object, fullName })),
    cannotUndo: [],
  };
}

/**
 * The Ids of a file: the first column of a CSV, or one a line; the first line may be a header.
 * @throws Failure `idsFileInvalid` {file, line, text}, `idsFileWithoutIds` {file}
 */
export async function idsOfFile(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  const cells = lines.map((line) => (line.split(',')[0] ?? '').replaceAll(/["\s\uFEFF]/g, ''));
  const wrong = cells.findIndex((cell, at) => at > 0 && cell !== '' && !SALESFORCE_ID.test(cell));
  if (wrong !== -1) throw new Failure('idsFileInvalid', { file, line: wrong + 1, text: cells[wrong] ?? '' });
  const ids = cells.filter((cell) => SALESFORCE_ID.test(cell));
  if (ids.length === 0) throw new Failure('idsFileWithoutIds', { file });
  return ids;
}

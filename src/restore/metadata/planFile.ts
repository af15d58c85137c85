// The plan of a metadata restore on disk: a JSON document with its own hash, and the package beside it, whose hash is in
// the plan. What is carried out is what was reviewed, byte for byte.
import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import type { ComponentName } from '../../org/metadata/component.ts';
import type { TestLevel } from '../../org/metadata/deploy.ts';
import { syncFolder } from '../../vault/store/folders.ts';
import type { PlanHeader } from '../plan/model.ts';
import type { NotCompared } from './compareWithOrg.ts';
import type { DataLoss } from './dataLoss.ts';
import type { PlannedComponent } from './decide.ts';

export const METADATA_PLAN_FORMAT = 'safekeep-metadata-plan';
const FORMAT_VERSION = 1;

export interface MetadataOptions {
  /** `Type` or `Type:fullName`; none mean everything. */
  readonly components: readonly string[];
  /** Also delete what was added since. */
  readonly exact: boolean;
  readonly testLevel?: TestLevel;
  readonly tests: readonly string[];
}

export interface MetadataPlan {
  readonly format: typeof METADATA_PLAN_FORMAT;
  readonly formatVersion: typeof FORMAT_VERSION;
  /** Also the name of its folder. */
  readonly id: string;
  /** Server time. */
  readonly created: string;
  readonly tool: string;
  readonly source: PlanHeader['source'];
  readonly target: PlanHeader['target'];
  readonly apiVersion: string;
  readonly options: MetadataOptions;
  readonly components: readonly PlannedComponent[];
  readonly dataLoss: readonly DataLoss[];
  /** Components whose secrets a person must give again. */
  readonly needsPerson: readonly ComponentName[];
  readonly notCompared: readonly NotCompared[];
  /** Missing when there is nothing to deploy. */
  readonly package?: { readonly sha256: string; readonly bytes: number; readonly files: number };
  /** `Type:fullName` → when it was last changed, as the org lists it: what drift is noticed by. */
  readonly stamps: Readonly<Record<string, string>>;
}

const PLAN = 'plan.json';
const PACKAGE = 'package.zip';
/** Packs of the org's state when the plan was made: what a person goes back to. */
export const SAFETY_FOLDER = 'before';

/** `2026-11-25T01-30-00Z-metadata-3f9c`: sorts by time, and two at once differ. */
export function newPlanId(serverTime: Date): string {
  const moment = serverTime
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return `${moment}-metadata-${randomBytes(2).toString('hex')}`;
}

export async function writePlanFile(
  folder: string,
  plan: MetadataPlan,
  zip: Buffer | undefined,
): Promise<void> {
  if (zip) await writeDurably(folder, PACKAGE, zip);
  const text = JSON.stringify(plan);
  await writeDurably(
    folder,
    PLAN,
    Buffer.from(`${JSON.stringify({ sha256: sha256(Buffer.from(text)), plan })}\n`),
  );
}

/** @throws Failure `planNotFound` {file}; `planFormatUnknown` {file, format}; `planDamaged` {file, line, detail} */
export async function readPlanFile(folder: string): Promise<MetadataPlan> {
  const file = join(folder, PLAN);
  const damaged = (detail: string, cause?: unknown): Failure =>
    new Failure('planDamaged', { file, line: 1, detail }, { cause });
  let sealed: { readonly sha256?: string; readonly plan?: Readonly<Record<string, unknown>> };
  try {
    sealed = JSON.parse(await readFile(file, 'utf8')) as typeof sealed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Failure('planNotFound', { file }, { cause: error });
    throw error instanceof SyntaxError ? damaged('not JSON', error) : error;
  }
  const { plan } = sealed;
  if (plan?.format !== METADATA_PLAN_FORMAT || plan.formatVersion !== FORMAT_VERSION)
    throw new Failure('planFormatUnknown', {
      file,
      format: `${String(plan?.format)} ${String(plan?.formatVersion)}`,
    });
  if (sealed.sha256 !== sha256(Buffer.from(JSON.stringify(plan)))) throw damaged('hash');
  return plan as unknown as MetadataPlan;
}

/** The package of a plan, its hash checked. @throws Failure `planDamaged` {file, line, detail} */
export async function readPackage(folder: string, plan: MetadataPlan): Promise<Buffer> {
  const file = join(folder, PACKAGE);
  const zip = await readFile(file);
  if (sha256(zip) !== plan.package?.sha256)
    throw new Failure('planDamaged', { file, line: 1, detail: 'hash' });
  return zip;
}

/** Whole or not at all, flushed. */
export async function writeDurably(folder: string, name: string, bytes: Buffer): Promise<void> {
  const path = join(folder, name);
  const file = await open(`${path}.partial`, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.partial`, path);
  await syncFolder(folder);
}

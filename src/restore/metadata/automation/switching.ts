// Deploys one of the two states of switches: all together, and where the org refuses that, one by one, so that a single
// component does not keep the others from their state.
import type { Session } from '../../../org/session.ts';
import { startDeploy, waitForDeploy, type DeployStatus } from '../../../org/metadata/deploy.ts';
import { addMember, writePackage, type PackageMembers } from '../../../vault/export/packageXml.ts';
import { readDocument } from '../document.ts';
import type { Content } from '../findings.ts';
import { filesOf, zipOf } from '../package.ts';
import type { Switch } from './model.ts';

export type Position = 'on' | 'off';

/** What the org would not switch. */
export interface Stuck {
  readonly type: string;
  readonly fullName: string;
  readonly problem: string;
}

/** Switches all of it or nothing. */
export async function switchTogether(
  session: Session,
  switches: readonly Switch[],
  position: Position,
): Promise<DeployStatus> {
  const zip = await packageOf(switches, position, session.apiVersion);
  return waitForDeploy(session, await startDeploy(session, { zip, checkOnly: false }));
}

/** Switches as much as the org takes; what it does not is in the result. */
export async function switchEach(
  session: Session,
  switches: readonly Switch[],
  position: Position,
): Promise<Stuck[]> {
  const together = await switchTogether(session, switches, position);
  if (together.isSuccess) return [];
  if (switches.length === 1) return switches.map((one) => stuck(one, together));
  const left: Stuck[] = [];
  for (const one of switches) left.push(...(await switchEach(session, [one], position)));
  return left;
}

function stuck({ type, fullName }: Switch, status: DeployStatus): Stuck {
  return { type, fullName, problem: problemOf(status) };
}

/** What a refused deploy said, in one line. */
export function problemOf({ problems, error, testProblems, status }: DeployStatus): string {
  const said = [
    ...problems.map(({ fullName, problem }) => `${fullName}: ${problem}`),
    ...testProblems.map(({ className, method, message }) => `${className}.${method}: ${message}`),
    ...(error ? [`${error.code}: ${error.text}`] : []),
  ];
  return said.join('; ') || status;
}

function packageOf(switches: readonly Switch[], position: Position, apiVersion: string): Promise<Buffer> {
  const members: PackageMembers = new Map();
  for (const { type, fullName } of switches) addMember(members, type, fullName);
  const contents = switches.flatMap(({ type, files }) =>
    files.map((file) => contentOf(type, file.path, file[position])),
  );
  const files = filesOf(contents);
  files.set('package.xml', Buffer.from(writePackage(members, apiVersion)));
  return zipOf(files);
}

/** Rules that share a file with others are put together with them. */
function contentOf(type: string, path: string, text: string): Content {
  const bytes = Buffer.from(text);
  const fragment = SHARING_FILES.has(type) ? readDocument(bytes) : undefined;
  return fragment === undefined ? { path, bytes } : { path, fragment };
}

const SHARING_FILES: ReadonlySet<string> = new Set(['ValidationRule', 'WorkflowRule']);

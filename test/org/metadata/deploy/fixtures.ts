// Deploys for tests, over HTTP as a client makes them: a zip of files and members, the call, polling until done.
import { XMLParser } from 'fast-xml-parser';
import { ADMINISTRATOR, startOrg, type OrgOptions, type RunningOrg } from '../../startOrg.ts';
import { filesOf } from '../package.ts';
import { createZip } from '../zip.ts';

export const NOW = new Date('2026-11-24T12:00:00.000Z');

/** A small org whose deploys are done at the first look. */
export function deployOrg(options: OrgOptions = {}): Promise<RunningOrg> {
  return startOrg({
    seed: 7,
    scale: 0.02,
    now: NOW,
    metadata: { deployPolls: 0, retrievePolls: 0 },
    ...options,
  });
}

/** Type -> members. */
export type Members = Readonly<Record<string, readonly string[]>>;

export interface PackageParts {
  readonly members?: Members;
  /** By path inside the package. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly destroyBefore?: Members;
  readonly destroyAfter?: Members;
  /** Folder of the package inside the zip. */
  readonly root?: string;
}

export function manifestOf(members: Members): string {
  const types = Object.entries(members).map(
    ([name, all]) =>
      `<types>${all.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">' +
    `${types.join('')}<version>64.0</version></Package>\n`
  );
}

export function packageZip({
  members = {},
  files = {},
  destroyBefore,
  destroyAfter,
  root = '',
}: PackageParts): Buffer {
  const zip = createZip();
  const manifests = {
    'package.xml': manifestOf(members),
    ...(destroyBefore && { 'destructiveChangesPre.xml': manifestOf(destroyBefore) }),
    ...(destroyAfter && { 'destructiveChangesPost.xml': manifestOf(destroyAfter) }),
  };
  for (const [path, body] of Object.entries({ ...manifests, ...files }))
    zip.add(root + path, Buffer.from(body));
  return zip.finish();
}

/** A component's XML file. */
export function xml(root: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</${root}>\n`;
}

export interface Message {
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly created: string;
  readonly changed: string;
  readonly deleted: string;
  readonly problem?: string;
  readonly problemType?: string;
  readonly lineNumber?: string;
}

export interface Result {
  readonly id: string;
  readonly status: string;
  readonly done: string;
  readonly success: string;
  readonly numberComponentErrors: string;
  readonly numberComponentsDeployed: string;
  readonly numberTestsTotal: string;
  readonly numberTestErrors: string;
  readonly errorStatusCode?: string;
  readonly errorMessage?: string;
  readonly details?: {
    readonly componentFailures?: readonly Message[];
    readonly componentSuccesses?: readonly Message[];
  };
}

const lists = new Set(['componentFailures', 'componentSuccesses', 'result']);
const parser = new XMLParser({
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => lists.has(name),
});

interface SoapAnswer {
  readonly Envelope: {
    readonly Body: Readonly<
      Record<string, { readonly result?: readonly unknown[]; readonly faultstring?: string } | undefined>
    >;
  };
}

/** Calls an operation of the Metadata API; a fault becomes an Error of its faultstring. */
export async function soap(
  org: RunningOrg,
  operation: string,
  inner: string,
  username = ADMINISTRATOR,
  header = '',
): Promise<readonly unknown[]> {
  const response = await fetch(`${org.url}/services/Soap/m/64.0`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', soapaction: '""' },
    body:
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<e:Header><SessionHeader xmlns="http://soap.sforce.com/2006/04/metadata"><sessionId>${org.token(username)}</sessionId></SessionHeader>${header}</e:Header>` +
      `<e:Body xmlns="http://soap.sforce.com/2006/04/metadata"><${operation}>${inner}</${operation}></e:Body></e:Envelope>`,
  });
  const { Body } = (parser.parse(await response.text()) as SoapAnswer).Envelope;
  if (Body.Fault !== undefined) throw new Error(Body.Fault.faultstring);
  return Body[`${operation}Response`]?.result ?? [];
}

export type Options = Readonly<Record<string, string | boolean>>;

/** Starts a deploy and gives its id. */
export async function startDeploy(
  org: RunningOrg,
  zip: Buffer,
  options: Options = {},
  username = ADMINISTRATOR,
): Promise<string> {
  const all = Object.entries({ rollbackOnError: true, singlePackage: true, ...options });
  const [answer] = await soap(
    org,
    'deploy',
    `<ZipFile>${zip.toString('base64')}</ZipFile><DeployOptions>${all.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</DeployOptions>`,
    username,
  );
  return (answer as { id: string }).id;
}

export async function checkDeploy(org: RunningOrg, id: string): Promise<Result> {
  const [answer] = await soap(
    org,
    'checkDeployStatus',
    `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`,
  );
  return answer as Result;
}

/** Deploys and waits for the end. */
export async function deploy(
  org: RunningOrg,
  parts: PackageParts,
  options: Options = {},
  username = ADMINISTRATOR,
): Promise<Result> {
  const id = await startDeploy(org, packageZip(parts), options, username);
  for (;;) {
    const result = await checkDeploy(org, id);
    if (result.done === 'true') return result;
  }
}

/** `Type:fullName` and problem of every failure. */
export function problemsOf(result: Result): string[] {
  return (result.details?.componentFailures ?? []).map(
    ({ componentType, fullName, problem }) => `${componentType}:${fullName}: ${problem ?? ''}`,
  );
}

/** What became of each component, by `Type:fullName`; the package's own row left out. */
export function fatesOf(result: Result): Record<string, string> {
  const fate = ({ created, deleted, changed }: Message): string =>
    created === 'true'
      ? 'created'
      : deleted === 'true'
        ? 'deleted'
        : changed === 'true'
          ? 'changed'
          : 'unchanged';
  return Object.fromEntries(
    (result.details?.componentSuccesses ?? [])
      .filter(({ componentType }) => componentType !== '')
      .map((message) => [`${message.componentType}:${message.fullName}`, fate(message)]),
  );
}

/** The files of components as they are in the org, with the members that name them. */
export function taken(
  org: RunningOrg,
  members: Members,
): PackageParts & { readonly files: Record<string, string | Buffer> } {
  const files: Record<string, string | Buffer> = {};
  for (const [type, names] of Object.entries(members))
    for (const name of names)
      for (const { path, body } of filesOf(org.components.find(type, name)!, () => true)) files[path] = body;
  return { members, files };
}

/** An org that says it is a sandbox, where a deploy may be partial. */
export function becomeSandbox(org: RunningOrg): void {
  const table = org.state.tables.of('Organization');
  for (const row of [...table.rows()]) table.put({ ...row, IsSandbox: true });
}

/** A package of one custom label. */
export const label = (name: string, value = name): PackageParts => ({
  members: { CustomLabel: [name] },
  files: {
    'labels/CustomLabels.labels': xml(
      'CustomLabels',
      `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>${value}</value></labels>`,
    ),
  },
});

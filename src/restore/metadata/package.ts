// The package that brings findings back: files of the version, whole or just the elements that differ, a package.xml that
// names each, and destructive changes for what was added since (Metadata API Developer Guide, "Deploying and Retrieving
// Metadata with the Zip File", "Deleting Components from an Organization").
import { Readable } from 'node:stream';
import { collect } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { appendEntry, createZip } from '../../kit/archive.ts';
import type { ComponentName } from '../../org/metadata/component.ts';
import { DEPLOY_LIMITS } from '../../org/metadata/deploy.ts';
import { addMember, writePackage, type PackageMembers } from '../../vault/export/packageXml.ts';
import { newDocument, textElement, writeDocument } from './document.ts';
import type { Content, Finding } from './findings.ts';

/**
 * The files of the package by path, manifests included.
 * @param deactivated full names of flows to switch off
 * @param apiVersion like `64.0`
 */
export function packageOf(
  put: readonly Finding[],
  destroy: readonly ComponentName[],
  deactivated: readonly string[],
  apiVersion: string,
): ReadonlyMap<string, Buffer> {
  const members: PackageMembers = new Map();
  for (const { difference } of put) addMember(members, difference.type, difference.fullName);
  for (const flow of deactivated) addMember(members, 'FlowDefinition', flow);
  const contents = put.flatMap((finding) => finding.put);
  const files = new Map([...filesOf(contents), ...deactivated.map(definitionOff)]);
  files.set('package.xml', Buffer.from(writePackage(members, apiVersion)));
  if (destroy.length > 0) {
    const gone: PackageMembers = new Map();
    for (const { type, fullName } of destroy) addMember(gone, type, fullName);
    files.set('destructiveChangesPost.xml', Buffer.from(writePackage(gone, apiVersion)));
  }
  return files;
}

/** Whole files as they are; fragments of one file put together. */
export function filesOf(contents: readonly Content[]): Map<string, Buffer> {
  const byPath = Map.groupBy(contents, ({ path }) => path);
  return new Map([...byPath].map(([path, ofPath]) => [path, joined(ofPath)]));
}

function joined(contents: readonly Content[]): Buffer {
  const whole = contents.find((content) => 'bytes' in content);
  if (whole) return whole.bytes;
  const fragments = contents.flatMap((content) => ('fragment' in content ? [content.fragment] : []));
  const elements = fragments.flatMap((fragment) => fragment.elements);
  // The order of kinds that the Metadata API writes.
  const sorted = elements.sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  const { root = '', attributes = '' } = fragments[0] ?? {};
  return writeDocument({ root, attributes, elements: sorted });
}

/** Metadata API Developer Guide, "FlowDefinition": version 0 deactivates. */
function definitionOff(flow: string): [string, Buffer] {
  const definition = newDocument('FlowDefinition', [textElement('activeVersionNumber', '0')]);
  return [`flowDefinitions/${flow}.flowDefinition`, writeDocument(definition)];
}

/** @throws Failure `deployTooLarge` {files, bytes} for more than one deploy takes */
export async function zipOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = createZip({ zlib: { level: 6 } });
  const filling = (async () => {
    for (const [name, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
      await appendEntry(zip, Readable.from([bytes]), { name, date: new Date(0), mode: 0o600 });
    await zip.finalize();
  })();
  const [bytes] = await Promise.all([collect(zip, Number.MAX_SAFE_INTEGER), filling]);
  if (files.size > DEPLOY_LIMITS.files || bytes.length > DEPLOY_LIMITS.bytes)
    throw new Failure('deployTooLarge', { files: files.size, bytes: bytes.length });
  return bytes;
}

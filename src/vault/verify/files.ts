// The files index and the bodies it points at: each row's body is there; with `deep` each distinct body is read and
// hashed. Counts in the manifest must be those of the index.
import { drain } from '../../kit/bytes.ts';
import { NumberSet } from '../../kit/idSet.ts';
import type { FilesIndexRow } from '../formats/columns.ts';
import type { MemberRef } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import { MemberLocator, openBody, readFilesIndex } from '../read/indexes.ts';
import { findEntry } from '../read/member.ts';
import type { Verification } from './verifyVersion.ts';

/** Hex digits of a SHA-256 that fit a double: enough to tell the bodies of one org apart. */
const PREFIX = 13;

export async function checkFiles(it: Verification): Promise<void> {
  const { files, volumes } = it.manifest;
  if (files === undefined) return;
  const file = volumeKey(it.orgId, files.index.volume);
  const listed = new Set(volumes.map(({ name }) => name));
  const locator = new MemberLocator(it.source, it.manifest);
  const bodies = new NumberSet();
  const found = { count: 0, bytes: 0 };
  const whole = await it.findings.guard(file, async () => {
    for await (const row of readFilesIndex(it.source, it.orgId, files.index)) {
      it.signal?.throwIfAborted();
      found.count += 1;
      found.bytes += Number(row.Bytes);
      const isNew = bodies.add(Number.parseInt(row.Sha256.slice(0, PREFIX), 16) || 0);
      await it.findings.guard(file, async () => {
        const at = await locator.find(row.Member, row.Volume);
        if (listed.has(at.volume)) await checkBody(it, at, row, isNew);
        else it.findings.add('volumeUnlisted', it.file, at.volume, at.member);
      });
    }
    return true;
  });
  if (whole !== true) return;
  for (const [name, value] of Object.entries({ ...found, bodies: bodies.size })) {
    const expected = files[name as 'count' | 'bytes' | 'bodies'];
    if (value !== expected)
      it.findings.add('count', it.file, `/files/${name} is ${expected}, the index has ${value}`);
  }
}

async function checkBody(
  { source, orgId, deep, findings, signal }: Verification,
  at: Pick<MemberRef, 'volume' | 'member'>,
  row: FilesIndexRow,
  isNew: boolean,
): Promise<void> {
  if (!deep || !isNew) await findEntry(source, orgId, at);
  else await drain(openBody(source, orgId, at, row), signal);
  if (isNew) findings.checked.members += 1;
}

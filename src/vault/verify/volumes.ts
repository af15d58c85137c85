// One volume as a file: there, as long as it should be, every byte of it what was written (which covers the zip's
// headers too), and with as many entries as it was closed with.
import { Tally } from '../../kit/bytes.ts';
import type { VolumeEntry } from '../manifest/manifest.ts';
import { volumeKey } from '../names.ts';
import type { Verification } from './verifyVersion.ts';

/** @throws Failure when it is missing or no zip */
export async function checkVolume(it: Verification, volume: VolumeEntry): Promise<void> {
  const { source, orgId, findings, signal } = it;
  const key = volumeKey(orgId, volume.name);
  const tally = new Tally();
  for await (const chunk of source.store.read(key)) {
    signal?.throwIfAborted();
    tally.add(chunk);
    findings.checked.bytes += chunk.length;
  }
  findings.checked.volumes += 1;
  if (tally.bytes !== volume.bytes)
    findings.add('volumeSize', key, `${tally.bytes} bytes, should be ${volume.bytes}`);
  else if (tally.sha256 !== volume.sha256) findings.add('volumeHash', key, 'not the bytes that were written');
  const directory = await source.directories.of(key);
  if (directory.size !== volume.entries) {
    findings.add('volumeEntries', key, `${directory.size} entries, should be ${volume.entries}`);
  }
}

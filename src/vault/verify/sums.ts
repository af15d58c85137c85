// Figures of a manifest that must follow from other figures in it.
import type { ObjectEntry, Segment } from '../manifest/manifest.ts';
import { memberRefs } from '../manifest/refs.ts';
import type { Verification } from './verifyVersion.ts';

/** Checks totals, members and row counts against each other, and that every reference has its volume listed. */
export function checkSums({ manifest, file, findings }: Verification): void {
  const expect = (path: string, found: number, expected: number): void => {
    if (found !== expected) findings.add('count', file, `${path} is ${found}, should be ${expected}`);
  };
  const own = manifest.volumes.filter(({ name }) => name.startsWith(`${manifest.version}/`));
  expect(
    '/members',
    manifest.members,
    sum(own, ({ entries }) => entries),
  );
  expect(
    '/totals/bytes',
    manifest.totals.bytes,
    sum(own, ({ bytes }) => bytes),
  );
  expect('/totals/objects', manifest.totals.objects, manifest.objects.length);
  expect(
    '/totals/rows',
    manifest.totals.rows,
    sum(manifest.objects, ({ rows }) => rows),
  );
  expect(
    '/totals/deletedRows',
    manifest.totals.deletedRows,
    sum(manifest.objects, ({ deletedRows }) => deletedRows),
  );
  expect('/totals/gaps', manifest.totals.gaps, manifest.gaps.length);
  expect('/totals/files', manifest.totals.files, manifest.files?.count ?? 0);
  expect('/totals/components', manifest.totals.components, manifest.metadata?.components ?? 0);
  for (const object of manifest.objects) checkObject(object, expect);
  const volumes = new Set(manifest.volumes.map(({ name }) => name));
  if (volumes.size !== manifest.volumes.length) findings.add('count', file, 'a volume is listed twice');
  for (const { volume, member } of memberRefs(manifest)) {
    if (!volumes.has(volume)) findings.add('volumeUnlisted', file, volume, member);
  }
}

function checkObject(
  object: ObjectEntry,
  expect: (path: string, found: number, expected: number) => void,
): void {
  const { name, segments, rows, deletedRows, bytes } = object;
  expect(
    `/objects/${name}/bytes`,
    bytes,
    sum(segments, ({ rawBytes }) => rawBytes),
  );
  // With deltas the live rows only follow from reading them, which `deep` does.
  const onlyBase = segments.every(({ kind }: Segment) => kind === 'base');
  if (onlyBase)
    expect(
      `/objects/${name}/rows`,
      rows + deletedRows,
      sum(segments, (segment) => segment.rows),
    );
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

// From a draft to the manifest: references get their volumes, volumes their hashes, totals their sums. Pure.
import type { Manifest, ManifestDraft, MemberRef, VolumeEntry } from '../manifest/manifest.ts';
import { MANIFEST_FORMAT, MANIFEST_FORMAT_VERSION } from '../manifest/manifest.ts';
import { mapRefs, memberRefs } from '../manifest/refs.ts';
import type { RunState } from './state.ts';

/** Completes a draft. A reference to a member or volume nobody knows is the caller's mistake and throws an Error. */
export function completeManifest(
  version: string,
  draft: ManifestDraft,
  state: RunState,
): Omit<Manifest, 'digest'> {
  const { volumes: older = [], ...rest } = mapRefs(draft, (ref) =>
    ref.volume === '' ? { ...ref, ...located(ref, state) } : ref,
  );
  const own = [...state.volumes.values()];
  const volumes = [...older, ...own];
  checkVolumes(memberRefs(rest), volumes);
  return {
    ...rest,
    format: MANIFEST_FORMAT,
    formatVersion: MANIFEST_FORMAT_VERSION,
    version,
    totals: totalsOf(rest, own),
    members: own.reduce((sum, { entries }) => sum + entries, 0),
    volumes,
  };
}

function located({ member }: MemberRef, state: RunState): MemberRef {
  const ref = state.refOf(member);
  if (ref === undefined || ref.volume === '') throw new Error(`No volume of this run holds ${member}.`);
  return ref;
}

function checkVolumes(refs: readonly MemberRef[], volumes: readonly VolumeEntry[]): void {
  const known = new Set(volumes.map(({ name }) => name));
  const unknown = refs.find(({ volume }) => !known.has(volume));
  if (unknown) throw new Error(`The draft points into ${unknown.volume} and does not list it.`);
}

function totalsOf(draft: Omit<ManifestDraft, 'volumes'>, own: readonly VolumeEntry[]): Manifest['totals'] {
  const sum = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
    items.reduce((total, item) => total + value(item), 0);
  return {
    objects: draft.objects.length,
    rows: sum(draft.objects, ({ rows }) => rows),
    deletedRows: sum(draft.objects, ({ deletedRows }) => deletedRows),
    files: draft.files?.count ?? 0,
    components: draft.metadata?.components ?? 0,
    gaps: draft.gaps.length,
    bytes: sum(own, ({ bytes }) => bytes),
  };
}

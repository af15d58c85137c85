// Every place of a manifest that points at a member, walked in one order: to fill in volumes, to verify, to find
// out what a version needs.
import type { Manifest, MemberRef } from './manifest.ts';

type Pointing = Pick<Manifest, 'objects' | 'files' | 'metadata' | 'security'>;

/** All member references of a manifest, in the manifest's order. */
export function memberRefs(manifest: Pointing): MemberRef[] {
  const refs: MemberRef[] = [];
  mapRefs(manifest, (ref) => {
    refs.push(ref);
    return ref;
  });
  return refs;
}

/** The same document with every member reference replaced. */
export function mapRefs<Document extends Pointing>(
  document: Document,
  map: <Ref extends MemberRef>(ref: Ref) => Ref,
): Document {
  const { files, metadata, security } = document;
  return {
    ...document,
    objects: document.objects.map((object) => ({
      ...object,
      segments: object.segments.map(map),
      schema: map(object.schema),
    })),
    ...(files && { files: { ...files, index: map(files.index) } }),
    ...(metadata && {
      metadata: { ...metadata, packs: metadata.packs.map(map), index: map(metadata.index) },
    }),
    ...(security && { security: security.map(map) }),
  };
}

// Profiles that came in parts. A retrieved profile speaks only of the components retrieved with it, so every pack brings
// another part of each; they are put together here, compressed while they wait, because an org may have hundreds.

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { mergeProfiles, type ProfileConflict } from '../../org/profiles.ts';

export class ProfileParts {
  readonly #merged = new Map<string, Buffer>();
  readonly #parts = new Map<string, number>();
  readonly conflicts: Array<ProfileConflict & { readonly path: string }> = [];

  /** @param path `profiles/Admin.profile` */
  add(path: string, xml: string): void {
    const before = this.#merged.get(path);
    const { xml: merged, conflicts } = mergeProfiles(
      before ? [zstdDecompressSync(before).toString(), xml] : [xml],
    );
    this.#merged.set(path, zstdCompressSync(merged));
    this.#parts.set(path, (this.#parts.get(path) ?? 0) + 1);
    this.conflicts.push(...conflicts.map((conflict) => ({ ...conflict, path })));
  }

  /** The profiles that came in more than one part, whole. */
  *whole(): Generator<{ path: string; xml: Buffer }> {
    for (const [path, merged] of this.#merged) {
      if ((this.#parts.get(path) ?? 0) > 1) yield { path, xml: zstdDecompressSync(merged) };
    }
  }
}

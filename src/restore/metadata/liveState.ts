// The org's metadata as it is now, retrieved into a folder of ours: to compare with, and to keep as the state before a
// restore. Packs stay as the org made them; profiles, which come in parts, are put together as a backup does it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { componentFinder } from '../../backup/metadata/indexRows.ts';
import { packFiles } from '../../backup/metadata/packFiles.ts';
import { ProfileParts } from '../../backup/metadata/profileParts.ts';
import { collect, sha256 } from '../../kit/bytes.ts';
import { packageType, type ComponentName } from '../../org/metadata/component.ts';
import { planPacks } from '../../org/metadata/planPacks.ts';
import { retrieveAll, type LostPack, type RetrievedPack } from '../../org/metadata/retrieveAll.ts';
import type { RetrieveOptions } from '../../org/metadata/retrievePack.ts';
import type { Session } from '../../org/session.ts';
import { filesOf, isPackageXml } from '../../vault/read/packs.ts';
import { StateBuilder, type MetadataState, type StateComponent } from './state.ts';
import { FILE_LIMIT } from './versionState.ts';

export interface LiveState extends MetadataState {
  /** What the org refused to hand out: not known, so neither there nor gone. */
  readonly lost: readonly LostPack[];
}

type Owner = Omit<StateComponent, 'files'>;

/** Retrieves `components` into zips in `folder`, which must exist. */
export async function liveState(
  session: Session,
  components: readonly ComponentName[],
  folder: string,
  options: Omit<RetrieveOptions, 'scratch'>,
): Promise<LiveState> {
  const shelf = new Shelf(folder);
  for await (const outcome of retrieveAll(session, planPacks(components), { ...options, scratch: folder })) {
    if (outcome.kind === 'lost') shelf.lost.push(outcome);
    else await shelf.put(outcome);
  }
  return shelf.state();
}

class Shelf {
  readonly lost: LostPack[] = [];
  readonly #folder: string;
  readonly #builder = new StateBuilder();
  readonly #packs: Array<{ readonly file: string; readonly paths: Set<string> }> = [];
  readonly #parts = new ProfileParts();
  readonly #profiles = new Map<string, { readonly owner: Owner; readonly only: Buffer }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put({ zip, pack, fileProperties }: RetrievedPack): Promise<void> {
    const componentOf = componentFinder(fileProperties);
    const paths = new Set<string>();
    for await (const file of packFiles(zip)) {
      const component = componentOf(file.path);
      if (isPackageXml(file.path) || component === undefined) continue;
      const owner: Owner = {
        type: packageType(component.type),
        fullName: component.fullName,
        isManaged: component.manageableState === 'installed',
        namespace: component.namespacePrefix ?? '',
      };
      if (owner.type === 'Profile') {
        const xml = await file.text();
        this.#parts.add(file.path, xml);
        this.#profiles.set(file.path, { owner, only: Buffer.from(xml) });
      } else if (!pack.repeats) {
        paths.add(file.path);
        this.#builder.add({ path: file.path, sha256: file.sha256 }, owner);
      }
    }
    const file = join(this.#folder, `${String(this.#packs.length + 1).padStart(4, '0')}.zip`);
    await writeFile(file, zip, { mode: 0o600 });
    this.#packs.push({ file, paths });
  }

  /** After this, nothing more is put. */
  state(): LiveState {
    const whole = new Map([...this.#parts.whole()].map(({ path, xml }) => [path, xml]));
    const profiles = new Map<string, Buffer>();
    for (const [path, { owner, only }] of this.#profiles) {
      const xml = whole.get(path) ?? only;
      profiles.set(path, xml);
      this.#builder.add({ path, sha256: sha256(xml) }, owner);
    }
    return {
      components: this.#builder.components,
      lost: this.lost,
      read: (paths) => this.#read(paths, profiles),
    };
  }

  async #read(
    paths: ReadonlySet<string>,
    profiles: ReadonlyMap<string, Buffer>,
  ): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map([...profiles].filter(([path]) => paths.has(path)));
    for (const { file, paths: held } of this.#packs) {
      if (![...paths].some((path) => held.has(path))) continue;
      for await (const packed of filesOf(await readFile(file), (error) => error))
        if (held.has(packed.path) && paths.has(packed.path))
          found.set(packed.path, await collect(packed.open(), FILE_LIMIT));
    }
    return found;
  }
}

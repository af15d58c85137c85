// Where packs go as they come: stored as the org made them, their files indexed, and profiles put together from the
// parts that different packs hold.

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { once } from '../../kit/bytes.ts';
import { encodeTable } from '../../kit/csv.ts';
import type { Component } from '../../org/metadata/component.ts';
import type { RetrievedPack } from '../../org/metadata/retrieveAll.ts';
import type { Gap } from '../../vault/gaps.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import { isPackageXml } from '../../vault/read/packs.ts';
import { appendEntry, createZip } from '../../kit/archive.ts';
import type { Run } from '../../vault/run/run.ts';
import { freeName } from '../memberNames.ts';
import { componentFinder, INDEX_COLUMNS, indexRow, type IndexedFile } from './indexRows.ts';
import { packFiles, type PackFile } from './packFiles.ts';
import { ProfileParts } from './profileParts.ts';

interface ShelvedPack {
  readonly member: string;
  readonly files: ReadonlyArray<Omit<IndexedFile, 'status'>>;
}

export class PackShelf {
  readonly #run: Run;
  readonly #profiles = new ProfileParts();
  readonly #profileComponents = new Map<string, Component>();
  readonly #packs: ShelvedPack[] = [];
  #merged: ShelvedPack | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Takes in a pack; one that only repeats others for the sake of profiles is read for these and not kept. */
  async put({ zip, pack, fileProperties }: RetrievedPack): Promise<void> {
    const componentOf = componentFinder(fileProperties);
    const files: Array<Omit<IndexedFile, 'status'>> = [];
    for await (const file of packFiles(zip)) {
      const component = componentOf(file.path);
      if (isProfile(file.path)) await this.#addProfile(file, component);
      if (!isPackageXml(file.path))
        files.push({ path: file.path, bytes: file.bytes, sha256: file.sha256, component });
    }
    if (!pack.repeats) this.#packs.push({ member: await this.#store(zip), files });
  }

  /** Writes the profiles that came in parts as a pack of their own. After this, nothing more is put. */
  async mergeProfiles(): Promise<void> {
    const profiles = [...this.#profiles.whole()];
    if (profiles.length === 0) return;
    const member = freeName(this.#run, 'metadata/profiles', 'zip');
    await this.#run.addMember(member, zipOf(profiles), { key: member, compression: 'stored' });
    const files = profiles.map(({ path, xml }) => ({
      path,
      bytes: xml.length,
      sha256: createHash('sha256').update(xml).digest('hex'),
      component: this.#profileComponents.get(path),
    }));
    this.#merged = { member, files };
  }

  /** Writes the index, once the volumes that hold the packs are closed. */
  async index(): Promise<Manifest['metadata']> {
    const rows = this.#indexed();
    const member = freeName(this.#run, 'index/metadata', 'csv.zst');
    const csv = encodeTable(
      INDEX_COLUMNS,
      rows.map(({ pack, ...file }) => indexRow(file, this.#run.refOf(pack))),
    );
    await this.#run.addMember(member, once(Buffer.from(csv)), { key: member, compression: 'zstd' });
    return {
      components: new Set(
        rows.map(({ component }) => `${component?.type ?? ''} ${component?.fullName ?? ''}`),
      ).size,
      files: rows.filter(({ status }) => status !== 'part').length,
      packs: this.#all().map((pack) => this.#run.refOf(pack.member)),
      index: this.#run.refOf(member),
    };
  }

  /** Entries that two parts of a profile say differently: the profile changed while it was read. */
  conflicts(): Gap[] {
    return this.#profiles.conflicts.map(({ path, entry }) => ({
      kind: 'component',
      name: `Profile:${path.replace(/^.*\/|\.profile$/g, '')}`,
      reason: 'error',
      detail: `changed while it was read: ${entry}`,
    }));
  }

  async #addProfile(file: PackFile, component: Component | undefined): Promise<void> {
    this.#profiles.add(file.path, await file.text());
    if (component) this.#profileComponents.set(file.path, component);
  }

  async #store(zip: Buffer): Promise<string> {
    const name = freeName(this.#run, `metadata/${String(this.#packs.length + 1).padStart(4, '0')}`, 'zip');
    await this.#run.addMember(name, once(zip), { key: name, compression: 'stored' });
    return name;
  }

  #all(): readonly ShelvedPack[] {
    return this.#merged ? [...this.#packs, this.#merged] : this.#packs;
  }

  #indexed(): Array<IndexedFile & { readonly pack: string }> {
    const merged = new Set(this.#merged?.files.map((file) => file.path));
    return this.#all().flatMap((pack) =>
      pack.files.map((file) => ({
        ...file,
        pack: pack.member,
        status: pack === this.#merged ? 'merged' : merged.has(file.path) ? 'part' : 'whole',
      })),
    );
  }
}

const isProfile = (path: string): boolean => path.startsWith('profiles/') && path.endsWith('.profile');

async function* zipOf(
  files: ReadonlyArray<{ readonly path: string; readonly xml: Buffer }>,
): AsyncGenerator<Buffer> {
  const zip = createZip({ zlib: { level: 6 } });
  const filling = (async () => {
    for (const { path, xml } of files) {
      await appendEntry(zip, Readable.from([xml]), {
        name: `unpackaged/${path}`,
        date: new Date(0),
        mode: 0o600,
      });
    }
    await zip.finalize();
  })();
  for await (const chunk of zip) yield chunk as Buffer;
  await filling;
}

// What one version says of the one before it, and that neither what the org loses nor what somebody does to a vault's
// files goes unnoticed.

import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Manifest } from '../../../src/vault/manifest/manifest.ts';
import { compareRows } from '../storeCompare.ts';
import { gapOf, missing, problemsOf, setBench, type Bench, type Taken } from './backup.ts';

describe('tough cases: several versions', function () {
  this.timeout(20_000);
  let bench: Bench;

  beforeEach(async () => {
    bench = await setBench({ bulkPageRows: 500 });
  });
  afterEach(() => bench.close());

  const take = (): Promise<Taken> => bench.backUp({ sobjects: ['Campaign', 'Lead'] });
  const fileOf = ({ org, version }: Manifest, name: string): string =>
    join(bench.vault.place, org.id, version, name);

  const volumeOf = ({ volumes }: Manifest): string => volumes[0]!.name.split('/').at(-1)!;

  async function flipByte(path: string, at: (length: number) => number): Promise<void> {
    const bytes = await readFile(path);
    bytes[at(bytes.length)]! ^= 1;
    await chmod(path, 0o600);
    await writeFile(path, bytes);
  }

  const PLACES: ReadonlyArray<readonly [name: string, at: (length: number) => number]> = [
    ['in the first member', () => 100],
    ['in the middle', (length) => Math.floor(length / 2)],
    ['in the table of contents', (length) => length - 30],
  ];

  for (const [place, at] of PLACES) {
    it(`case 39: one byte flipped ${place} of a volume is found, and names the file`, async () => {
      const [{ manifest }, other] = [await take(), await take()];
      await flipByte(fileOf(manifest, volumeOf(manifest)), at);
      const problems = await problemsOf(bench.vault, manifest);
      expect(problems).not.to.be.empty;
      expect(problems.join()).to.contain(volumeOf(manifest));
      expect(await problemsOf(bench.vault, other.manifest)).to.deep.equal([]);
    });
  }

  it('case 39: a flipped byte of a manifest is found', async () => {
    const { manifest } = await take();
    await flipByte(fileOf(manifest, 'manifest.json'), () => 200);
    expect(await problemsOf(bench.vault, manifest)).not.to.be.empty;
  });

  it('case 39: a manifest swapped with an older one is found, from the version and from the one after it', async () => {
    const [older, swapped, newer] = [await take(), await take(), await take()];
    const path = fileOf(swapped.manifest, 'manifest.json');
    await chmod(path, 0o600);
    await copyFile(fileOf(older.manifest, 'manifest.json'), path);
    expect(await problemsOf(bench.vault, swapped.manifest)).not.to.be.empty;
    const seen = (await problemsOf(bench.vault, newer.manifest)).join();
    expect(seen).to.contain(swapped.manifest.version);
    expect(await problemsOf(bench.vault, older.manifest)).to.satisfy((problems: string[]) =>
      problems.every((problem) => problem.includes(swapped.manifest.version)),
    );
  });

  it('a damaged version before it does not keep the next one from being taken', async () => {
    const [sound, damaged] = [await take(), await take()];
    await flipByte(fileOf(damaged.manifest, 'manifest.json'), () => 200);
    const { manifest } = await take();
    expect(missing(manifest)).to.deep.equal([]);
    expect(manifest.parent?.version).to.equal(sound.manifest.version);
  });

  it('case 44: an object that is gone from the org is still whole in the version before', async () => {
    const before = await take();
    bench.org.setFaults();
    const gone = await bench
      .backUp({
        sobjects: ['Campaign', 'Lead'],
        faults: [{ do: { effect: 'schemaChange', object: 'Campaign' } }],
      })
      .catch((error: unknown) => error);
    expect(String(gone)).to.contain('unknownObjects').and.to.contain('Campaign');
    const rest = await bench.backUp({
      exclude: [],
      sobjects: ['Lead'],
      faults: [{ do: { effect: 'schemaChange', object: 'Campaign' } }],
    });
    expect(rest.manifest.objects.map(({ name }) => name)).to.deep.equal(['Lead']);
    expect(await problemsOf(bench.vault, before.manifest)).to.deep.equal([]);
    expect(await compareRows(bench.vault, before.manifest, bench.org.state)).to.deep.equal([]);
  });

  it('case 44: an object that goes while it is read is a gap of this version, and whole in the one before', async () => {
    const before = await take();
    const { manifest } = await bench.backUp({
      sobjects: ['Campaign', 'Lead'],
      faults: [
        {
          on: { endpoint: 'query*', object: 'Campaign' },
          do: { effect: 'schemaChange', object: 'Campaign' },
        },
      ],
    });
    expect(gapOf(manifest, 'Campaign').kind).to.equal('object');
    expect(manifest.parent?.version).to.equal(before.manifest.version);
    expect(await compareRows(bench.vault, before.manifest, bench.org.state)).to.deep.equal([]);
  });
});

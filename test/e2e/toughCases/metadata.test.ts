// Metadata that is too much for one retrieve, that cannot be listed, or that kills the retrieve it is part of.

import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMetadataIndex } from '../../../src/vault/read/indexes.ts';
import type { Manifest } from '../../../src/vault/manifest/manifest.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { gapOf, missing, problemsOf, setBench, type Bench, type Taken } from './backup.ts';

describe('tough cases: metadata', function () {
  this.timeout(60_000);
  let bench: Bench;
  let home: string;
  let whole: Taken;
  const environment = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'safekeep-tough-home-'));
    Object.assign(process.env, { HOME: home, TMPDIR: home });
    // Lower limits than Salesforce's, so that a small org needs several retrieves.
    bench = await setBench({ metadata: { components: 150, retrievePolls: 0, limits: { files: 120 } } });
    whole = await takeMetadata();
  });

  after(async () => {
    await bench.close();
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(home, { recursive: true, force: true });
  });

  const takeMetadata = (faults: readonly Fault[] = []): Promise<Taken> =>
    bench.backUp({ only: ['metadata'], faults });

  const componentsOf = async (manifest: Manifest): Promise<Set<string>> => {
    const names = new Set<string>();
    for await (const row of readMetadataIndex(bench.vault, manifest.org.id, manifest.metadata!.index))
      names.add(`${row.Type}:${row.FullName}`);
    return names;
  };

  it('case 29: what is too much for one retrieve comes in several, all of it', async () => {
    const { manifest } = whole;
    expect(missing(manifest)).to.deep.equal([]);
    expect(manifest.metadata!.packs.length).to.be.greaterThan(1);
    expect(await problemsOf(bench.vault, manifest)).to.deep.equal([]);
  });

  it('case 29: a component that kills every retrieve it is part of is named, and nothing else is lost', async () => {
    const { manifest } = await takeMetadata([
      { on: { subject: 'ApexClass:*' }, times: 1, do: { effect: 'killRetrieve' } },
    ]);
    expect(missing(manifest)).to.deep.equal([]);
    const poison = [...(await componentsOf(manifest))].find((name) => name.startsWith('ApexClass:'))!;
    const poisoned = await takeMetadata([{ on: { subject: poison }, do: { effect: 'killRetrieve' } }]);
    expect(gapOf(poisoned.manifest, poison)).to.include({ kind: 'component', reason: 'error' });
    expect(gapOf(poisoned.manifest, poison).detail).to.contain('UNKNOWN_EXCEPTION');
    const kept = await componentsOf(poisoned.manifest);
    const lost = [...(await componentsOf(whole.manifest))].filter((name) => !kept.has(name));
    expect(lost).to.deep.equal([poison]);
    expect(await problemsOf(bench.vault, poisoned.manifest)).to.deep.equal([]);
  });

  it('case 30: profiles that came in parts are put together, each one whole', async () => {
    const { manifest } = whole;
    const statuses = new Map<string, Set<string>>();
    for await (const row of readMetadataIndex(bench.vault, manifest.org.id, manifest.metadata!.index)) {
      if (row.Type !== 'Profile') continue;
      statuses.set(row.FullName, (statuses.get(row.FullName) ?? new Set()).add(row.Status ?? ''));
    }
    expect(statuses.size).to.be.greaterThan(0);
    for (const [name, seen] of statuses) expect([...seen], name).to.include('merged');
  });

  it('a type that cannot be listed is a gap, never an empty type', async () => {
    const { manifest } = await takeMetadata([
      {
        on: { subject: 'ApexClass' },
        do: { effect: 'listMetadataError', errorCode: 'INSUFFICIENT_ACCESS', message: 'not today' },
      },
    ]);
    expect(gapOf(manifest, 'ApexClass')).to.include({ kind: 'metadata-type', reason: 'no-permission' });
    expect([...(await componentsOf(manifest))].filter((name) => name.startsWith('ApexClass:'))).to.deep.equal(
      [],
    );
    expect(manifest.complete).to.equal(false);
  });

  it('a listing that fails for a moment is asked for again', async () => {
    const { manifest } = await takeMetadata([
      {
        on: { endpoint: '*etadata*', subject: 'listMetadata' },
        times: 1,
        do: { effect: 'status', status: 503 },
      },
    ]);
    expect(missing(manifest)).to.deep.equal([]);
    expect(manifest.metadata!.components).to.equal(whole.manifest.metadata!.components);
  });
});

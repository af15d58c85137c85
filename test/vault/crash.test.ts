// The promise under test: a SIGKILL at any instant leaves every published version whole, and the next run goes on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openVault } from '../../src/vault/vault.ts';
import { verifyVersion } from '../../src/vault/verify/verifyVersion.ts';
import { listVersions } from '../../src/vault/versions.ts';
import { seeded, whole } from './randomness.ts';
import { ORG_ID } from './syntheticVersion.ts';
import { inFolder } from './temporary.ts';

const CHILD = fileURLToPath(new URL('crashChild.ts', import.meta.url));
/** Fifty and more for a release; each costs two processes. */
const INSTANTS = process.env.SAFEKEEP_TEST_FULL ? 50 : 6;
const AT_ONCE = 2;
const SEED = 20261122;
/** A whole run's member content is about 46 kB. */
const CONTENT_BYTES = 46_000;

interface Ending {
  readonly output: string;
  readonly signal: string | null;
}

/** Runs the child; kills it `after` so many milliseconds since its vault appeared unless it is done before. */
async function takeVersion(vault: string, version: string, fuse: number, after?: number): Promise<Ending> {
  const child = spawn(process.execPath, [CHILD, vault, version, '3', String(fuse)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { output, signal };
}

async function expectWhole(place: string): Promise<string[]> {
  const vault = await openVault(place);
  const versions = await listVersions(vault, ORG_ID);
  for (const { version, damage } of versions) {
    expect(damage, `seed ${SEED}`).to.equal(undefined);
    const { problems } = await verifyVersion(vault, ORG_ID, version, { deep: true });
    expect(problems, `seed ${SEED}`).to.deep.equal([]);
  }
  return versions.map(({ version }) => version);
}

async function crashAndGoOn(instant: number, fuse: number, after?: number): Promise<boolean> {
  return inFolder(async (folder) => {
    const place = join(folder, 'vault');
    const name = `seed ${SEED}, instant ${instant} (${fuse} bytes, ${String(after)} ms)`;
    const first = await takeVersion(place, '2026-11-22T03-40-00Z', fuse, after);
    const killed = first.signal === 'SIGKILL';
    if (!killed) expect(first.output, name).to.contain('published');
    else if (first.output.includes('published')) expect(await expectWhole(place), name).to.have.length(1);
    const second = await takeVersion(place, '2026-11-23T03-40-00Z', 0);
    expect(second.output, name).to.contain('published');
    // What the first run published stands; what it did not, the second one finished under the first one's name.
    const versions = await expectWhole(place);
    const resumed = second.output.includes('resumed');
    expect(versions.length, name).to.equal(resumed || !versions.includes('2026-11-22T03-40-00Z') ? 1 : 2);
    expect(await (await openVault(place)).store.folders(`${ORG_ID}/work/`), name).to.deep.equal([]);
    return killed;
  });
}

describe('a run killed at any instant', function () {
  this.timeout(300_000);

  it('leaves published versions whole and is gone on with by the next run', async () => {
    const random = seeded(SEED);
    const instants = Array.from({ length: INSTANTS }, (_, i) => ({
      // Half by content, spread over the run; half by time, from the first file to after the end.
      fuse: i % 2 === 0 ? 1 + whole(random, CONTENT_BYTES) : 0,
      after: i % 2 === 0 ? undefined : 150 + whole(random, 500),
    }));
    let killed = 0;
    const worker = async (first: number): Promise<void> => {
      for (let i = first; i < INSTANTS; i += AT_ONCE) {
        if (await crashAndGoOn(i, instants[i].fuse, instants[i].after)) killed += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => worker(i)));
    expect(killed, 'the test must hit runs under way').to.be.greaterThan(INSTANTS / 2);
  });
});

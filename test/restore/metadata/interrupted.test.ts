import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFailure } from '../../../src/kit/failure.ts';
import { settleInterrupted } from '../../../src/restore/metadata/jobs.ts';
import { note, readNotes } from '../../../src/restore/metadata/journal.ts';
import { deploy } from '../../org/metadata/deploy/fixtures.ts';
import { actionsOf, setMetadataBench, type MetadataBench, type Planned } from './bench.ts';

const CHILD = fileURLToPath(new URL('restoreChild.ts', import.meta.url));

describe('An interrupted metadata restore', function () {
  this.timeout(120_000);
  let bench: MetadataBench;
  let planned: Planned;

  beforeEach(async () => {
    bench = await setMetadataBench({
      metadata: { components: 60, retrievePolls: 0, deployPolls: 3 },
    });
    await deploy(bench.org, { members: {}, destroyAfter: { CustomLabel: ['Welcome'] } });
    planned = await bench.plan();
    bench.org.clearCalls();
  });
  afterEach(() => bench.close());

  const deploysSent = (): number =>
    bench.org.calls.filter(({ endpoint, method }) => endpoint === 'metadataDeploy' && method === 'POST')
      .length;
  const isBack = (): boolean =>
    bench.org.components.children('CustomLabel').some(({ properties }) => properties.fullName === 'Welcome');
  const settle = (): ReturnType<typeof settleInterrupted> =>
    settleInterrupted(bench.session, bench.restores, bench.org.orgId);

  it('by a kill is asked after its job, and nothing is sent again', async () => {
    const { org, vault, manifest } = bench;
    const args = [org.url, org.token(), vault.place, org.orgId, manifest.version, planned.folder];
    const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(deploysSent()).to.equal(2);
    const settled = await settle();
    expect(settled.map(({ planId, jobs }) => [planId, jobs.map(({ status }) => status)])).to.deep.equal([
      [planned.plan.id, ['Succeeded']],
    ]);
    expect(deploysSent()).to.equal(2);
    expect(isBack()).to.equal(true);
    expect(actionsOf(await bench.plan())).to.deep.equal([]);
    expect(await settle()).to.deep.equal([]);
  });

  it('by an abort has its job cancelled, and the org is as it was', async () => {
    const controller = new AbortController();
    const session = await bench.openSession();
    const running = bench.carryOut(planned, false, controller.signal);
    while (deploysSent() === 0) await session.pause(5);
    controller.abort(new Error('enough'));
    const error: unknown = await running.catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal('enough');
    const [settled] = await settle();
    expect(settled?.jobs.map(({ status }) => status)).to.deep.equal(['Canceled']);
    expect(isBack()).to.equal(false);
  });

  it('whose answer to the deploy was lost sends nothing a second time by itself', async () => {
    bench.org.setFaults({
      seed: 1,
      faults: [
        {
          on: { endpoint: 'metadataDeploy', method: 'POST' },
          nth: 2,
          do: { effect: 'drop', when: 'after-commit' },
        },
      ],
    });
    const error: unknown = await bench.carryOut(planned).catch((thrown: unknown) => thrown);
    expect(isFailure(error, 'orgUnreachable')).to.equal(true);
    expect(deploysSent()).to.equal(2);
    const events = (await readNotes(planned.folder))?.map(({ event }) => event);
    expect(events).to.deep.equal(['intent', 'started', 'ended', 'intent']);
  });

  it('of another org is none of this one’s business', async () => {
    await note(planned.folder, { event: 'started', kind: 'deploy', job: '0Af000000000001AAA', at: '' });
    expect(await settleInterrupted(bench.session, bench.restores, '00D000000000001AAA')).to.deep.equal([]);
  });

  it('with a torn last line is read up to it', async () => {
    await note(planned.folder, { event: 'intent', kind: 'deploy', at: '' });
    const file = join(planned.folder, 'journal.ndjson');
    await writeFile(file, `${await readFile(file, 'utf8')}{"event":"star`);
    expect((await readNotes(planned.folder))?.map(({ event }) => event)).to.deep.equal(['intent']);
  });

  it('whose plan or package was touched is refused', async () => {
    for (const name of ['plan.json', 'package.zip']) {
      const file = join(planned.folder, name);
      const bytes = await readFile(file);
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(changed.length - 40) ^ 1, changed.length - 40);
      await writeFile(file, changed);
      const error: unknown = await bench.carryOut(planned).catch((thrown: unknown) => thrown);
      expect(isFailure(error, 'planDamaged'), name).to.equal(true);
      await writeFile(file, bytes);
    }
    expect(deploysSent()).to.equal(0);
  });
});

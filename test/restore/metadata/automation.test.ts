import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFailure } from '../../../src/kit/failure.ts';
import { openSession, type Session } from '../../../src/org/session.ts';
import {
  bypassAutomation,
  recoverAutomation,
  type BypassEvent,
} from '../../../src/restore/metadata/automation/bypassAutomation.ts';
import { listAutomation } from '../../../src/restore/metadata/automation/listAutomation.ts';
import type { Automation } from '../../../src/restore/metadata/automation/model.ts';
import { becomeSandbox, NOW } from '../../org/metadata/deploy/fixtures.ts';
import { startOrg, type RunningOrg } from '../../org/startOrg.ts';
import { coreConnection } from './connection.ts';

const CHILD = fileURLToPath(new URL('automationChild.ts', import.meta.url));
const OBJECTS = ['Account', 'Case', 'Project__c'];

describe('Automation', function () {
  this.timeout(120_000);
  let org: RunningOrg;
  let folder: string;
  let session: Session;
  const environment = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safekeep-automation-'));
    Object.assign(process.env, { HOME: folder, TMPDIR: folder });
    org = await startOrg({
      seed: 7,
      scale: 0.02,
      now: NOW,
      metadata: { components: 200, deployPolls: 0, retrievePolls: 0 },
    });
    becomeSandbox(org);
    session = openSession(await coreConnection(org.url, org.token()));
  });

  afterEach(async () => {
    await session.close();
    await org.stop();
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(folder, { recursive: true, force: true });
  });

  const active = async (): Promise<readonly Automation[]> =>
    (await listAutomation(session, new Set(OBJECTS))).automation;
  const named = (automation: readonly Automation[]): string[] =>
    automation.map(({ type, fullName }) => `${type}:${fullName}`);
  const switchable = (automation: readonly Automation[]): string[] =>
    named(automation.filter((one) => one.switch !== undefined));

  it('is listed for the objects in question, each kind of it, with what cannot be switched', async () => {
    const { automation, unseen } = await listAutomation(session, new Set(OBJECTS));
    expect(unseen).to.deep.equal([]);
    expect(new Set(automation.map(({ object }) => object))).to.deep.equal(new Set(OBJECTS));
    expect(new Set(automation.map(({ kind }) => kind))).to.deep.equal(
      new Set(['trigger', 'flow', 'validation-rule', 'workflow-rule', 'duplicate-rule', 'assignment-rule']),
    );
    for (const one of automation)
      expect((one.switch === undefined) !== (one.reason === undefined)).to.equal(true);
    expect(named(automation)).to.include('ValidationRule:Project__c.Name_Not_Blank');
  });

  it('in production leaves triggers alone, which only tested deploys change', async () => {
    const table = org.state.tables.of('Organization');
    for (const row of [...table.rows()]) table.put({ ...row, IsSandbox: false });
    const triggers = (await active()).filter(({ kind }) => kind === 'trigger');
    expect(triggers.length).to.be.greaterThan(0);
    expect(new Set(triggers.map(({ reason }) => reason))).to.deep.equal(new Set(['production']));
  });

  it('is off during the work and on again after it, as it was', async () => {
    const before = await active();
    let during: readonly Automation[] = [];
    const { value, stillOff, switchedOff } = await bypassAutomation(session, before, folder, async () => {
      during = await active();
      return 'worked';
    });
    expect(value).to.equal('worked');
    expect(stillOff).to.deep.equal([]);
    expect(switchable(during)).to.deep.equal([]);
    expect(switchedOff.length).to.be.greaterThan(4);
    expect(await active()).to.deep.equal(before);
    expect(await recoverAutomation(session, folder)).to.equal(undefined);
  });

  it('is on again when the work fails', async () => {
    const before = await active();
    const failed = await bypassAutomation(session, before, folder, () =>
      Promise.reject(new Error('no')),
    ).catch((error: unknown) => error);
    expect((failed as Error).message).to.equal('no');
    expect(named(await active())).to.deep.equal(named(before));
  });

  it('is on again when the run is aborted and its session with it', async () => {
    const before = await active();
    const controller = new AbortController();
    const bound = openSession(session.connection, { signal: controller.signal });
    const aborted = await bypassAutomation(bound, before, folder, () => {
      controller.abort(new Error('enough'));
      return Promise.reject(new Error('aborted'));
    }).catch((error: unknown) => error);
    await bound.close();
    expect((aborted as Error).message).to.equal('aborted');
    expect(named(await active())).to.deep.equal(named(before));
  });

  it('is switched on by the next run after a kill in the middle of the work', async () => {
    const before = named(await active());
    const child = spawn(process.execPath, [CHILD, org.url, org.token(), folder, ...OBJECTS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(switchable(await active())).to.deep.equal([]);
    const recovered = await recoverAutomation(session, folder);
    expect(recovered).to.deep.include({ stillOff: [] });
    expect(named(await active())).to.deep.equal(before);
    expect((await readdir(folder)).filter((name) => name.startsWith('automation'))).to.deep.equal([]);
  });

  it('is on after a kill between the switching off and its answer', async () => {
    const before = await active();
    org.setFaults({
      seed: 1,
      faults: [
        {
          on: { endpoint: 'metadataDeploy', method: 'POST' },
          times: 1,
          do: { effect: 'drop', when: 'after-commit' },
        },
      ],
    });
    const error = await bypassAutomation(session, before, folder, () => Promise.resolve()).catch(
      (thrown: unknown) => thrown,
    );
    expect(isFailure(error, 'orgUnreachable')).to.equal(true);
    expect(named(await active())).to.deep.equal(named(before));
  });

  it('that cannot be switched on again is said loudly, and tried again by the next run', async () => {
    const before = await active();
    const rule = before.find(({ fullName }) => fullName === 'Project__c.Name_Not_Blank')!;
    const events: BypassEvent[] = [];
    const field = org.state.schema.find('Project__c')!.field('Name')!;
    const { stillOff } = await bypassAutomation(
      session,
      before,
      folder,
      () => {
        org.state.structure!.dropField('Project__c', 'Name');
        return Promise.resolve();
      },
      (event) => events.push(event),
    );
    expect(stillOff.map(({ fullName }) => fullName)).to.include(rule.fullName);
    expect(events.at(-1)).to.deep.equal({ kind: 'still-off', stuck: stillOff });
    const stuck = new Set(stillOff.map(({ type, fullName }) => `${type}:${fullName}`));
    expect(named(await active())).to.deep.equal(named(before).filter((name) => !stuck.has(name)));
    org.state.structure!.putField('Project__c', field, () => 'x');
    expect(await recoverAutomation(session, folder)).to.deep.include({ stillOff: [] });
    expect(named(await active())).to.deep.equal(named(before));
  });

  it('is not touched when one part of it cannot be switched off', async () => {
    const before = await active();
    const broken = before.map((one) =>
      one.type === 'ValidationRule' && one.switch
        ? {
            ...one,
            switch: {
              ...one.switch,
              files: one.switch.files.map((file) => ({
                ...file,
                off: file.off
                  .replace('<errorMessage>', '<errorMessage/><x>')
                  .replace('</errorMessage>', '</x>'),
              })),
            },
          }
        : one,
    );
    let worked = false;
    const error = await bypassAutomation(session, broken, folder, () => {
      worked = true;
      return Promise.resolve();
    }).catch((thrown: unknown) => thrown);
    expect(isFailure(error, 'automationNotSwitchedOff')).to.equal(true);
    expect(worked).to.equal(false);
    expect(named(await active())).to.deep.equal(named(before));
  });
});

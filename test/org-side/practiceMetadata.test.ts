// Metadata of the practice org, listed by us and retrieved through source-deploy-retrieve over a real connection.
import { expect } from 'chai';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../src/kit/failure.ts';
import type { MetadataType } from '../../src/org/metadata/describeTypes.ts';
import { describeTypes } from '../../src/org/metadata/describeTypes.ts';
import { type Listing, listComponents } from '../../src/org/metadata/listComponents.ts';
import { planPacks } from '../../src/org/metadata/planPacks.ts';
import { retrieveAll } from '../../src/org/metadata/retrieveAll.ts';
import { retrievePack, type RetrieveOptions } from '../../src/org/metadata/retrievePack.ts';
import { registryFor } from '../../src/org/metadata/sdr.ts';
import { openSession, type Session } from '../../src/org/session.ts';
import { type RunningOrg, startOrg } from '../org/startOrg.ts';
import { errorOf, gather } from './localServer.ts';

describe('the metadata of the practice org', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  let home: string;
  let session: Session;
  let types: readonly MetadataType[];
  let listing: Listing;
  let options: RetrieveOptions;
  const environment = { HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

  before(async () => {
    // @salesforce/core keeps its state under HOME and packs pass through TMPDIR: both are this suite's own.
    home = await mkdtemp(join(tmpdir(), 'org-side-home-'));
    Object.assign(process.env, { HOME: home, TMPDIR: home });
    org = await startOrg({ seed: 1 });
    session = openSession(await coreConnection(org));
    types = await describeTypes(session);
    listing = await listComponents(session, types);
    options = { registry: await registryFor(types) };
  });

  afterEach(() => org.setFaults());

  after(async () => {
    await session.close();
    await org.stop();
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(home, { recursive: true, force: true });
  });

  async function coreConnection(running: RunningOrg) {
    const { url } = running;
    const { AuthInfo, Connection } = await import('@salesforce/core');
    const authInfo = await AuthInfo.create({
      accessTokenOptions: { accessToken: running.token(), instanceUrl: url, loginUrl: url },
    });
    const connection = await Connection.create({ authInfo });
    connection.setApiVersion('67.0');
    return connection;
  }

  it('is listed whole, nested folders included, without an error', () => {
    const names = listing.components.map(({ type, fullName }) => `${type}:${fullName}`);
    expect(listing.errors).to.deep.equal([]);
    expect(names).to.include.members([
      'CustomObject:Account',
      'Report:Controlling/Regional_Figures',
      'Report:Controlling/Regional_Figures/Revenue_North',
      'StandardValueSet:LeadStatus',
    ]);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('has a type in error, not an empty type, when it cannot be listed (case 30)', async () => {
    org.setFaults({
      seed: 1,
      faults: [
        {
          on: { subject: 'ApexClass' },
          do: { effect: 'listMetadataError', errorCode: 'INSUFFICIENT_ACCESS', message: 'not today' },
        },
      ],
    });
    const some = types.filter(({ name }) => ['ApexClass', 'ApexTrigger', 'Layout'].includes(name));
    const { components, errors } = await listComponents(session, some);
    expect(errors.map(({ type, error }) => [type, error.code])).to.deep.equal([
      ['ApexClass', 'INSUFFICIENT_ACCESS'],
    ]);
    expect(new Set(components.map(({ type }) => type))).to.deep.equal(new Set(['ApexTrigger', 'Layout']));
  });

  it('is retrieved in packs; what the org gave is what was listed (case 29)', async () => {
    const wanted = listing.components.filter(({ type }) =>
      ['ApexClass', 'ApexTrigger', 'Layout', 'Report'].includes(type),
    );
    const packs = planPacks(wanted, { files: 60, bytes: 10_000_000 });
    expect(packs.length).to.be.greaterThan(1);
    const came = await gather(retrieveAll(session, packs, options));
    const given = came
      .flatMap((pack) => (pack.kind === 'retrieved' ? pack.fileProperties : []))
      .map(({ type, fullName }) => `${type}:${fullName}`);
    expect(given).to.include.members(
      wanted.filter(({ type }) => type !== 'Report').map(({ type, fullName }) => `${type}:${fullName}`),
    );
    expect(
      came.every((pack) => pack.kind === 'retrieved' && pack.zip.subarray(0, 2).toString() === 'PK'),
    ).to.equal(true);
    expect((await readdir(home)).filter((name) => name.startsWith('safekeep-retrieve-'))).to.deep.equal([]);
  });

  it('is saved but for the one component that kills a retrieve, which is named (case 29)', async () => {
    const classes = listing.components.filter(({ type }) => type === 'ApexClass').slice(0, 4);
    const poison = classes[2].fullName;
    org.setFaults({
      seed: 1,
      faults: [
        {
          on: { subject: `ApexClass:${poison}` },
          do: { effect: 'killRetrieve', message: 'An unexpected error occurred.' },
        },
      ],
    });
    const came = await gather(retrieveAll(session, planPacks(classes), options));
    const lost = came
      .filter((pack) => pack.kind === 'lost')
      .flatMap(({ pack }) => pack.components.map(({ fullName }) => fullName));
    const saved = came.flatMap((pack) =>
      pack.kind === 'retrieved' ? pack.fileProperties.map(({ fullName }) => fullName) : [],
    );
    expect(lost).to.deep.equal([poison]);
    expect(new Set(saved).size).to.equal(classes.length - 1);
  });

  it('stops being retrieved when aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = retrievePack(session, listing.components.slice(0, 5), {
      ...options,
      signal: controller.signal,
      listener: () => controller.abort(reason),
    });
    expect(await errorOf(asked)).to.equal(reason);
  });

  it('is asked for again when the connection drops on the way', async () => {
    org.setFaults({
      seed: 1,
      faults: [
        { on: { path: '/services/Soap/m/*' }, nth: 1, do: { effect: 'drop', when: 'before-headers' } },
      ],
    });
    const patient = openSession(session.connection, { sleep: () => Promise.resolve() });
    const classes = listing.components.filter(({ type }) => type === 'ApexClass').slice(0, 2);
    const came = await gather(retrieveAll(patient, planPacks(classes), options));
    await patient.close();
    expect(came.map(({ kind }) => kind)).to.deep.equal(['retrieved']);
  });

  it('ends with an expired session as one', async () => {
    org.expireTokens();
    const error = await errorOf(retrievePack(session, listing.components.slice(0, 5), options));
    expect(isFailure(error, 'sessionExpired')).to.equal(true);
    expect((error as Error).message).not.to.contain('AQE');
  });
});

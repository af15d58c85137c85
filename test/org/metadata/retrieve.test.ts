import { expect } from 'chai';
import { createFaults } from '../faults/faults.ts';
import { client, every, refusal, retrievedFiles as files } from './calls.ts';
import type { Parsed } from './calls.ts';
import { smallOrg } from './fixtures.ts';
import { filesOf } from './package.ts';
import type { MetadataRoomOptions } from './room.ts';
import { createMetadataRoom } from './room.ts';

const state = smallOrg();
const open = (options: MetadataRoomOptions = {}) => createMetadataRoom(state, { components: 0, ...options });
const room = open();
const org = client(state, room);

const paths = async (result: Parsed): Promise<string[]> =>
  [...(await files(result)).keys()].map((path) => path.replace('unpackaged/', '')).sort();
const problems = (result: Parsed): unknown[] => every(result, 'messages').map(({ problem }) => problem);

describe('retrieve', () => {
  it('goes through Queued, Pending and InProgress before it is done', async () => {
    const slow = client(state, open({ retrievePolls: 2 }));
    const [started] = await slow.call('retrieve', {
      request: { unpackaged: { types: { name: 'Role', members: '*' }, version: '64.0' } },
    });
    expect(started).to.include({ done: 'false', state: 'Queued' });
    const seen: unknown[] = [];
    for (let poll = 0; poll < 3; poll += 1) {
      const [status] = await slow.call('checkRetrieveStatus', { asyncProcessId: started.id });
      seen.push(status.status);
    }
    expect(seen).to.deep.equal(['Pending', 'InProgress', 'Succeeded']);
  });

  it('brings every component of the store as the store has it', async () => {
    const byType = Map.groupBy([...room.store.all()], ({ properties }) => properties.type);
    const types = [...byType].map(([type, components]) => ({
      name: type.replace(/Folder$/, '').replace(/^Email$/, 'EmailTemplate'),
      members: components.map(({ properties }) => properties.fullName),
    }));
    const result = await org.retrieve(types);
    expect(problems(result)).to.deep.equal([]);
    const retrieved = await files(result);
    const expected = new Map(
      [...room.store.all()]
        .flatMap((component) => filesOf(component, () => true))
        .map(({ path, body }) => [`unpackaged/${path}`, body]),
    );
    retrieved.delete('unpackaged/package.xml');
    expect([...retrieved.keys()].sort()).to.deep.equal([...expected.keys()].sort());
    for (const [path, body] of expected) {
      if (!path.includes('/profiles/')) expect(retrieved.get(path)?.equals(body), path).to.equal(true);
    }
  });

  it('lists a file property for each component, and package.xml last', async () => {
    const result = await org.retrieve([{ name: 'ApexClass', members: ['Invoicing'] }]);
    const properties = every(result, 'fileProperties');
    expect(properties.map(({ fileName, type }) => [fileName, type])).to.deep.equal([
      ['unpackaged/classes/Invoicing.cls', 'ApexClass'],
      ['unpackaged/package.xml', 'Package'],
    ]);
    expect(await paths(result)).to.deep.equal([
      'classes/Invoicing.cls',
      'classes/Invoicing.cls-meta.xml',
      'package.xml',
    ]);
  });

  it('brings bodies byte for byte and hides those of managed code', async () => {
    const retrieved = await files(
      await org.retrieve([
        { name: 'ApexClass', members: ['Routing', 'signit__Envelope'] },
        { name: 'StaticResource', members: ['*'] },
      ]),
    );
    expect(retrieved.get('unpackaged/classes/Routing.cls')?.toString()).to.equal(
      'public class Routing {}\r\n',
    );
    expect(retrieved.get('unpackaged/classes/signit__Envelope.cls')?.toString()).to.equal('(hidden)');
    expect(retrieved.get('unpackaged/staticresources/Logo.resource')).to.deep.equal(
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10]),
    );
  });

  it('skips standard objects for a wildcard, and answers it with nothing for types in folders', async () => {
    const result = await org.retrieve(
      ['CustomObject', 'Report', 'EmailTemplate', 'Document', 'StandardValueSet'].map((name) => ({
        name,
        members: ['*'],
      })),
    );
    expect(await paths(result)).to.deep.equal([
      'objects/Project__c.object',
      'objects/Routing__mdt.object',
      'package.xml',
    ]);
  });

  it('brings folders and what is in them by name', async () => {
    const result = await org.retrieve([
      {
        name: 'Report',
        members: [
          'Sales_Reports',
          'Sales_Reports/Regional_Figures',
          'Sales_Reports/Regional_Figures/Revenue_North',
          'unfiled$public/Scratchpad',
        ],
      },
      { name: 'Document', members: ['Brand/', 'Brand/Logo'] },
    ]);
    expect(await paths(result)).to.deep.equal([
      'documents/Brand-meta.xml',
      'documents/Brand/Logo.png',
      'documents/Brand/Logo.png-meta.xml',
      'package.xml',
      'reports/Sales_Reports-meta.xml',
      'reports/Sales_Reports/Regional_Figures-meta.xml',
      'reports/Sales_Reports/Regional_Figures/Revenue_North.report',
      'reports/unfiled$public/Scratchpad.report',
    ]);
  });

  it('brings a child alone in its parent’s file, and within the parent when that is asked for too', async () => {
    const alone = await files(
      await org.retrieve([{ name: 'CustomField', members: ['Project__c.Budget__c'] }]),
    );
    const xml = alone.get('unpackaged/objects/Project__c.object')?.toString();
    expect(xml).to.contain('<fullName>Budget__c</fullName>').and.not.contain('Notes__c');
    expect(xml).to.not.contain('sharingModel');
    const whole = await files(
      await org.retrieve([
        { name: 'CustomField', members: ['Project__c.Budget__c'] },
        { name: 'CustomObject', members: ['Project__c'] },
      ]),
    );
    expect(whole.get('unpackaged/objects/Project__c.object')?.toString())
      .to.contain('Notes__c')
      .and.contain('sharingModel');
  });

  it('says what it cannot find and brings the rest', async () => {
    const result = await org.retrieve([
      { name: 'ApexClass', members: ['Routing', 'Nope'] },
      { name: 'Nonsense', members: ['*'] },
      { name: 'Bot', members: ['*'] },
      { name: 'Report', members: ['Board_Only/Salaries'] },
    ]);
    expect(result.status).to.equal('Succeeded');
    expect(every(result, 'messages')).to.deep.equal(
      [
        "Entity of type 'ApexClass' named 'Nope' cannot be found",
        "Unknown type name 'Nonsense' specified in package.xml",
        "Entity type: 'Bot' is not available in this organization",
        "Entity of type 'Report' named 'Board_Only/Salaries' cannot be found",
      ].map((problem) => ({ fileName: 'unpackaged/package.xml', problem })),
    );
    expect(await paths(result)).to.include('classes/Routing.cls');
  });

  it('brings an empty package for an empty request', async () => {
    const result = await org.retrieve([]);
    expect(await paths(result)).to.deep.equal(['package.xml']);
  });

  it('makes the same bytes for the same seed', async () => {
    const request = [
      { name: 'Settings', members: ['*'] },
      { name: 'Certificate', members: ['*'] },
    ];
    const again = client(smallOrg(), createMetadataRoom(smallOrg(), { components: 0 }));
    expect((await org.retrieve(request)).zipFile).to.equal((await again.retrieve(request)).zipFile);
  });
});

describe('A retrieve that fails', () => {
  const limited = (limits: NonNullable<MetadataRoomOptions['limits']>) => client(state, open({ limits }));
  const everything = [{ name: 'Settings', members: ['*'] }];

  for (const [limit, message] of [
    [{ files: 20 }, 'LIMIT_EXCEEDED: Too many files in retrieve call, limit is: 20'],
    [{ zipBytes: 500 }, 'LIMIT_EXCEEDED: The retrieved zip file exceeded the limit of 500 bytes.'],
    [{ unzippedBytes: 3000 }, 'LIMIT_EXCEEDED: The retrieved zip file exceeded the limit of 3000 bytes.'],
  ] as const) {
    it(`does so for more than ${JSON.stringify(limit)}`, async () => {
      const result = await limited(limit).retrieve(everything);
      expect(result).to.deep.include({
        done: 'true',
        status: 'Failed',
        success: 'false',
        errorStatusCode: 'LIMIT_EXCEEDED',
        errorMessage: message,
      });
      expect(result.zipFile).to.deep.equal({ '@xsi:nil': 'true' });
    });
  }

  it('is killed whole by a poisonous component, and by no other', async () => {
    const faults = createFaults(() => state.now(), {
      faults: [{ on: { subject: 'Role:Sales' }, do: { effect: 'killRetrieve' } }],
    });
    const poisoned = client(state, open({ faults }));
    const result = await poisoned.retrieve([
      { name: 'Role', members: ['*'] },
      { name: 'ApexClass', members: ['*'] },
    ]);
    expect(result).to.include({ status: 'Failed', errorStatusCode: 'UNKNOWN_EXCEPTION' });
    expect(result.errorMessage).to.match(
      /^UNKNOWN_EXCEPTION: An unexpected error occurred\. Please include this ErrorId if you contact support: \d+-\d+ \(-?\d+\)$/,
    );
    expect(await poisoned.retrieve([{ name: 'Role', members: ['CEO'] }])).to.include({ status: 'Succeeded' });
  });
});

describe('checkRetrieveStatus', () => {
  it('keeps the zip until it is fetched, and gives it once', async () => {
    const [started] = await org.call('retrieve', {
      request: { unpackaged: { types: { name: 'Role', members: '*' }, version: '64.0' } },
    });
    const ask = (includeZip?: string) =>
      org.call('checkRetrieveStatus', {
        asyncProcessId: started.id,
        ...(includeZip === undefined ? {} : { includeZip }),
      });
    await ask();
    for (let poll = 0; poll < 2; poll += 1)
      expect((await ask('false'))[0]).to.deep.include({
        status: 'Succeeded',
        zipFile: { '@xsi:nil': 'true' },
      });
    expect(String((await ask('true'))[0].zipFile)).to.match(/^UEsDB/);
    expect(await refusal(ask('true'))).to.include({ errorCode: 'INVALID_LOCATOR' });
  });

  it('does not know ids it never gave', async () => {
    expect(
      await refusal(org.call('checkRetrieveStatus', { asyncProcessId: '09SPO0000000000AAA' })),
    ).to.include({ errorCode: 'INVALID_CROSS_REFERENCE_KEY' });
  });
});

describe('An org with many components', () => {
  it('grows to the size asked for and hits the limit of 10,000 files', async () => {
    const big = open({ components: 6500 });
    expect([...big.store.all()].length).to.equal(6500);
    const result = await client(state, big).retrieve(
      ['FlexiPage', 'LightningComponentBundle', 'GlobalValueSet'].map((name) => ({ name, members: ['*'] })),
    );
    expect(result.errorMessage).to.equal('LIMIT_EXCEEDED: Too many files in retrieve call, limit is: 10000');
  }).timeout(20_000);
});

import { expect } from 'chai';
import type { ComponentName } from '../../src/org/metadata/component.ts';
import { describeTypes, type MetadataType } from '../../src/org/metadata/describeTypes.ts';
import { listComponents } from '../../src/org/metadata/listComponents.ts';
import { registryFor } from '../../src/org/metadata/sdr.ts';
import { answer, type Asked, TOKEN, withSession } from './localServer.ts';

const envelope = (inner: string): string =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata"><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;
const fault = (code: string, text: string): string =>
  envelope(
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${text}</faultstring></soapenv:Fault>`,
  );
const queriesOf = ({ body }: Asked): Array<{ type: string; folder?: string }> =>
  [...body.matchAll(/<queries>(?:<folder>(.*?)<\/folder>)?<type>(.*?)<\/type><\/queries>/g)].map(
    ([, folder, type]) => ({ type: type, folder }),
  );
const result = (type: string, fullName: string): string =>
  `<result><createdById>005</createdById><createdByName>A &amp; B</createdByName><createdDate>2026-01-01T00:00:00.000Z</createdDate><fileName>unpackaged/x/${fullName}</fileName><fullName>${fullName}</fullName><id>01p</id><lastModifiedById>005</lastModifiedById><lastModifiedByName>A</lastModifiedByName><lastModifiedDate>2026-01-02T00:00:00.000Z</lastModifiedDate><type>${type}</type></result>`;
const type = (name: string, more: Partial<MetadataType> = {}): MetadataType => ({
  name,
  directory: name,
  inFolder: false,
  metaFile: false,
  childTypes: [],
  ...more,
});
const names = (components: readonly ComponentName[]): string[] =>
  components.map(({ type: kind, fullName }) => `${kind}:${fullName}`);

describe('metadata listing', () => {
  it('asks for three types a call, all folders, and the folders inside them', async () => {
    const org: Record<string, string[]> = {
      ApexClass: ['B', 'A'],
      CustomObject: ['Account', 'Project__c'],
      ReportFolder: ['Sales', 'Sales/North'],
      'Report in Sales': ['Sales/R1'],
      'Report in Sales/North': ['Sales/North/R2'],
      'Report in unfiled$public': ['unfiled$public/R3'],
      EmailFolder: [],
      'EmailTemplate in unfiled$public': ['unfiled$public/T'],
    };
    await withSession(
      (asked, response) => {
        const found = queriesOf(asked).flatMap((query) =>
          (org[query.folder === undefined ? query.type : `${query.type} in ${query.folder}`] ?? []).map(
            (name) => result(query.type, name),
          ),
        );
        answer(
          response,
          200,
          envelope(
            found.length > 0
              ? `<listMetadataResponse>${found.join('')}</listMetadataResponse>`
              : '<listMetadataResponse/>',
          ),
        );
      },
      async ({ session, server }) => {
        const types = ['ApexClass', 'CustomObject', 'ApexPage', 'Settings'].map((name) => type(name));
        const listing = await listComponents(session, [
          ...types,
          type('Report', { inFolder: true }),
          type('EmailTemplate', { inFolder: true }),
        ]);
        expect(listing.errors).to.deep.equal([]);
        expect(names(listing.components)).to.deep.equal([
          'ApexClass:A',
          'ApexClass:B',
          'CustomObject:Account',
          'CustomObject:Project__c',
          'EmailTemplate:unfiled$public/T',
          'Report:Sales',
          'Report:Sales/North',
          'Report:Sales/North/R2',
          'Report:Sales/R1',
          'Report:unfiled$public/R3',
        ]);
        expect(listing.components[0]).to.include({
          fileName: 'x/A',
          createdByName: 'A & B',
          lastModifiedDate: '2026-01-02T00:00:00.000Z',
        });
        expect(Math.max(...server.asked.map((asked) => queriesOf(asked).length))).to.equal(3);
        expect(server.asked[0]?.headers.authorization).to.equal(undefined);
        expect(server.asked[0]?.body).to.contain(`<sessionId>${TOKEN}</sessionId>`);
      },
    );
  });

  it('returns the error of a type that cannot be listed and still lists its neighbours', async () => {
    await withSession(
      (asked, response) => {
        const queries = queriesOf(asked);
        if (queries.some((query) => query.type === 'Bad'))
          answer(response, 500, fault('INVALID_TYPE', 'INVALID_TYPE: Unknown type:Bad'));
        else
          answer(
            response,
            200,
            envelope(
              `<listMetadataResponse>${queries.map((query) => result(query.type, 'X')).join('')}</listMetadataResponse>`,
            ),
          );
      },
      async ({ session }) => {
        const listing = await listComponents(
          session,
          ['A', 'Bad', 'C'].map((name) => type(name)),
        );
        expect(names(listing.components)).to.deep.equal(['A:X', 'C:X']);
        expect(listing.errors.map(({ type: kind, error }) => [kind, error.code])).to.deep.equal([
          ['Bad', 'INVALID_TYPE'],
        ]);
      },
    );
  });

  it('names the standard value sets, which no listing gives', async () => {
    await withSession(
      (_asked, response) => answer(response, 200, envelope('<listMetadataResponse/>')),
      async ({ session, server }) => {
        const { components } = await listComponents(session, [type('StandardValueSet')]);
        expect(components.length).to.be.greaterThan(100);
        expect(names(components)).to.include('StandardValueSet:LeadStatus');
        expect(server.asked).to.have.length(0);
      },
    );
  }).timeout(20_000);

  it('signs again with a fresh token when the old one expired', async () => {
    await withSession(
      (asked, response) =>
        asked.body.includes('<sessionId>fresh</sessionId>')
          ? answer(
              response,
              200,
              envelope(
                '<describeMetadataResponse><result><metadataObjects><childXmlNames>CustomField</childXmlNames><directoryName>objects</directoryName><inFolder>false</inFolder><metaFile>false</metaFile><suffix>object</suffix><xmlName>CustomObject</xmlName></metadataObjects></result></describeMetadataResponse>',
              ),
            )
          : answer(response, 500, fault('INVALID_SESSION_ID', 'Invalid Session ID found')),
      async ({ session }) => {
        expect(await describeTypes(session)).to.deep.equal([
          {
            name: 'CustomObject',
            directory: 'objects',
            suffix: 'object',
            inFolder: false,
            metaFile: false,
            childTypes: ['CustomField'],
          },
        ]);
      },
      { renewed: 'fresh' },
    );
  });
});

describe('the metadata registry', () => {
  it('is widened by types that only the org knows', async () => {
    const registry = await registryFor([
      type('ApexClass'),
      type('BrandNewThing', { directory: 'brandNewThings', suffix: 'thing' }),
    ]);
    expect(registry.getTypeByName('BrandNewThing')).to.include({
      name: 'BrandNewThing',
      directoryName: 'brandNewThings',
    });
    expect(registry.getTypeByName('ApexClass').directoryName).to.equal('classes');
  }).timeout(20_000);
});

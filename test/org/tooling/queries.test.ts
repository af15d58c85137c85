import { expect } from 'chai';
import { createOrgState } from '../data/orgState.ts';
import { createMetadataRoom } from '../metadata/room.ts';
import { prepare, toJson } from '../soql/soql.ts';

const state = createOrgState({ seed: 7, scale: 0.02, now: new Date('2026-11-24T12:00:00.000Z') });
createMetadataRoom(state);
const [admin] = [...state.tables.of('User').where('Username', 'admin@practice.example')];

type Answer = Record<string, unknown>;

const query = (soql: string): Answer[] => {
  const scope = {
    org: state,
    access: state.access(String(admin.Id)),
    api: 'tooling',
    allRows: false,
    apiVersion: 64,
  } as const;
  return [...prepare(soql, scope).records()].map((record) => JSON.parse(toJson(record)) as Answer);
};

/** What clients and audits ask the Tooling API -> something the first row must have. */
const questions: Readonly<Record<string, Answer>> = {
  'SELECT Metadata FROM SecuritySettings LIMIT 1': { 'Metadata.sessionSettings.sessionTimeout': 'FourHours' },
  "SELECT Id, MasterLabel, Metadata FROM StandardValueSet WHERE MasterLabel = 'LeadSource'": {
    MasterLabel: 'LeadSource',
  },
  'SELECT Score FROM SecurityHealthCheck': {},
  "SELECT Setting, OrgValue, StandardValue FROM SecurityHealthCheckRisks WHERE RiskType = 'HIGH_RISK'": {},
  'SELECT Id, SiteName, EndpointUrl, IsActive, DisableProtocolSecurity FROM RemoteProxy': { IsActive: true },
  "SELECT Metadata FROM RemoteProxy WHERE SiteName = 'Legacy'": { 'Metadata.disableProtocolSecurity': true },
  'SELECT DeveloperName, EndpointUrl, Context FROM CspTrustedSite': { Context: 'All' },
  'SELECT DeveloperName, ExpirationDate, KeySize FROM Certificate': { KeySize: 4096 },
  'SELECT SubscriberPackage.Name, SubscriberPackageVersion.MajorVersion FROM InstalledSubscriberPackage': {
    'SubscriberPackage.Name': 'Sign It',
  },
  "SELECT MetadataComponentName FROM MetadataComponentDependency WHERE RefMetadataComponentType = 'CustomField'":
    {},
  "SELECT Id, MasterLabel, Status, VersionNumber FROM Flow WHERE Status = 'Active'": { Status: 'Active' },
  "SELECT Id, TableEnumOrId FROM CustomField WHERE DeveloperName = 'Legacy_Score'": {
    TableEnumOrId: 'Account',
  },
  "SELECT DeveloperName, SharingModel FROM CustomObject WHERE DeveloperName = 'Project'": {
    DeveloperName: 'Project',
  },
  "SELECT ValidationName, Active, ErrorMessage FROM ValidationRule WHERE EntityDefinitionId = 'Opportunity'":
    { ValidationName: 'Closed_Needs_Amount' },
  'SELECT PercentCovered FROM ApexOrgWideCoverage': {},
};

describe('Tooling queries over the room’s components', () => {
  for (const [soql, expected] of Object.entries(questions)) {
    it(`answer ${soql}`, () => {
      const [first] = query(soql);
      expect(first).to.be.an('object');
      for (const [path, value] of Object.entries(expected))
        expect(first).to.have.nested.property(path, value);
    });
  }

  it('have no sandbox to speak of', () => {
    expect(query('SELECT Id FROM SandboxProcess')).to.deep.equal([]);
  });
});

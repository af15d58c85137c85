import { expect } from 'chai';
import { DATA, visit } from '../../http/visitor.ts';
import type { RunningOrg } from '../../startOrg.ts';
import { deploy, deployOrg, fatesOf, problemsOf, taken, xml } from './fixtures.ts';

const FLOW = 'Case_Escalation';

describe('Deployed automation', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  beforeEach(async () => {
    org = await deployOrg();
  });
  afterEach(() => org.stop());

  const flowRow = (): Readonly<Record<string, unknown>> =>
    [...org.state.tables.of('FlowDefinitionView').where('ApiName', FLOW)][0]!;
  const activeVersions = (): unknown[] =>
    [...org.state.tables.of('Flow').where('DefinitionId', String(flowRow()['DurableId']))]
      .filter((row) => row['Status'] === 'Active')
      .map((row) => row['VersionNumber']);
  const status = (): unknown => org.components.find('Flow', FLOW)?.metadata().status;
  const definition = (inner: string): ReturnType<typeof deploy> =>
    deploy(org, {
      members: { FlowDefinition: [FLOW] },
      files: { [`flowDefinitions/${FLOW}.flowDefinition`]: xml('FlowDefinition', inner) },
    });

  it('switches a flow off and on by its definition, in component, rows and tooling alike', async () => {
    expect(activeVersions()).to.deep.equal([3]);
    expect(problemsOf(await definition('<activeVersionNumber>0</activeVersionNumber>'))).to.deep.equal([]);
    expect([activeVersions(), flowRow()['IsActive'], status()]).to.deep.equal([[], false, 'Obsolete']);
    expect(org.components.find('FlowDefinition', FLOW)?.metadata()).to.deep.equal({});
    await definition('<activeVersionNumber>3</activeVersionNumber>');
    expect([activeVersions(), flowRow()['IsActive'], status()]).to.deep.equal([[3], true, 'Active']);
    expect(org.components.find('FlowDefinition', FLOW)?.metadata()).to.deep.equal({ activeVersionNumber: 3 });
  });

  it('adds a version to a flow, which is active when the file says so', async () => {
    const { files, members } = taken(org, { Flow: [FLOW] });
    const [path = ''] = Object.keys(files);
    const changed = String(files[path]).replace('<label>Stamp</label>', '<label>Stamp it</label>');
    await deploy(org, { members, files: { [path]: changed } });
    expect(activeVersions()).to.deep.equal([4]);
    expect(String(taken(org, { Flow: [FLOW] }).files[path])).to.equal(changed);
  });

  it('leaves the active version of a flow active when a draft comes', async () => {
    const { files, members } = taken(org, { Flow: [FLOW] });
    const [path = ''] = Object.keys(files);
    const draft = String(files[path]).replace('<status>Active</status>', '<status>Draft</status>');
    await deploy(org, { members, files: { [path]: draft } });
    expect([activeVersions(), flowRow()['VersionNumber'], status()]).to.deep.equal([[3], 4, 'Active']);
  });

  it('keeps an active flow from being deleted, and not an inactive one', async () => {
    expect(problemsOf(await deploy(org, { destroyAfter: { Flow: [FLOW] } })).join()).to.contain(
      'insufficient access rights',
    );
    await definition('<activeVersionNumber>0</activeVersionNumber>');
    expect((await deploy(org, { destroyAfter: { Flow: [FLOW] } })).status).to.equal('Succeeded');
    expect([...org.state.tables.of('FlowDefinitionView').where('ApiName', FLOW)]).to.deep.equal([]);
    expect(org.components.find('FlowDefinition', FLOW)).to.equal(undefined);
  });

  it('switches a validation rule off, in the component and in the Tooling API', async () => {
    const { files } = taken(org, { CustomObject: ['Invoice__c'] });
    const off = String(files['objects/Invoice__c.object']).replace(
      /(<fullName>Has_Account<\/fullName>\s*<active>)true/,
      '$1false',
    );
    const result = await deploy(org, {
      members: { ValidationRule: ['Invoice__c.Has_Account'] },
      files: { 'objects/Invoice__c.object': off },
    });
    expect(fatesOf(result)).to.deep.equal({ 'ValidationRule:Invoice__c.Has_Account': 'changed' });
    const [rule] = org.components
      .children('ValidationRule')
      .filter(({ tree }) => tree.fullName === 'Has_Account');
    expect(rule?.tree.active).to.equal(false);
    const reply = await visit(org).get(
      `${DATA}/tooling/query?q=${encodeURIComponent("SELECT Active FROM ValidationRule WHERE ValidationName = 'Has_Account'")}`,
    );
    expect(
      reply.json<{ records: Array<{ Active: boolean }> }>().records.map(({ Active }) => Active),
    ).to.deep.equal([false]);
  });

  it('puts triggers and classes into their tables', async () => {
    await deploy(org, {
      members: { ApexTrigger: ['LeadTrigger'] },
      files: {
        'triggers/LeadTrigger.trigger': 'trigger LeadTrigger on Lead (after update, before insert) {\n}\n',
        'triggers/LeadTrigger.trigger-meta.xml': xml(
          'ApexTrigger',
          '<apiVersion>64.0</apiVersion><status>Inactive</status>',
        ),
      },
    });
    const [row] = org.state.tables.of('ApexTrigger').where('Name', 'LeadTrigger');
    expect(row).to.include({
      TableEnumOrId: 'Lead',
      Status: 'Inactive',
      UsageAfterUpdate: true,
      UsageBeforeUpdate: false,
    });
    expect(org.components.find('ApexTrigger', 'LeadTrigger')?.properties.id).to.equal(row?.['Id']);
    await deploy(org, { destroyAfter: { ApexTrigger: ['LeadTrigger'] } });
    expect([...org.state.tables.of('ApexTrigger').where('Name', 'LeadTrigger')]).to.deep.equal([]);
  });

  it('puts custom metadata records into their table, typed', async () => {
    await deploy(org, {
      members: { CustomMetadata: ['Routing.Route_99'] },
      files: {
        'customMetadata/Routing.Route_99.md': xml(
          'CustomMetadata',
          '<label>Route 99</label><protected>false</protected>' +
            '<values><field>Priority__c</field><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xsd:double">99.0</value></values>' +
            '<values><field>Active__c</field><value xsi:type="xsd:boolean">true</value></values>' +
            '<values><field>Queue__c</field><value xsi:nil="true"/></values>',
        ),
      },
    });
    const [row] = org.state.tables.of('Routing__mdt').where('DeveloperName', 'Route_99');
    expect(row).to.include({ Label: 'Route 99', Priority__c: 99, Active__c: true, Queue__c: null });
  });

  it('changes a queue’s members and objects', async () => {
    await deploy(org, {
      members: { Queue: ['Case_intake'] },
      files: {
        'queues/Case_intake.queue': xml(
          'Queue',
          '<doesSendEmailToMembers>true</doesSendEmailToMembers><name>Cases</name>' +
            '<queueMembers><users><user>sales@practice.example</user></users></queueMembers>' +
            '<queueSobject><sobjectType>Lead</sobjectType></queueSobject>',
        ),
      },
    });
    const [queue] = [...org.state.tables.of('Group').where('DeveloperName', 'Case_intake')];
    expect(queue?.['Name']).to.equal('Cases');
    const id = String(queue?.['Id']);
    expect([...org.state.tables.of('GroupMember').where('GroupId', id)]).to.have.length(1);
    expect(
      [...org.state.tables.of('QueueSobject').where('QueueId', id)].map((row) => row['SobjectType']),
    ).to.deep.equal(['Lead']);
  });

  it('changes a standard value set and the picklist behind it', async () => {
    await deploy(org, {
      members: { StandardValueSet: ['LeadSource'] },
      files: {
        'standardValueSets/LeadSource.standardValueSet': xml(
          'StandardValueSet',
          '<sorted>false</sorted><standardValue><fullName>Fair</fullName><default>true</default><label>Trade fair</label></standardValue>',
        ),
      },
    });
    expect(
      org.state.schema
        .find('Lead')!
        .field('LeadSource')!
        .picklistValues.map(({ value }) => value),
    ).to.deep.equal(['Fair']);
  });
});

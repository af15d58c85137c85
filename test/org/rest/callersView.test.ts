import { expect } from 'chai';
import { DATA, refusedWith, visit, type Visitor } from '../http/visitor.ts';
import type { Row } from '../model.ts';
import { startOrg, type RunningOrg } from '../startOrg.ts';

interface Answer {
  readonly totalSize: number;
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

describe('what a caller sees of an answer', () => {
  let org: RunningOrg;
  before(async () => {
    org = await startOrg();
  });
  after(() => org.stop());

  const permissionsOf = async (username: string): Promise<unknown> => {
    const soql =
      'SELECT PermissionsApiEnabled, PermissionsViewSetup, PermissionsModifyAllData FROM UserPermissionAccess';
    const { totalSize, records } = (await visit(org, { username }).query(soql)).json<Answer>();
    const { PermissionsApiEnabled, PermissionsViewSetup, PermissionsModifyAllData } = records[0]!;
    return [totalSize, PermissionsApiEnabled, PermissionsViewSetup, PermissionsModifyAllData];
  };

  it('is the own permissions in the one row of UserPermissionAccess', async () => {
    expect(await permissionsOf('admin@practice.example')).to.deep.equal([1, true, true, true]);
    expect(await permissionsOf('nightly@practice.example')).to.deep.equal([1, true, true, false]);
    expect(await permissionsOf('sales@practice.example')).to.deep.equal([1, true, false, false]);
  });

  it('follows a permission that is lost while the org runs', async () => {
    org.setFaults({
      faults: [{ on: { endpoint: 'limits' }, do: { effect: 'losePermission', permission: 'ModifyAllData' } }],
    });
    await visit(org).get(`${DATA}/limits`);
    expect(await permissionsOf('admin@practice.example')).to.deep.equal([1, true, true, false]);
    org.setFaults();
  });

  it('loses its rows with the permission that showed them', async () => {
    const documents = async (): Promise<number> =>
      (await visit(org).query('SELECT COUNT() FROM ContentDocument')).json<Answer>().totalSize;
    const whole = await documents();
    org.setFaults({ faults: [{ do: { effect: 'losePermission', permission: 'QueryAllFiles' } }] });
    expect(await documents())
      .to.be.greaterThan(0)
      .and.lessThan(whole);
    org.setFaults();
    expect(await documents()).to.equal(whole);
  });

  describe('of encrypted text', () => {
    const soql = 'SELECT Id, Bank_Account__c FROM Invoice__c WHERE Bank_Account__c != null ORDER BY Id';
    let row: Row;
    const account = (): string => String(row.Bank_Account__c);

    before(() => {
      row = [...org.state.tables.of('Invoice__c').rows()].find(
        (one) => one.IsDeleted !== true && typeof one.Bank_Account__c === 'string',
      )!;
    });

    const overRest = async (visitor: Visitor): Promise<unknown> =>
      (await visitor.get(`${DATA}/sobjects/Invoice__c/${String(row.Id)}`)).json<Record<string, unknown>>()
        .Bank_Account__c;

    const overBulk = async (visitor: Visitor): Promise<string> => {
      const query = `SELECT Id, Bank_Account__c FROM Invoice__c WHERE Id = '${String(row.Id)}'`;
      const { id } = (await visitor.send('POST', `${DATA}/jobs/query`, { operation: 'query', query })).json<{
        id: string;
      }>();
      for (let state = ''; state !== 'JobComplete';)
        ({ state } = (await visitor.get(`${DATA}/jobs/query/${id}`)).json<{ state: string }>());
      return (await visitor.get(`${DATA}/jobs/query/${id}/results`)).text;
    };

    it('is masked as the describe says without View Encrypted Data, whatever the API', async () => {
      expect(org.state.schema.find('Invoice__c')!.field('Bank_Account__c')!.maskType).to.equal('all');
      const masked = '*'.repeat(account().length);
      expect(await overRest(visit(org))).to.equal(masked);
      expect(await overBulk(visit(org))).to.contain(`"${masked}"`);
    });

    it('is plain with View Encrypted Data', async () => {
      grantViewEncryptedData(org);
      expect(await overRest(visit(org))).to.equal(account());
      expect(await overBulk(visit(org))).to.contain(`"${account()}"`);
    });

    it('cannot be filtered by', async () => {
      expect(refusedWith(await visit(org).query(soql))).to.deep.equal([400, 'INVALID_FIELD']);
    });
  });

  const refused: ReadonlyArray<readonly [object: string, errorCode: string, message: RegExp]> = [
    ['OutgoingEmail', 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', /not supported on the OutgoingEmail object/],
    ['ListViewChartInstance', 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', /^Getting all ListViewChartInstances/],
    ['Vote', 'MALFORMED_QUERY', /^Implementation restriction/],
    [
      'AccountChangeEvent',
      'INVALID_TYPE_FOR_OPERATION',
      /^entity type AccountChangeEvent does not support query$/,
    ],
  ];

  for (const [object, errorCode, message] of refused) {
    it(`of ${object} is a refusal with ${errorCode} where nothing is filtered`, async () => {
      const reply = await visit(org).query(`SELECT Id FROM ${object}`);
      expect(refusedWith(reply)).to.deep.equal([400, errorCode]);
      expect(reply.json<Array<{ message: string }>>()[0]!.message).to.match(message);
    });
  }
});

/** Gives the administrators' profile the permission, as its own permission set holds it. */
function grantViewEncryptedData({ state }: RunningOrg): void {
  const sets = state.tables.of('PermissionSet');
  const own = [...sets.rows()].find(
    (set) => set.Type === 'Profile' && set.PermissionsModifyAllData === true,
  )!;
  sets.put({ ...own, PermissionsViewEncryptedData: true });
}

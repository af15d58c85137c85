import { expect } from 'chai';
import type { RunningOrg } from '../../startOrg.ts';
import { deployOrg, soap } from './fixtures.ts';

interface Saved {
  readonly fullName: string;
  readonly success: string;
  readonly created?: string;
  readonly errors?: { readonly statusCode: string; readonly message: string };
}

const metadata = (type: string, inner: string): string => `<metadata xsi:type="${type}">${inner}</metadata>`;
const field = (name: string, length = 40): string =>
  metadata(
    'CustomField',
    `<fullName>Invoice__c.${name}</fullName><label>${name}</label><type>Text</type><length>${length}</length>`,
  );

describe('Components written one by one', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  before(async () => {
    org = await deployOrg();
  });
  after(() => org.stop());

  const call = async (operation: string, inner: string): Promise<Saved[]> =>
    (await soap(org, operation, inner)) as Saved[];
  const lengthOf = (name: string): number | undefined =>
    org.state.schema.find('Invoice__c')!.field(name)?.length;

  it('are created once, updated, upserted and deleted', async () => {
    expect((await call('createMetadata', field('One__c')))[0]).to.include({
      fullName: 'Invoice__c.One__c',
      success: 'true',
    });
    expect(lengthOf('One__c')).to.equal(40);
    expect((await call('createMetadata', field('One__c')))[0]?.errors?.statusCode).to.equal(
      'DUPLICATE_DEVELOPER_NAME',
    );
    expect((await call('updateMetadata', field('One__c', 60)))[0]?.success).to.equal('true');
    expect(lengthOf('One__c')).to.equal(60);
    expect((await call('updateMetadata', field('None__c')))[0]?.errors?.statusCode).to.equal(
      'INVALID_CROSS_REFERENCE_KEY',
    );
    const upserts = await call('upsertMetadata', field('One__c', 80) + field('Two__c'));
    expect(upserts.map(({ created }) => created)).to.deep.equal(['false', 'true']);
    const gone = await call(
      'deleteMetadata',
      '<type>CustomField</type><fullNames>Invoice__c.One__c</fullNames><fullNames>Invoice__c.Never__c</fullNames>',
    );
    expect(gone.map(({ success }) => success)).to.deep.equal(['true', 'false']);
    expect(lengthOf('One__c')).to.equal(undefined);
  });

  it('are judged as a deploy’s are', async () => {
    const [result] = await call('createMetadata', field('Long__c', 999));
    expect(result?.errors).to.include({
      statusCode: 'FIELD_INTEGRITY_EXCEPTION',
      message: 'Length must be between 1 and 255',
    });
    expect(lengthOf('Long__c')).to.equal(undefined);
  });

  it('are refused beyond ten, and for code', async () => {
    const refusal = async (inner: string): Promise<string> =>
      call('createMetadata', inner).then(
        () => 'accepted',
        (error: unknown) => (error as Error).message,
      );
    expect(await refusal(Array.from({ length: 11 }, (_, n) => field(`F${n}__c`)).join(''))).to.contain(
      'cannot submit more than 10',
    );
    expect(await refusal(metadata('ApexClass', '<fullName>A</fullName>'))).to.contain('INVALID_TYPE');
  });

  it('are all left out with one that fails, when the call says all or none', async () => {
    const header =
      '<AllOrNoneHeader xmlns="http://soap.sforce.com/2006/04/metadata"><allOrNone>true</allOrNone></AllOrNoneHeader>';
    const save = (more: string): Promise<readonly unknown[]> =>
      soap(org, 'createMetadata', field('Good__c') + more, undefined, header);
    const [good] = (await save(field('Bad__c', 999))) as Saved[];
    expect(good?.errors?.statusCode).to.equal('ALL_OR_NONE_OPERATION_ROLLED_BACK');
    expect(lengthOf('Good__c')).to.equal(undefined);
    await save('');
    expect(lengthOf('Good__c')).to.equal(40);
  });

  it('merge a profile as a deploy does', async () => {
    const before = org.components.find('Profile', 'Standard')!.metadata();
    await call(
      'updateMetadata',
      metadata(
        'Profile',
        '<fullName>Standard</fullName><userPermissions><enabled>true</enabled><name>ManageCases</name></userPermissions>',
      ),
    );
    const after = org.components.find('Profile', 'Standard')!.metadata();
    expect(after.objectPermissions).to.deep.equal(before.objectPermissions);
    expect(JSON.stringify(after.userPermissions)).to.contain('ManageCases');
  });
});

import { expect } from 'chai';
import { loadSchema } from './schema.ts';

const schema = loadSchema();
const rule = (name: string) => schema.find(name)!.restrictions;

describe('restrictions', () => {
  it('name filter fields that their object has', () => {
    const lost = schema.types.flatMap((type) =>
      (type.restrictions.filteredBy?.fields ?? [])
        .filter((path) => !path.includes('.') && type.field(path) === undefined)
        .map((path) => `${type.name}.${path}`),
    );
    // CommunityId is only there with zones; the message of the platform names it all the same.
    expect(lost).to.deep.equal(['IdeaComment.CommunityId']);
  });

  it('name owner fields that point at users', () => {
    for (const type of schema.types) {
      const owner = type.restrictions.ownRowsWithout?.ownerField;
      if (owner !== undefined) expect(type.field(owner)?.referenceTo, type.name).to.deep.equal(['User']);
    }
  });

  it('name permissions that permission sets can grant', () => {
    const named = schema.types.flatMap(({ restrictions }) => [
      restrictions.readableWith?.permission,
      restrictions.ownRowsWithout?.permission,
      restrictions.filteredBy?.unlessPermission,
    ]);
    const unknown = named.filter(
      (name) => name !== undefined && schema.find('PermissionSet')!.field(`Permissions${name}`) === undefined,
    );
    expect([...new Set(unknown)]).to.deep.equal([]);
  });

  it('keep out of Bulk what Bulk refuses', () => {
    const refused = [
      'TaskStatus',
      'EventWhoRelation',
      'FieldDefinition',
      'OauthToken',
      'Supplier__x',
      'Order_Event__e',
      'Name',
      'SecurityHealthCheck',
    ];
    expect(refused.filter((name) => rule(name).bulk)).to.deep.equal([]);
    expect(
      ['Account', 'Ledger__c', 'ContentVersion', 'AccountHistory', 'Archive__b'].filter(
        (name) => !rule(name).bulk,
      ),
    ).to.deep.equal([]);
  });

  it('cap tokens, and show only the caller theirs without Customize Application', () => {
    expect(rule('OauthToken')).to.deep.include({
      cap: { page: 500, total: 2500 },
      ownRowsWithout: { permission: 'CustomizeApplication', ownerField: 'UserId' },
    });
  });

  it('make the unfilterable fields of the logs unfilterable in their describes', () => {
    const unfilterable = (object: string): string[] =>
      schema
        .find(object)!
        .describe.fields.filter(({ filterable }) => !filterable)
        .map(({ name }) => name);
    expect(unfilterable('SetupAuditTrail')).to.have.members(['Section', 'Display']);
    expect(unfilterable('LoginHistory')).to.include.members([
      'Status',
      'Application',
      'Browser',
      'Platform',
      'ApiType',
      'ApiVersion',
      'ClientVersion',
      'SourceIp',
    ]);
    expect(rule('SetupAuditTrail').countOnly).to.equal(true);
  });

  it('mark what the Tooling API answers alone or as well', () => {
    expect(rule('CustomField').tooling).to.equal('only');
    expect(rule('EntityDefinition').tooling).to.equal('also');
    expect(rule('Account').tooling).to.equal(undefined);
  });
});

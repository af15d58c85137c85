import { expect } from 'chai';
import type { InputRow } from '../model.ts';
import { codes, problem, writableOrg } from '../fixtures.ts';

const org = writableOrg();
const { dml, writer } = org;
const inserted = (object: string, row: InputRow): string => problem(dml.insert(object, [row], writer())[0]);
const updated = (object: string, row: InputRow): string => problem(dml.update(object, [row], writer())[0]);
const account = org.made('Account', { Name: 'Standard' });

describe('opportunities', () => {
  const deal = { Name: 'Deal', AccountId: account, CloseDate: '2026-05-07' };

  it('get what their stage means, and keep a probability that was sent', () => {
    const id = org.made('Opportunity', { ...deal, StageName: 'Negotiation/Review', Amount: 200 });
    expect(org.row('Opportunity', id)).to.include({
      Probability: 90,
      ExpectedRevenue: 180,
      Weighted_Amount__c: 180,
      IsClosed: false,
      ForecastCategory: 'Forecast',
      ForecastCategoryName: 'Commit',
      Fiscal: '2026 2',
    });
    updated('Opportunity', { Id: id, StageName: 'Closed Lost', Probability: 5 });
    expect(org.row('Opportunity', id)).to.include({
      IsClosed: true,
      IsWon: false,
      Probability: 5,
      ExpectedRevenue: 10,
    });
    expect(org.rows('OpportunityHistory', 'OpportunityId', id).map((row) => row.StageName)).to.deep.equal([
      'Negotiation/Review',
      'Closed Lost',
    ]);
  });

  it('take their amount from their lines, which need a price of their price book', () => {
    const book = String(org.seeded('Pricebook2', (row) => row.IsStandard === true).Id);
    const entry = org.seeded('PricebookEntry', (row) => row.Pricebook2Id === book);
    const line = { PricebookEntryId: String(entry.Id), Quantity: 3, UnitPrice: 10 };
    const bare = org.made('Opportunity', { ...deal, StageName: 'Prospecting' });
    expect(inserted('OpportunityLineItem', { ...line, OpportunityId: bare })).to.match(/different pricebook/);
    const id = org.made('Opportunity', { ...deal, StageName: 'Prospecting', Pricebook2Id: book, Amount: 1 });
    expect(inserted('OpportunityLineItem', { ...line, OpportunityId: id, TotalPrice: 30 })).to.match(
      /^FIELD_INTEGRITY_EXCEPTION/,
    );
    const made = org.made('OpportunityLineItem', { ...line, OpportunityId: id });
    expect(org.row('OpportunityLineItem', made)).to.include({
      TotalPrice: 30,
      ListPrice: entry.UnitPrice,
      Product2Id: entry.Product2Id,
    });
    expect(org.row('Opportunity', id)).to.include({
      Amount: 30,
      HasOpportunityLineItem: true,
      TotalOpportunityQuantity: 3,
      ExpectedRevenue: 3,
    });
    expect(updated('Opportunity', { Id: id, Amount: 999 })).to.equal('saved');
    expect(org.row('Opportunity', id).Amount).to.equal(30);
    dml.remove([made], writer());
    expect(org.row('Opportunity', id).HasOpportunityLineItem).to.equal(false);
  });

  it('have one primary contact', () => {
    const id = org.made('Opportunity', { ...deal, StageName: 'Prospecting' });
    const roles = ['A', 'B'].map((LastName) =>
      org.made('OpportunityContactRole', {
        OpportunityId: id,
        ContactId: org.made('Contact', { LastName }),
        IsPrimary: true,
      }),
    );
    expect(roles.map((role) => org.row('OpportunityContactRole', role).IsPrimary)).to.deep.equal([
      false,
      true,
    ]);
  });
});

describe('prices', () => {
  it('need the standard one first, and are one a product and book', () => {
    const product = org.made('Product2', { Name: 'Widget', ProductCode: 'W' });
    const [standard, own] = [true, false].map((isStandard) =>
      String(org.seeded('Pricebook2', (row) => row.IsStandard === isStandard).Id),
    );
    const price = { Product2Id: product, UnitPrice: 5, IsActive: true };
    expect(inserted('PricebookEntry', { ...price, Pricebook2Id: own! })).to.match(
      /^STANDARD_PRICE_NOT_DEFINED/,
    );
    const entry = org.made('PricebookEntry', { ...price, Pricebook2Id: standard! });
    expect(org.row('PricebookEntry', entry)).to.include({ Name: 'Widget', ProductCode: 'W' });
    expect(inserted('PricebookEntry', { ...price, Pricebook2Id: own! })).to.equal('saved');
    expect(inserted('PricebookEntry', { ...price, Pricebook2Id: own! })).to.match(/^DUPLICATE_VALUE/);
  });
});

describe('orders and contracts', () => {
  it('begin as drafts, are activated with a product, and are closed then', () => {
    const entry = org.seeded('PricebookEntry', (row) => row.IsActive === true);
    const order = {
      AccountId: account,
      EffectiveDate: '2026-01-01',
      Status: 'Draft',
      Pricebook2Id: String(entry.Pricebook2Id),
    };
    expect(inserted('Order', { ...order, Status: 'Activated' })).to.match(/^FAILED_ACTIVATION/);
    expect(inserted('Order', { ...order, AccountId: null })).to.match(/^REQUIRED_FIELD_MISSING/);
    const id = org.made('Order', order);
    expect(updated('Order', { Id: id, Status: 'Activated' })).to.match(/at least one product/);
    const item = org.made('OrderItem', {
      OrderId: id,
      PricebookEntryId: String(entry.Id),
      Quantity: 2,
      UnitPrice: 4,
    });
    expect(org.row('Order', id)).to.include({ TotalAmount: 8, StatusCode: 'Draft' });
    expect(updated('Order', { Id: id, Status: 'Activated', Description: 'x' })).to.match(
      /^FAILED_ACTIVATION/,
    );
    expect(updated('Order', { Id: id, Status: 'Activated' })).to.equal('saved');
    expect(org.row('Order', id)).to.include({ StatusCode: 'Activated', ActivatedById: writer().userId });
    expect(updated('OrderItem', { Id: item, Quantity: 3 })).to.match(/^FIELD_INTEGRITY_EXCEPTION/);
    expect(codes(dml.remove([id], writer())[0])).to.deep.equal(['DELETE_FAILED']);
    expect(codes(dml.remove([item], writer())[0])).to.deep.equal(['FIELD_INTEGRITY_EXCEPTION']);
  });

  it('of contracts end a day before their term is over', () => {
    const contract = { AccountId: account, StartDate: '2026-01-31', ContractTerm: 12, Status: 'Draft' };
    expect(inserted('Contract', { ...contract, Status: 'Activated' })).to.match(/^FAILED_ACTIVATION/);
    expect(org.row('Contract', org.made('Contract', contract)).EndDate).to.equal('2027-01-30');
  });
});

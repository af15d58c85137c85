import { expect } from 'chai';
import type { FieldDescribe, Row, SObjectType } from '../model.ts';
import { practiceOrg } from './fixtures.ts';
import { misfits } from './fits.ts';

const org = practiceOrg({ scale: 1 });

/** At most ten of each kind, so that a broken recipe stays readable. */
function summary(findings: readonly string[]): string[] {
  return [...new Set(findings)].slice(0, 10);
}

function eachRow(visit: (row: Row, type: SObjectType) => string[]): string[] {
  return org.schema.types.flatMap((type) => {
    const found: string[] = [];
    for (const row of org.tables.of(type.name).rows()) found.push(...visit(row, type).slice(0, 3));
    return summary(found).map((finding) => `${type.name}: ${finding}`);
  });
}

/** Whether the row a reference points at exists, and whether it lies in the bin. */
const targets = new Map<string, Row | undefined>();

function target(field: FieldDescribe, id: string): Row | undefined {
  const key = `${id} ${field.referenceTo.join()}`;
  if (!targets.has(key)) {
    targets.set(
      key,
      field.referenceTo
        .filter((object) => org.schema.find(object))
        .map((object) => org.tables.of(object).get(id))
        .find((row) => row !== undefined),
    );
  }
  return targets.get(key);
}

function brokenReferences(row: Row, type: SObjectType): string[] {
  return type.describe.fields.flatMap((field) => {
    const id = row[field.name];
    if (field.type !== 'reference' || typeof id !== 'string') return [];
    const parent = target(field, id);
    if (!parent)
      return [`${field.name} points at ${id}, which is none of ${field.referenceTo.slice(0, 5).join()}`];
    return parent['IsDeleted'] === true && row['IsDeleted'] !== true
      ? [`${field.name} of a live row points into the bin`]
      : [];
  });
}

function disorderedDates({ CreatedDate, LastModifiedDate, SystemModstamp }: Row): string[] {
  const last = org.world.calendar.moment(86_400);
  const moments = [CreatedDate, LastModifiedDate, SystemModstamp].filter(
    (moment) => typeof moment === 'string',
  );
  const isInOrder = moments.every((moment, at) => moment <= last && (at === 0 || moments[at - 1] <= moment));
  return isInOrder ? [] : [`dates are out of order: ${moments.join(' ')}`];
}

describe('the generated org as a whole', function () {
  this.timeout(60_000);

  it('has about 25,000 to 35,000 rows of business data', () => {
    const business = [
      'Account',
      'Contact',
      'Opportunity',
      'OpportunityLineItem',
      'Lead',
      'Case',
      'CaseComment',
      'Task',
      'Event',
      'CampaignMember',
      'Project_Task__c',
      'Ledger__c',
    ];
    const rows = business.reduce((sum, object) => sum + org.tables.of(object).size, 0);
    expect(rows).to.be.within(20_000, 35_000);
  });

  it('holds in every cell of every row what the describe allows', () => {
    expect(eachRow((row, type) => misfits(type.describe.fields, row))).to.deep.equal([]);
  });

  it('has every reference point at a row that exists, from live rows at live ones', () => {
    expect(eachRow(brokenReferences)).to.deep.equal([]);
  });

  it('creates before it modifies, stamps last, and did all that a day ago', () => {
    expect(eachRow(disorderedDates)).to.deep.equal([]);
  });

  it('keeps unique fields unique', () => {
    const twice = org.schema.types.flatMap((type) =>
      type.describe.fields
        .filter(({ unique }) => unique)
        .flatMap(({ name }) => {
          const values = [...org.tables.of(type.name).rows()]
            .map((row) => row[name])
            .filter((value) => value !== null);
          return new Set(values).size === values.length ? [] : [`${type.name}.${name}`];
        }),
    );
    expect(twice).to.deep.equal([]);
  });
});

describe('generated rows that belong together', function () {
  this.timeout(30_000);
  const all = (object: string): Row[] => [...org.tables.of(object).rows()];
  const live = (rows: Iterable<Row>): Row[] => [...rows].filter((row) => row['IsDeleted'] === false);

  it('let an opportunity be worth its lines', () => {
    for (const row of all('Opportunity').slice(0, 400)) {
      const lines = [...org.tables.of('OpportunityLineItem').where('OpportunityId', String(row['Id']))];
      const counted = row['IsDeleted'] === true ? [] : live(lines);
      if (counted.length === 0) continue;
      const sum = counted.reduce((total, line) => total + Number(line['TotalPrice']), 0);
      expect(Number(row['Amount'])).to.be.closeTo(sum, 0.005);
      for (const line of lines) {
        const entry = org.tables.of('PricebookEntry').get(String(line['PricebookEntryId']))!;
        expect(entry['Pricebook2Id']).to.equal(row['Pricebook2Id']);
        expect(entry['Product2Id']).to.equal(line['Product2Id']);
      }
    }
  });

  it('let a case name a contact of its account', () => {
    for (const row of all('Case').filter(({ ContactId }) => ContactId !== null)) {
      expect(org.tables.of('Contact').get(String(row['ContactId']))!['AccountId']).to.equal(row['AccountId']);
    }
  });

  it('let accounts form families six deep', () => {
    const depth = (row: Row): number =>
      row['ParentId'] === null ? 1 : 1 + depth(org.tables.of('Account').get(String(row['ParentId']))!);
    expect(Math.max(...all('Account').map(depth))).to.equal(6);
  });

  it('find the same children by arithmetic as by looking at all', () => {
    for (const [object, field] of [
      ['Contact', 'AccountId'],
      ['Case', 'AccountId'],
      ['OpportunityLineItem', 'OpportunityId'],
      ['AccountHistory', 'AccountId'],
      ['Order', 'AccountId'],
    ] as const) {
      const parents = new Set(all(object).map((row) => String(row[field])));
      for (const parent of [...parents].slice(0, 60)) {
        const found = [...org.tables.of(object).where(field, parent)].map((row) => row['Id']);
        expect(found, `${object}.${field}`).to.deep.equal(
          all(object)
            .filter((row) => row[field] === parent)
            .map((row) => row['Id']),
        );
      }
    }
  });

  it('have about one row in a hundred in the bin, and archived tasks', () => {
    const binned = all('Account').filter(({ IsDeleted }) => IsDeleted).length;
    expect(binned).to.be.within(2, 30);
    expect(
      all('Task').some(({ IsArchived, IsDeleted }) => IsArchived === true && IsDeleted === false),
    ).to.equal(true);
  });

  it('share one SystemModstamp where many were loaded together', () => {
    const stamps = new Map<string, number>();
    for (const { SystemModstamp } of all('Account'))
      stamps.set(String(SystemModstamp), (stamps.get(String(SystemModstamp)) ?? 0) + 1);
    expect(Math.max(...stamps.values())).to.be.greaterThan(50);
  });

  it('name fields the record really has in field histories', () => {
    for (const [history, object] of [
      ['AccountHistory', 'Account'],
      ['Project__History', 'Project__c'],
      ['OpportunityFieldHistory', 'Opportunity'],
    ] as const) {
      const strange = all(history).filter(
        ({ Field }) => Field !== 'created' && !org.schema.find(object)!.field(String(Field)),
      );
      expect(strange.map(({ Field }) => Field)).to.deep.equal([]);
    }
  });

  it('hold numbers of 18 digits as exact text and large doubles as numbers', () => {
    expect(all('Invoice__c').some(({ Ledger_Number__c }) => typeof Ledger_Number__c === 'string')).to.equal(
      true,
    );
    expect(all('Ledger__c').some(({ Amount__c }) => Number(Amount__c) > 1e7)).to.equal(true);
  });

  it('have cells that break careless readers', () => {
    const descriptions = new Set(all('Account').map(({ Description }) => Description));
    for (const cell of ['#N/A', '"', 'lone\rcarriage return', 'nul\u0000inside', '=1+1'])
      expect(descriptions.has(cell), JSON.stringify(cell)).to.equal(true);
  });
});

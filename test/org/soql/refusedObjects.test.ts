import { expect } from 'chai';
import { accessOf } from './fixtures.ts';
import { ids } from './fixtures.company.ts';
import { faultOf, title } from './fixtures.refusals.ts';
import type { Refusal } from './fixtures.refusals.ts';
import type { QueryScope } from './soql.ts';

const without = (...permissions: readonly string[]): Partial<QueryScope> => ({
  access: accessOf({ permissions }),
});
const LINK_FILTER =
  "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.";
const BULK = { api: 'bulk' } as const;
const REFUSALS: readonly Refusal[] = [
  ['SELECT Id, Name, Id FROM Account', 'MALFORMED_QUERY', 'duplicate field selected: Id'],
  [
    'SELECT Who.Name, TYPEOF Who WHEN Lead THEN Id END FROM Task',
    'MALFORMED_QUERY',
    'duplicate field selected: Who.Name',
  ],
  [
    'SELECT (SELECT Id FROM Contacts), (SELECT Name FROM contacts) FROM Account',
    'MALFORMED_QUERY',
    'duplicate field selected: contacts',
  ],
  [
    'SELECT FIELDS(ALL) FROM Account',
    'MALFORMED_QUERY',
    'The SOQL FIELDS function must have a LIMIT of at most 200',
  ],
  [
    'SELECT FIELDS(CUSTOM) FROM Account LIMIT 201',
    'MALFORMED_QUERY',
    'The SOQL FIELDS function must have a LIMIT of at most 200',
  ],
  ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
  [
    'SELECT FIELDS(STANDARD) FROM Supplier__x',
    'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION',
    "External object 'Supplier__x' is not supported by this call",
  ],
  [
    'SELECT Id FROM AccountChangeEvent',
    'INVALID_TYPE_FOR_OPERATION',
    'entity type AccountChangeEvent does not support query',
  ],
  ['SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY', LINK_FILTER, without('QueryAllFiles')],
  ['SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY', LINK_FILTER, { apiVersion: 58 }],
  [
    `SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${ids.account(1)}' OR LinkedEntityId = '${ids.account(2)}'`,
    'MALFORMED_QUERY',
    LINK_FILTER,
    without('QueryAllFiles'),
  ],
  [
    'SELECT Id FROM SetupAuditTrail',
    'INSUFFICIENT_ACCESS',
    'insufficient access rights on object id',
    without('ViewSetup'),
  ],
  [
    `SELECT ${Array.from({ length: 401 }, (_, index) => `F${index}__c`).join(', ')} FROM Wide__c`,
    'QUERY_TOO_COMPLICATED',
    'Query is either selecting too many fields or the filter conditions are too complicated.',
  ],
  [
    'SELECT Id FROM CaseStatus',
    'INVALIDENTITY',
    "Entity 'CaseStatus' is not supported by the Bulk API.",
    BULK,
  ],
  [
    'SELECT Id, BillingAddress FROM Account',
    'API_ERROR',
    'Selecting compound data not supported in Bulk Query',
    BULK,
  ],
  ['SELECT Place__c FROM Account', 'API_ERROR', 'Selecting compound data not supported in Bulk Query', BULK],
  [
    'SELECT VersionData FROM ContentVersion',
    'API_ERROR',
    "Cannot serialize value for 'VersionData' in CSV format",
    BULK,
  ],
  [
    'SELECT (SELECT Id FROM Contacts) FROM Account',
    'API_ERROR',
    'Aggregate Relationships not supported in Bulk V2 Query with CSV content type',
    BULK,
  ],
  [
    'SELECT TYPEOF Who WHEN Contact THEN Id END FROM Task',
    'API_ERROR',
    'TYPEOF is not supported in Bulk Query',
    BULK,
  ],
  ['SELECT COUNT() FROM Account', 'API_ERROR', 'Aggregate functions are not supported in Bulk Query', BULK],
  ['SELECT Name FROM Account GROUP BY Name', 'API_ERROR', 'GROUP BY is not supported in Bulk Query', BULK],
  ['SELECT Id FROM Account OFFSET 1', 'API_ERROR', 'OFFSET is not supported in Bulk Query', BULK],
];

describe('a query refused as a whole', () => {
  for (const [query, errorCode, message, more] of REFUSALS) {
    it(`${title(query)} says ${errorCode}${more?.api === 'bulk' ? ' over Bulk' : ''}`, () => {
      expect(faultOf(query, more)).to.include({ errorCode, message });
    });
  }
});

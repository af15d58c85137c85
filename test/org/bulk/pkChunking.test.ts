import { expect } from 'chai';
import { isPkChunkingSupported } from './pkChunking.ts';

describe('PK chunking', () => {
  const cases: ReadonlyArray<readonly [string, string, boolean]> = [
    ['Account', 'SELECT Id FROM Account', true],
    ['Invoice__c', 'SELECT Id FROM Invoice__c', true],
    ['AccountShare', 'SELECT Id FROM AccountShare', true],
    ['Profile', 'SELECT Id FROM Profile', false],
    ['Account', 'SELECT Id FROM Account ORDER BY Name', false],
    ['Account', 'SELECT Id FROM Account LIMIT 5', false],
    ['Account', "SELECT Id FROM Account WHERE Name = 'order by limit 1'", true],
  ];
  for (const [object, query, supported] of cases) {
    it(`is ${supported ? '' : 'not '}there for ${query}`, () => {
      expect(isPkChunkingSupported(object, query)).to.equal(supported);
    });
  }
});

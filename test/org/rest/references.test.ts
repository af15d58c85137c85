import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { resolveReferences } from './references.ts';

const answers = new Map<string, unknown>([
  ['found', { records: [{ Id: '001', Owner: { Name: 'Ada' } }], totalSize: 1 }],
]);

describe('a composite reference', () => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['/sobjects/Account/@{found.records[0].Id}', '/sobjects/Account/001'],
    ['@{found.records[0].Owner.Name} of @{found.totalSize}', 'Ada of 1'],
    ['nothing to replace', 'nothing to replace'],
  ];
  for (const [text, expected] of cases) {
    it(`${text} becomes ${expected}`, () => {
      expect(resolveReferences(text, answers)).to.equal(expected);
    });
  }

  for (const text of ['@{other.id}', '@{found.missing}', '@{found.records[3].Id}', '@{found.records}']) {
    it(`${text} halts the processing`, () => {
      expect(() => resolveReferences(text, answers))
        .to.throw(OrgFault)
        .with.property('errorCode', 'PROCESSING_HALTED');
    });
  }
});

import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { Finding } from '../../../src/restore/metadata/findings.ts';
import { loadPartTypes, type PartTypes } from '../../../src/restore/metadata/partTypes.ts';
import {
  checkSelectors,
  isSelected,
  mayHold,
  parseSelector,
} from '../../../src/restore/metadata/selectors.ts';
import { StateBuilder, type MetadataState } from '../../../src/restore/metadata/state.ts';
import { xml } from '../../org/metadata/deploy/fixtures.ts';

describe('A selector', () => {
  let parts: PartTypes;
  before(async () => {
    parts = await loadPartTypes();
  });

  it('is a type, or a type and a name', () => {
    expect(parseSelector('ApexClass')).to.deep.equal({ type: 'ApexClass' });
    expect(parseSelector('Flow:*')).to.deep.equal({ type: 'Flow' });
    expect(parseSelector('Report:A/B: C')).to.deep.equal({ type: 'Report', fullName: 'A/B: C' });
    for (const wrong of ['', ':A', 'Apex Class', '../x'])
      expect(() => parseSelector(wrong), wrong).to.throw('selectorInvalid');
  });

  it('of a component means its parts too, and one of a part not the whole', () => {
    const field = {
      type: 'CustomField',
      fullName: 'A.B__c',
      change: 'changed',
      parent: { type: 'CustomObject', fullName: 'A' },
    } as const;
    const selects = (text: string): boolean => isSelected([parseSelector(text)], field);
    expect(
      ['CustomObject:A', 'CustomObject', 'CustomField', 'CustomField:A.B__c'].filter(selects),
    ).to.have.length(4);
    expect(['CustomObject:B', 'CustomField:A.C__c', 'ListView'].filter(selects)).to.deep.equal([]);
    const object = { type: 'CustomObject', fullName: 'A', change: 'changed' } as const;
    expect(isSelected([parseSelector('CustomField:A.B__c')], object)).to.equal(false);
  });

  it('of a part looks into the component that may hold it', () => {
    const looks = (selector: string, type: string, fullName: string): boolean =>
      mayHold([parseSelector(selector)], { type, fullName }, parts);
    expect(looks('CustomField:A.B__c', 'CustomObject', 'A')).to.equal(true);
    expect(looks('CustomField:A.B__c', 'CustomObject', 'B')).to.equal(false);
    expect(looks('CustomLabel:Welcome', 'CustomLabels', 'CustomLabels')).to.equal(true);
    expect(looks('WorkflowRule', 'Workflow', 'A')).to.equal(true);
  });

  it('of a part needs the component that holds it, in the org or in the selection', async () => {
    const builder = new StateBuilder();
    builder.add(
      { path: 'a', sha256: '' },
      { type: 'CustomObject', fullName: 'A', isManaged: false, namespace: '' },
    );
    const object = Buffer.from(xml('CustomObject', '<fields><fullName>B__c</fullName></fields>'));
    const version: MetadataState = {
      components: builder.components,
      read: () => Promise.resolve(new Map([['a', object]])),
    };
    const deleted: Finding = {
      difference: { type: 'CustomObject', fullName: 'A', change: 'deleted' },
      isManaged: false,
      put: [],
    };
    const check = async (...texts: string[]): Promise<unknown> =>
      checkSelectors(texts.map(parseSelector), [version], [deleted], parts).catch((error: unknown) => error);
    const refused = await check('CustomField:A.B__c');
    expect(isFailure(refused, 'parentDeleted') && refused.tokens).to.deep.equal({
      component: 'CustomField:A.B__c',
      parent: 'CustomObject:A',
    });
    expect(await check('CustomField:A.B__c', 'CustomObject:A')).to.equal(undefined);
    expect(isFailure(await check('CustomField:A.C__c'), 'componentUnknown')).to.equal(true);
  });
});

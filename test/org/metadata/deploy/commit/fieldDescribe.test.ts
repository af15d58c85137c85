import { expect } from 'chai';
import { createOrgState } from '../../../data/orgState.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import { createMetadataRoom } from '../../room.ts';
import { readXml } from '../xmlFile.ts';
import { treeOf } from '../tree.ts';
import { xmlFile } from '../../component.ts';
import { describedField, type Elsewhere } from './fieldDescribe.ts';

const state = createOrgState({ seed: 7, scale: 0.02 });
const room = createMetadataRoom(state);

const nothingElse: Elsewhere = {
  valuesOf: () => [],
  scaleOf: (path) => {
    const [object = '', field = ''] = path.split('.');
    return state.schema.find(object)?.field(field)?.scale ?? 0;
  },
};

describe('A field described from its element', () => {
  it('is the field the element was written from, for every custom field of the org', () => {
    let compared = 0;
    for (const { properties, parent, tree } of room.store.children('CustomField')) {
      if (!properties.fullName.endsWith('__c')) continue;
      const field = state.schema.find(parent.properties.fullName)?.field(scalarText(tree.fullName));
      const read = describedField(
        parent.properties.fullName,
        treeOf(readXml(xmlFile('x', tree).toString())),
        nothingElse,
      );
      for (const key of Object.keys(read))
        expect(read[key], `${properties.fullName} ${key}`).to.deep.equal(field?.[key]);
      compared += 1;
    }
    expect(compared).to.be.greaterThan(800);
  });

  it('takes its values from the global set it names', () => {
    const tree: XmlTree = {
      fullName: 'A__c',
      label: 'A',
      type: 'Picklist',
      valueSet: { valueSetName: 'Regions' },
    };
    const field = describedField('A__c', tree, {
      ...nothingElse,
      valuesOf: (name) => [{ fullName: `${name} 1`, default: true, label: 'One' }],
    });
    expect(field.picklistValues.map(({ value, label }) => [value, label])).to.deep.equal([
      ['Regions 1', 'One'],
    ]);
    expect([field.restrictedPicklist, field['defaultValue']]).to.deep.equal([true, 'Regions 1']);
  });
});

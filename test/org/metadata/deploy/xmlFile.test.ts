import { expect } from 'chai';
import { createOrgState } from '../../data/orgState.ts';
import { filesOf } from '../package.ts';
import { xmlFile } from '../component.ts';
import { createMetadataRoom } from '../room.ts';
import { treeOf } from './tree.ts';
import { readXml, XmlFault } from './xmlFile.ts';

const faultOf = (text: string): XmlFault => {
  try {
    readXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return error;
  }
  throw new Error('It was read');
};

describe('Deployed XML', () => {
  it('becomes the tree that writes the same file, for every component of the org', () => {
    const room = createMetadataRoom(createOrgState({ seed: 7, scale: 0.02 }));
    for (const component of room.store.all()) {
      const file = filesOf(component, () => true).find(({ path }) => path === component.xmlPath)!;
      const root = readXml(file.body.toString());
      expect(xmlFile(root.name, treeOf(root)).toString(), file.path).to.equal(file.body.toString());
    }
  });

  it('keeps entities, carriage returns, blanks, CDATA and attributes', () => {
    const root = readXml(
      '<A xmlns="x"><t> a&#xD;\r\n&amp;&lt; </t><c><![CDATA[<&]]></c><v xsi:type="xsd:string">1</v><n xsi:nil="true"/></A>',
    );
    expect(treeOf(root)).to.deep.equal({
      t: ' a\r\n&< ',
      c: '<&',
      v: { '@xsi:type': 'xsd:string', '#': '1' },
      n: { '@xsi:nil': 'true' },
    });
  });

  it('knows line and column of its elements', () => {
    const [, field] = readXml(
      '<?xml version="1.0"?>\n<!-- a\n -->\n<A>\n  <b/>\n  <field>x</field>\n</A>\n',
    ).children;
    expect([field?.line, field?.column]).to.deep.equal([6, 3]);
  });

  for (const [what, text, line] of [
    ['an end tag of another name', '<A>\n<b></c>\n</A>', 2],
    ['no end tag', '<A>\n<b>', 2],
    ['a bare ampersand', '<A>\n\n<b>you & me</b></A>', 3],
    ['an unknown entity', '<A>&nbsp;</A>', 1],
    ['two roots', '<A/><B/>', 1],
    ['text before the root', 'x<A/>', 1],
    ['a broken tag', '<A <b/></A>', 1],
    ['nothing', '', 1],
  ] as const) {
    it(`is refused with its line for ${what}`, () => {
      expect(faultOf(text).line).to.equal(line);
    });
  }
});

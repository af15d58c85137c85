import { expect } from 'chai';
import {
  meaningOf,
  readDocument,
  writeDocument,
  type XmlDocument,
} from '../../../src/restore/metadata/document.ts';
import { NOW, taken } from '../../org/metadata/deploy/fixtures.ts';
import { startOrg } from '../../org/startOrg.ts';

const NAMESPACE = ' xmlns="http://soap.sforce.com/2006/04/metadata"';
/** Roots are written without their namespace here. */
const read = (text: string): XmlDocument | undefined =>
  readDocument(Buffer.from(text.replace(/<[AB](?=>)/, (root) => root + NAMESPACE)));
const meaning = (text: string): string => meaningOf(read(text)!);

describe('The meaning of a metadata file', () => {
  const same: ReadonlyArray<readonly [what: string, one: string, other: string]> = [
    ['layout', '<A><b>1</b><c/></A>', '<?xml version="1.0"?>\n<A>\n  <b>1</b>\n  <c></c>\n</A>\n'],
    ['the order of kinds', '<A><b>1</b><c>2</c><b>3</b></A>', '<A><c>2</c><b>1</b><b>3</b></A>'],
    ['comments', '<A><!-- x --><b>1</b></A>', '<A><b>1</b></A>'],
  ];
  for (const [what, one, other] of same)
    it(`is not changed by ${what}`, () => expect(meaning(one)).to.equal(meaning(other)));

  const different: ReadonlyArray<readonly [what: string, one: string, other: string]> = [
    ['the order within a kind', '<A><b>1</b><b>2</b></A>', '<A><b>2</b><b>1</b></A>'],
    ['white space in a text', '<A><b>x y</b></A>', '<A><b>x  y</b></A>'],
    ['an attribute', '<A><b nil="true"/></A>', '<A><b/></A>'],
    ['the root', '<A><b/></A>', '<B><b/></B>'],
    ['nested values', '<A><b><c>1</c></b></A>', '<A><b><c>2</c></b></A>'],
  ];
  for (const [what, one, other] of different)
    it(`is changed by ${what}`, () => expect(meaning(one)).to.not.equal(meaning(other)));
});

describe('A metadata file', () => {
  it('that is no XML of the Metadata API is none', () => {
    for (const text of ['', 'public class A {}', '<A', '<p><h1/><b/></p>', '<A/><B/>', '\u0000'])
      expect(read(text), text).to.equal(undefined);
  });

  it('keeps entities, attributes and character data as they are', () => {
    const text =
      '<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="urn:x">\n    <b xsi:type="xsd:string">&quot;&#10;&amp;lt; ä</b>\n    <c><![CDATA[a < b]]></c>\n</A>\n';
    expect(String(writeDocument(read(text)!))).to.equal(text);
  });

  it('of any component of an org is read and written without a change of meaning', async () => {
    const org = await startOrg({ seed: 7, scale: 0.02, now: NOW, metadata: { components: 400 } });
    try {
      let files = 0;
      for (const { properties } of org.components.all()) {
        const { files: contents } = taken(org, { [properties.type]: [properties.fullName] });
        for (const body of Object.values(contents)) {
          const document = readDocument(Buffer.from(body));
          if (document === undefined) continue;
          files += 1;
          expect(meaningOf(readDocument(writeDocument(document))!), properties.fullName).to.equal(
            meaningOf(document),
          );
        }
      }
      expect(files).to.be.greaterThan(300);
    } finally {
      await org.stop();
    }
  }).timeout(60_000);
});

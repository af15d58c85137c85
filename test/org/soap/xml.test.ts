import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { escapeXml, writeElement, writeElements } from './xml.ts';

describe('The XML writer', () => {
  it('puts fullName first and everything else in alphabetical order', () => {
    expect(writeElements({ b: 1, fullName: 'F', a: true })).to.equal(
      '<fullName>F</fullName><a>true</a><b>1</b>',
    );
  });

  it('repeats a tag for an array and leaves out what is undefined', () => {
    expect(writeElements({ a: ['x', 'y'], b: undefined, c: [] })).to.equal('<a>x</a><a>y</a>');
  });

  it('writes attributes, and text beside them', () => {
    expect(writeElement('value', { '@xsi:type': 'xsd:string', '#': 'a<b' })).to.equal(
      '<value xsi:type="xsd:string">a&lt;b</value>',
    );
    expect(writeElement('value', { '@xsi:nil': 'true' })).to.equal('<value xsi:nil="true"/>');
  });

  it('indents when it is given an indent', () => {
    expect(writeElements({ a: { b: 'c' } }, '  ')).to.equal('  <a>\n      <b>c</b>\n  </a>\n');
  });

  it('drops characters XML 1.0 cannot hold', () => {
    expect(escapeXml('a\u0000b\u001fc')).to.equal('abc');
  });

  it('writes any text so that a parser reads the same text', () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (written) => {
        fc.pre(/^[^\u0000-\u001f\ufffe\uffff]+$/.test(written));
        const { a } = parser.parse(`<a>${escapeXml(written)}</a>`) as { a: string };
        expect(a).to.equal(written);
      }),
    );
  });
});

import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { readSosl } from './sosl.ts';

describe('SOSL', () => {
  it('is read with its objects, fields, conditions and limits', () => {
    const { returning, fields } = readSosl(
      "FIND {Acme*} IN NAME FIELDS RETURNING Account(Id, Name WHERE City = 'a, b' LIMIT 5), Contact",
    );
    expect(fields).to.equal('name');
    expect(returning).to.deep.equal([
      { object: 'Account', fields: ['Id', 'Name'], where: "City = 'a, b'", rest: 'LIMIT 5' },
      { object: 'Contact', fields: ['Id'], where: undefined, rest: '' },
    ]);
  });

  it('matches the beginnings of words', () => {
    const [word] = readSosl('FIND {acm} RETURNING Account').words;
    expect(['Acme', 'the acme', 'Über-acme'].every((text) => word!.test(text))).to.equal(true);
    expect(word!.test('Bacmer')).to.equal(false);
  });

  for (const text of ['', 'FIND {a} RETURNING Account', 'FIND acme', 'FIND {acme} RETURNING (x)']) {
    it(`is refused when it is ${JSON.stringify(text)}`, () => {
      expect(() => readSosl(text))
        .to.throw(OrgFault)
        .with.property('errorCode', 'MALFORMED_SEARCH');
    });
  }
});

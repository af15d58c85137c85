import { expect } from 'chai';
import { OrgFault } from '../model.ts';
import { child, list, metadataNamespace, readEnvelope, text, writeEnvelope, writeFault } from './envelope.ts';

const jsforceRetrieve =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  '<soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata"><SessionHeader><sessionId>00D!AQE</sessionId></SessionHeader></soapenv:Header>' +
  '<soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata"><retrieve><request><apiVersion>67.0</apiVersion>' +
  '<unpackaged><types><members>A</members><members>B &amp; C</members><name>ApexClass</name></types><version>67.0</version></unpackaged>' +
  '</request></retrieve></soapenv:Body></soapenv:Envelope>';

describe('SOAP envelopes', () => {
  it('give operation, session and body, whatever prefixes the caller chose', () => {
    const call = readEnvelope(
      jsforceRetrieve
        .replaceAll('soapenv', 's')
        .replaceAll('<members', '<ns1:members')
        .replaceAll('</members', '</ns1:members'),
    );
    expect(call.operation).to.equal('retrieve');
    expect(call.sessionId).to.equal('00D!AQE');
    const unpackaged = child(child(call.body, 'request'), 'unpackaged');
    expect(text(unpackaged, 'version')).to.equal('67.0');
    expect(list(list(unpackaged, 'types')[0], 'members')).to.deep.equal(['A', 'B & C']);
  });

  it('take an element that occurs once for a list of one, and an absent one for an empty list', () => {
    const { body } = readEnvelope('<e:Envelope><e:Body><op><ids>a</ids></op></e:Body></e:Envelope>');
    expect(list(body, 'ids')).to.deep.equal(['a']);
    expect(list(body, 'names')).to.deep.equal([]);
  });

  for (const [what, xml] of [
    ['is not XML', 'GET / HTTP/1.1'],
    ['has no body', '<e:Envelope><e:Header/></e:Envelope>'],
    ['has two operations', '<e:Envelope><e:Body><a/><b/></e:Body></e:Envelope>'],
  ] as const) {
    it(`are refused when the text ${what}`, () => {
      expect(() => readEnvelope(xml)).to.throw(OrgFault);
    });
  }

  it('have prefixes, by which jsforce finds Envelope and Body', () => {
    const envelope = writeEnvelope(metadataNamespace, '<listMetadataResponse/>');
    expect(envelope).to.match(
      /<soapenv:Envelope [^>]*xmlns="http:\/\/soap\.sforce\.com\/2006\/04\/metadata"/,
    );
    expect(envelope).to.contain('<soapenv:Body><listMetadataResponse/></soapenv:Body>');
  });

  it('carry faults as sf:CODE with the code once in the text', () => {
    expect(writeFault('INVALID_TYPE', 'Unknown type:<X>')).to.contain(
      '<faultcode>sf:INVALID_TYPE</faultcode><faultstring>INVALID_TYPE: Unknown type:&lt;X&gt;</faultstring>',
    );
    expect(writeFault('INVALID_TYPE', 'INVALID_TYPE: Unknown type:X')).to.contain(
      '<faultstring>INVALID_TYPE: Unknown',
    );
  });
});

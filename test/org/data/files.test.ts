import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Row } from '../model.ts';
import { practiceOrg } from './fixtures.ts';

const org = practiceOrg({ scale: 1 });
const all = (object: string): Row[] => [...org.tables.of(object).rows()];

function bodyOf(object: string, row: Row, field: string): { size: number; md5: string } {
  const hash = createHash('md5');
  let size = 0;
  for (const piece of org.blobs.of(object, String(row['Id']), field)!.bytes()) {
    hash.update(piece);
    size += piece.length;
  }
  return { size, md5: hash.digest('hex') };
}

describe('generated files', function () {
  this.timeout(30_000);

  it('have the size and MD5 their rows say, from nothing to twenty megabytes', () => {
    const versions = all('ContentVersion');
    for (const row of versions)
      expect(bodyOf('ContentVersion', row, 'VersionData')).to.deep.equal({
        size: row['ContentSize'],
        md5: row['Checksum'],
      });
    const sizes = versions.map(({ ContentSize }) => Number(ContentSize));
    expect([Math.min(...sizes), Math.max(...sizes)]).to.deep.equal([0, 20 * 1024 * 1024]);
  });

  it('have the length that attachments, documents, resources and event logs say', () => {
    for (const [object, field, length] of [
      ['Attachment', 'Body', 'BodyLength'],
      ['Document', 'Body', 'BodyLength'],
      ['StaticResource', 'Body', 'BodyLength'],
      ['EventLogFile', 'LogFile', 'LogFileLength'],
    ] as const) {
      for (const row of all(object)) expect(bodyOf(object, row, field).size, object).to.equal(row[length]);
    }
  });

  it('count versions within a document, the last one being the latest and published', () => {
    for (const document of all('ContentDocument')) {
      const versions = [
        ...org.tables.of('ContentVersion').where('ContentDocumentId', String(document['Id'])),
      ];
      expect(versions.map(({ VersionNumber }) => VersionNumber)).to.deep.equal(
        versions.map((_, at) => String(at + 1)),
      );
      expect(versions.filter(({ IsLatest }) => IsLatest).map(({ Id }) => Id)).to.deep.equal([
        document['LatestPublishedVersionId'],
      ]);
      expect(versions.at(-1)!['ContentSize']).to.equal(document['ContentSize']);
      expect(versions.at(-1)!['OwnerId']).to.equal(document['OwnerId']);
    }
  });

  it('are linked to their owner first', () => {
    for (const document of all('ContentDocument')) {
      const [first] = [
        ...org.tables.of('ContentDocumentLink').where('ContentDocumentId', String(document['Id'])),
      ];
      expect([first['LinkedEntityId'], first['ShareType']]).to.deep.equal([document['OwnerId'], 'I']);
    }
  });

  it('come with picture bodies where rich text shows one, and only there', () => {
    for (const row of all('Invoice__c').slice(0, 40)) {
      const picture = org.blobs.of('Invoice__c', String(row['Id']), 'Terms__c');
      expect(picture !== undefined).to.equal(String(row['Terms__c']).includes('<img'));
    }
  });

  it('make event logs of the columns they announce', () => {
    for (const row of all('EventLogFile')) {
      const text = Buffer.concat([
        ...org.blobs.of('EventLogFile', String(row['Id']), 'LogFile')!.bytes(),
      ]).toString();
      expect(text.split('\n')[0].replaceAll('"', '')).to.equal(row['LogFileFieldNames']);
    }
  });
});

import { expect } from 'chai';
import { createHash } from 'node:crypto';
import type { InputRow } from '../model.ts';
import { problem, writableOrg } from '../fixtures.ts';

const org = writableOrg();
const { dml, writer } = org;
const inserted = (object: string, row: InputRow): string => problem(dml.insert(object, [row], writer())[0]);
const account = org.made('Account', { Name: 'Standard' });

describe('files', () => {
  const body = Buffer.from('hello');
  const upload = (row: InputRow): string =>
    org.made('ContentVersion', {
      PathOnClient: 'C:\\docs\\note.TXT',
      VersionData: body.toString('base64'),
      ...row,
    });

  it('make a document with its owner’s link, and one at the place they were first published', () => {
    const id = upload({ FirstPublishLocationId: account });
    const version = org.row('ContentVersion', id);
    expect(version).to.include({
      Title: 'note',
      FileExtension: 'txt',
      FileType: 'TEXT',
      ContentSize: 5,
      VersionNumber: '1',
      IsLatest: true,
      Checksum: createHash('md5').update(body).digest('hex'),
    });
    const document = String(version.ContentDocumentId);
    expect(org.row('ContentDocument', document)).to.include({
      Title: 'note',
      LatestPublishedVersionId: id,
      ContentSize: 5,
    });
    const links = org
      .rows('ContentDocumentLink', 'ContentDocumentId', document)
      .map((row) => [row.LinkedEntityId, row.ShareType]);
    expect(links).to.have.deep.members([
      [writer().userId, 'I'],
      [account, 'V'],
    ]);
    expect(
      Buffer.concat([...org.state.blobs.of('ContentVersion', id, 'VersionData')!.bytes()]),
    ).to.deep.equal(body);
    expect(
      inserted('ContentDocumentLink', {
        ContentDocumentId: document,
        LinkedEntityId: account,
        ShareType: 'V',
      }),
    ).to.match(/^DUPLICATE_VALUE/);
  });

  it('get further versions by their document', () => {
    const first = upload({});
    const ContentDocumentId = String(org.row('ContentVersion', first).ContentDocumentId);
    const second = upload({
      ContentDocumentId,
      VersionData: Buffer.from('second').toString('base64'),
      Title: 'New',
    });
    expect(org.row('ContentVersion', first).IsLatest).to.equal(false);
    expect(org.row('ContentVersion', second)).to.include({
      IsLatest: true,
      VersionNumber: '2',
      ContentDocumentId,
    });
    expect(org.row('ContentDocument', ContentDocumentId)).to.include({
      LatestPublishedVersionId: second,
      Title: 'New',
      ContentSize: 6,
    });
    dml.remove([ContentDocumentId], writer());
    expect(org.row('ContentVersion', second).IsDeleted).to.equal(true);
  });

  it('need a body and a path', () => {
    expect(inserted('ContentVersion', { Title: 'x' })).to.equal(
      'REQUIRED_FIELD_MISSING: Required fields are missing: [PathOnClient, VersionData]',
    );
    expect(inserted('Attachment', { Name: 'x', ParentId: account })).to.equal(
      'REQUIRED_FIELD_MISSING: Required fields are missing: [Body]',
    );
    const id = org.made('Attachment', { Name: 'x', ParentId: account, Body: body.toString('base64') });
    expect(org.row('Attachment', id).BodyLength).to.equal(5);
  });
});

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { bufferBlob, OrgBlobs } from './blobs.ts';

const ID = '068PO7000000001YAA';

describe('blobs', () => {
  it('hand out the generated body until one is uploaded', () => {
    const blobs = new OrgBlobs((_, id) => (id === ID ? bufferBlob(Buffer.from('generated')) : undefined));
    expect(blobs.of('ContentVersion', ID, 'VersionData')?.size).to.equal(9);
    blobs.put('ContentVersion', ID.slice(0, 15), 'VersionData', Buffer.from('new'));
    expect(Buffer.concat([...blobs.of('contentversion', ID, 'versiondata')!.bytes()]).toString()).to.equal(
      'new',
    );
    expect(blobs.of('ContentVersion', '068PO7000000009YAA', 'VersionData')).to.equal(undefined);
  });

  it('know the MD5 of their bytes', () => {
    expect(bufferBlob(Buffer.from('abc')).md5).to.equal(createHash('md5').update('abc').digest('hex'));
  });
});

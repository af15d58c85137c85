import { expect } from 'chai';
import fc from 'fast-check';
import { createZip } from './zip.ts';
import { unzip } from './unzip.ts';

describe('The zip writer', () => {
  it('writes any bodies under any names so that another reader gets them back', async () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ž0-9 %_-]{1,30}$/).map((part) => `unpackaged/${part}`);
    const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, body, { maxKeys: 8 }), async (files) => {
        const zip = createZip();
        for (const [path, bytes] of Object.entries(files)) zip.add(path, bytes);
        const archive = zip.finish();
        expect(Object.fromEntries(await unzip(archive))).to.deep.equal({ ...files });
      }),
      { numRuns: 40 },
    );
  });

  it('counts files and bytes as it goes', () => {
    const zip = createZip();
    zip.add('a', Buffer.alloc(1000));
    expect(zip.files).to.equal(1);
    expect(zip.unzippedSize).to.equal(1000);
    expect(zip.size).to.be.lessThan(200);
  });

  it('makes the same bytes of the same files', () => {
    const make = (): Buffer => {
      const zip = createZip();
      zip.add('unpackaged/package.xml', Buffer.from('<Package/>'));
      return zip.finish();
    };
    expect(make().equals(make())).to.equal(true);
  });
});

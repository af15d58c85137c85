import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { Failure } from '../../src/kit/failure.ts';
import type { Manifest } from '../../src/vault/manifest/manifest.ts';
import { memberRefs } from '../../src/vault/manifest/refs.ts';
import { decodeHead, decodeManifest, encodeManifest } from '../../src/vault/manifest/text.ts';
import { draftOf } from './syntheticVersion.ts';

const REF = {
  volume: '2026-11-22T03-40-00Z/data-0001.zip',
  member: 'm',
  bytes: 1,
  rawBytes: 2,
  sha256: 'a'.repeat(64),
};

function sample(changes: Partial<Manifest> = {}): Omit<Manifest, 'digest'> {
  return {
    ...draftOf([
      {
        name: 'Account',
        via: 'bulk',
        rows: 1,
        deletedRows: 0,
        bytes: 2,
        segments: [{ ...REF, kind: 'base', rows: 1 }],
        schema: { ...REF, member: 's' },
        started: '2026-11-22T03:40:00Z',
        finished: '2026-11-22T03:40:00.123Z',
        reconciliation: { source: 'none' },
      },
    ]),
    format: 'safekeep-version',
    formatVersion: 1,
    version: '2026-11-22T03-40-00Z',
    totals: { objects: 1, rows: 1, deletedRows: 0, files: 0, components: 0, gaps: 0, bytes: 9 },
    members: 2,
    volumes: [{ name: REF.volume, bytes: 9, sha256: 'b'.repeat(64), entries: 2 }],
    ...changes,
  };
}

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('manifest file', () => {
  it('is read back as it was written, and always written the same', () => {
    const bytes = encodeManifest(sample());
    const { digest, ...rest } = decodeManifest(bytes, 'manifest.json');
    expect(rest).to.deep.equal(sample());
    expect(digest).to.match(/^[0-9a-f]{64}$/);
    expect(
      encodeManifest(Object.fromEntries(Object.entries(sample()).reverse()) as unknown as Manifest),
    ).to.deep.equal(bytes);
  });

  it('carries a digest that `head -n -2 | sha256sum` reproduces', () => {
    const bytes = encodeManifest(sample());
    const lines = bytes.toString().split('\n');
    const before = `${lines.slice(0, -3).join('\n')}\n`;
    expect(lines.at(-3)).to.equal(`  "digest": "${createHash('sha256').update(before).digest('hex')}"`);
  });

  it('notices every flipped bit of every byte', () => {
    const bytes = encodeManifest(sample());
    for (let at = 0; at < bytes.length; at++) {
      const copy = Buffer.from(bytes);
      copy[at] ^= 1 << (at % 8);
      expect(failureOf(() => decodeManifest(copy, 'f')).key, `byte ${at}`).to.equal('manifestDamaged');
    }
  });

  it('notices cut, grown and foreign files', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(3000), (noise, at) => {
        const bytes = encodeManifest(sample());
        for (const other of [
          noise,
          bytes.subarray(0, at % bytes.length),
          Buffer.concat([bytes, Buffer.from('\n'), noise]),
        ]) {
          expect(failureOf(() => decodeManifest(Buffer.from(other), 'f')).key).to.equal('manifestDamaged');
        }
      }),
      { numRuns: 50, verbose: true },
    ));

  const bad: [string, Partial<Record<keyof Manifest, unknown>>, string][] = [
    ['a number where a name belongs', { apiVersion: 64 }, '/apiVersion'],
    ['a version that is no time', { version: '../../etc' }, '/version'],
    ['an org Id of another length', { org: { ...sample().org, id: '00D' } }, '/org/id'],
    [
      'a volume that leaves its folder',
      { volumes: [{ ...sample().volumes[0], name: '../x.zip' }] },
      '/volumes/0/name',
    ],
    ['a hash that is none', { volumes: [{ ...sample().volumes[0], sha256: 'x' }] }, '/volumes/0/sha256'],
    ['negative counts', { members: -1 }, '/members'],
    ['counts beyond exact numbers', { members: 1e17 }, '/members'],
    [
      'an object name that is a path',
      { objects: [{ ...sample().objects[0], name: 'a/b' }] },
      '/objects/0/name',
    ],
    [
      'an unknown segment kind',
      { objects: [{ ...sample().objects[0], segments: [{ ...REF, kind: 'x', rows: 1 }] }] },
      '/objects/0/segments/0/kind',
    ],
    [
      'a reason for a gap that is none',
      { gaps: [{ kind: 'object', name: 'X', reason: 'lazy' }] },
      '/gaps/0/reason',
    ],
    ['a missing property', { user: undefined }, '/'],
    ['a property nobody knows', { user: { ...sample().user, shoe: 1 } }, '/user'],
  ];
  for (const [name, changes, path] of bad) {
    it(`is refused with ${name}, with the place in it`, () => {
      const bytes = encodeManifest(sample(changes as Partial<Manifest>));
      const failure = failureOf(() => decodeManifest(bytes, 'org/version/manifest.json'));
      expect([failure.key, failure.tokens['path']]).to.deep.equal(['manifestInvalid', path]);
      expect(failure.tokens['file']).to.equal('org/version/manifest.json');
    });
  }

  it('of another format version is not guessed at', () => {
    const bytes = encodeManifest(sample({ formatVersion: 2 as 1 }));
    expect(failureOf(() => decodeManifest(bytes, 'f')).key).to.equal('manifestFormatUnknown');
  });

  it('shows its head from its first bytes, or says that they are too few', () => {
    const bytes = encodeManifest(sample());
    const end = bytes.indexOf('\n  "objects"');
    expect(decodeHead(bytes.subarray(0, end + 40), 'f')?.totals.bytes).to.equal(9);
    expect(decodeHead(bytes.subarray(0, end - 10), 'f')).to.equal(undefined);
  });

  it('lists every reference it makes', () => {
    const manifest = sample({
      files: { count: 1, bytes: 1, bodies: 1, index: { ...REF, member: 'fi' } },
      metadata: {
        components: 1,
        files: 1,
        packs: [{ ...REF, member: 'p' }],
        index: { ...REF, member: 'mi' },
      },
      security: [{ ...REF, member: 'sec' }],
    });
    expect(memberRefs(manifest as Manifest).map(({ member }) => member)).to.deep.equal([
      'm',
      's',
      'fi',
      'p',
      'mi',
      'sec',
    ]);
  });
});

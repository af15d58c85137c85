import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import { EXIT, EXIT_OF_FAILURE } from '../../src/exitCodes.ts';

const ROOT = join(import.meta.dirname, '..', '..');
Messages.importMessagesDirectory(ROOT);
const failures = Messages.loadMessages('sf-plugin-safekeep', 'failures');

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Keys written where a Failure is made; tables of keys name theirs as values (localStore's WRITE_FAILURES). */
const KEYS = new Set(
  sources(join(ROOT, 'src')).flatMap((text) => [
    ...Array.from(text.matchAll(/new Failure\(\s*'(\w+)'/g), ([, key = '']) => key),
    ...Array.from(text.matchAll(/: '(store(?:Full|NotWritable|KeyExists))'/g), ([, key = '']) => key),
  ]),
);

describe('every failure', () => {
  it('is found by this test', () => {
    expect(KEYS.size).to.be.greaterThan(30);
  });

  for (const key of KEYS) {
    it(`${key} has a sentence and a next step`, () => {
      expect(failures.getMessage(key)).to.match(/\.$|<\w+>$|\}$/);
      expect(failures.getMessages(`${key}.actions`)).not.to.be.empty;
    });
  }

  it('with an exit code of its own is one that exists', () => {
    for (const key of Object.keys(EXIT_OF_FAILURE)) expect(KEYS).to.include(key);
  });
});

describe('the exit codes', () => {
  const words = Messages.loadMessages('sf-plugin-safekeep', 'exitCodes');
  const docs = readFileSync(join(ROOT, 'docs', 'exit-codes.md'), 'utf8');
  for (const [name, code] of Object.entries(EXIT)) {
    it(`${code} stands in the docs with the words of the help`, () => {
      expect(docs).to.contain(`| ${code} | ${words.getMessage(name)} |`);
    });
  }
});

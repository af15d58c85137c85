import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SafekeepCommand } from '../../src/safekeepCommand.ts';

const COMMANDS = join(import.meta.dirname, '..', '..', 'src', 'commands');

interface Flag {
  readonly char?: string;
  readonly summary?: string;
}

interface CommandClass {
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  readonly prototype: unknown;
}

const files = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

for (const file of files) {
  describe(`the command in ${file}`, () => {
    let command: CommandClass;

    before(async () => {
      command = ((await import(join(COMMANDS, file))) as { default: CommandClass }).default;
    });

    it('stands on the common base', () => {
      expect(command.prototype).to.be.instanceOf(SafekeepCommand);
    });

    it('has a summary that is one sentence, and a description that does not repeat it', () => {
      expect(command.summary).to.match(/^[A-Z][^.]*\.$/);
      expect(command.description).not.to.contain(command.summary ?? '');
    });

    it('has two examples or more, with long flags', () => {
      expect(command.examples).to.have.length.of.at.least(2);
      for (const example of command.examples ?? []) expect(example).not.to.match(/\s-\w\b/);
    });

    it('has flags in kebab case, each with a summary, no letter twice, and -o for the target org only', () => {
      const letters = Object.entries(command.flags).flatMap(([name, { char, summary }]) => {
        expect(name).to.match(/^[a-z]+(-[a-z]+)*$/);
        // The framework brings the summary of its own flag.
        if (name !== 'api-version') expect(summary, name).to.match(/\.$/);
        if (char === 'o') expect(name).to.equal('target-org');
        return char === undefined ? [] : [char];
      });
      expect(new Set(letters).size).to.equal(letters.length);
      expect(letters).not.to.include('h');
    });
  });
}

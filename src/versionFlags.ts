// The flags of commands that look at versions: which vault, which org, which version.

import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'flags');

export const vaultFlag = Flags.string({
  summary: messages.getMessage('flags.vault.summary'),
  description: messages.getMessage('flags.vault.description'),
  env: 'SAFEKEEP_VAULT',
  default: 'backups',
});

/** An org by alias, username or Id; no login is needed to look at its versions. */
export const orgFlag = Flags.string({ char: 'o', summary: messages.getMessage('flags.org.summary') });

/** A factory: `verify` makes it exclusive of --all. */
export const versionFlag = Flags.custom({
  summary: messages.getMessage('flags.version.summary'),
  default: 'latest',
});

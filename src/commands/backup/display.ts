import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { orgInVault } from '../../orgInVault.ts';
import { gapRows } from '../../report/gapTable.ts';
import { objectRows, versionFacts } from '../../report/versionFacts.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import { readManifest, selectVersion } from '../../vault/versions.ts';
import { orgFlag, vaultFlag, versionFlag } from '../../versionFlags.ts';
import { wireVault } from '../../wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.display');

/** The manifest as it lies in the vault. */
export type BackupDisplayResult = Manifest;

export default class BackupDisplay extends SafekeepCommand<BackupDisplayResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    vault: vaultFlag,
    'target-org': orgFlag,
    version: versionFlag(),
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
  };

  public async run(): Promise<BackupDisplayResult> {
    const { flags } = await this.parse(BackupDisplay);
    const vault = await wireVault(flags.vault);
    const org = await orgInVault(vault, flags['target-org']);
    const { version } = await selectVersion(vault, org, flags.version);
    const manifest = await readManifest(vault, org, version);
    this.show(manifest, flags.verbose);
    return manifest;
  }

  private show(manifest: Manifest, verbose: boolean): void {
    this.table({
      title: messages.getMessage('title.version', [manifest.version]),
      data: versionFacts(manifest).map(([key, value]) => ({
        name: messages.getMessage(`fact.${key}`),
        value,
      })),
      columns: [
        { key: 'name', name: messages.getMessage('column.fact') },
        { key: 'value', name: messages.getMessage('column.value') },
      ],
      overflow: 'wrap',
    });
    this.table({
      title: messages.getMessage(verbose ? 'title.objects' : 'title.largest'),
      data: objectRows(manifest, verbose),
      columns: ['object', 'rows', 'inBin', 'size', 'via'].map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
    });
    if (!verbose) this.log(messages.getMessage('info.verbose', [manifest.objects.length]));
    if (manifest.gaps.length === 0) return;
    this.table({
      title: messages.getMessage('title.gaps'),
      data: gapRows(manifest.gaps, !verbose),
      columns: ['what', 'reason', 'detail'].map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
      overflow: 'wrap',
    });
  }
}

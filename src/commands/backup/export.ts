import path from 'node:path';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { orgInVault } from '../../orgInVault.ts';
import { count, size } from '../../report/units.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import { readManifest, selectVersion } from '../../vault/versions.ts';
import { orgFlag, vaultFlag, versionFlag } from '../../versionFlags.ts';
import { wireVault } from '../../wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.export');

export interface BackupExportResult {
  readonly orgId: string;
  readonly version: string;
  readonly target: string;
  readonly files: number;
  readonly bytes: number;
  /** Files whose path had to differ from their name in the org. */
  readonly renamed: ReadonlyArray<{ readonly original: string; readonly path: string }>;
}

export default class BackupExport extends SafekeepCommand<BackupExportResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    vault: vaultFlag,
    'target-org': orgFlag,
    version: versionFlag(),
    'output-dir': Flags.string({
      char: 'd',
      required: true,
      summary: messages.getMessage('flags.output-dir.summary'),
    }),
    format: Flags.option({
      options: ['folder', 'zip'] as const,
      default: 'folder',
      summary: messages.getMessage('flags.format.summary'),
    })(),
  };

  public async run(): Promise<BackupExportResult> {
    const { flags } = await this.parse(BackupExport);
    const vault = await wireVault(flags.vault);
    const orgId = await orgInVault(vault, flags['target-org']);
    const { version } = await selectVersion(vault, orgId, flags.version);
    const manifest = await readManifest(vault, orgId, version);
    const folder = path.resolve(flags['output-dir']);
    const target = flags.format === 'zip' ? path.join(folder, `${orgId}-${version}.zip`) : folder;
    const { exportVersion } = await import('../../vault/export/exportVersion.ts');
    const { files, bytes, renamed } = await exportVersion(vault, manifest, target, {
      format: flags.format,
      signal: this.signal,
    });
    this.logSuccess(messages.getMessage('result.done', [version, target, count(files), size(bytes)]));
    if (renamed.length > 0) this.log(messages.getMessage('result.renamed', [count(renamed.length)]));
    return { orgId, version, target, files, bytes, renamed };
  }
}

import { Messages } from '@salesforce/core';
import { orgsInVault } from '../../orgInVault.ts';
import { versionCells, versionRow, type VersionRow } from '../../report/versionRow.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import { orgFlag, vaultFlag } from '../../versionFlags.ts';
import { listVersions } from '../../vault/versions.ts';
import { wireVault } from '../../wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.list');

const COLUMNS = ['version', 'org', 'kind', 'state', 'rows', 'files', 'components', 'gaps', 'size'] as const;

export interface BackupListResult {
  readonly vault: string;
  /** Oldest first. */
  readonly versions: readonly VersionRow[];
}

export default class BackupList extends SafekeepCommand<BackupListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    vault: vaultFlag,
    'target-org': orgFlag,
  };

  public async run(): Promise<BackupListResult> {
    const { flags } = await this.parse(BackupList);
    const vault = await wireVault(flags.vault);
    const orgs = await orgsInVault(vault, flags['target-org']);
    const versions = (await Promise.all(orgs.map((org) => listVersions(vault, org)))).flat().map(versionRow);
    this.show(vault.place, versions);
    return { vault: vault.place, versions };
  }

  private show(place: string, versions: readonly VersionRow[]): void {
    if (versions.length === 0) {
      this.info(messages.createInfo('result.none', [place], [place]));
      return;
    }
    this.table({
      data: versions.map(versionCells),
      columns: COLUMNS.map((key) => ({ key, name: messages.getMessage(`column.${key}`) })),
      overflow: 'wrap',
    });
    for (const { version, damage } of versions.filter(({ state }) => state === 'damaged')) {
      this.warn(messages.getMessage('warning.damaged', [version, damage]));
    }
  }
}

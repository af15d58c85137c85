import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { EXIT } from '../../exitCodes.ts';
import { orgInVault, orgsInVault } from '../../orgInVault.ts';
import { count, plural, size } from '../../report/units.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Checked, Problem } from '../../vault/verify/findings.ts';
import { listVersions, selectVersion } from '../../vault/versions.ts';
import { orgFlag, vaultFlag, versionFlag } from '../../versionFlags.ts';
import { wireVault } from '../../wire.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.verify');

export interface VerifiedVersion {
  readonly orgId: string;
  readonly version: string;
  readonly undamaged: boolean;
  readonly problems: readonly Problem[];
  /** Problems beyond the first ten thousand, counted only. */
  readonly omitted: number;
  readonly checked: Readonly<Checked>;
}

export interface BackupVerifyResult {
  readonly vault: string;
  readonly deep: boolean;
  readonly undamaged: boolean;
  readonly versions: readonly VerifiedVersion[];
}

export default class BackupVerify extends SafekeepCommand<BackupVerifyResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    vault: vaultFlag,
    'target-org': orgFlag,
    version: versionFlag({ exclusive: ['all'] }),
    all: Flags.boolean({ summary: messages.getMessage('flags.all.summary') }),
    deep: Flags.boolean({ summary: messages.getMessage('flags.deep.summary') }),
  };

  public async run(): Promise<BackupVerifyResult> {
    const { flags } = await this.parse(BackupVerify);
    const vault = await wireVault(flags.vault);
    const chosen = flags.all
      ? await allVersions(vault, flags['target-org'])
      : [await selectVersion(vault, await orgInVault(vault, flags['target-org']), flags.version)];
    const { verifyVersion } = await import('../../vault/verify/verifyVersion.ts');
    const versions: VerifiedVersion[] = [];
    for (const { orgId, version } of chosen) {
      const found = await verifyVersion(vault, orgId, version, { deep: flags.deep, signal: this.signal });
      const { problems, omitted, checked } = found;
      const verified = { orgId, version, undamaged: problems.length === 0, problems, omitted, checked };
      versions.push(verified);
      this.show(verified, flags.deep);
    }
    const undamaged = versions.every((version) => version.undamaged);
    if (!undamaged) process.exitCode = EXIT.error;
    return { vault: vault.place, deep: flags.deep, undamaged, versions };
  }

  private show({ version, undamaged, problems, omitted, checked }: VerifiedVersion, deep: boolean): void {
    if (undamaged) {
      const rows = deep ? messages.getMessage('result.deepRows', [count(checked.rows)]) : '';
      const { volumes, members, bytes } = checked;
      this.logSuccess(
        messages.getMessage('result.clean', [version, count(volumes), count(members), rows, size(bytes)]),
      );
      return;
    }
    this.warn(messages.getMessage('result.damaged', [version, plural(problems.length + omitted, 'problem')]));
    this.table({
      data: problems.slice(0, SHOWN).map(({ file, member, kind, detail }) => ({
        file,
        member: member ?? '',
        problem: `${kind} ${detail}`,
      })),
      columns: (['file', 'member', 'problem'] as const).map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
      overflow: 'wrap',
    });
  }
}

/** Problems in the table; --json has them all. */
const SHOWN = 50;

async function allVersions(
  vault: Vault,
  org: string | undefined,
): Promise<Array<{ orgId: string; version: string }>> {
  const orgs = await orgsInVault(vault, org);
  return (await Promise.all(orgs.map((orgId) => listVersions(vault, orgId)))).flat();
}

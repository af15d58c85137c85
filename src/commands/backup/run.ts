import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { PARTS } from '../../backup/selection.ts';
import type { BackupRequest, TakenVersion } from '../../backup/takeVersion.ts';
import { EXIT } from '../../exitCodes.ts';
import { gapRows } from '../../report/gapTable.ts';
import { plural } from '../../report/units.ts';
import { takenResult, takenRows, type BackupRunResult } from '../../report/takenVersion.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import { BackupStages } from '../../backupStages.ts';
import { isMissing } from '../../vault/gaps.ts';
import { vaultFlag } from '../../versionFlags.ts';
import { TOOL, wireSession, wireVaultForWriting } from '../../wire.ts';

export type { BackupRunResult } from '../../report/takenVersion.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.run');

const MIB = 1024 * 1024;

export default class BackupRun extends SafekeepCommand<BackupRunResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    'target-org': Flags.requiredOrg(),
    'api-version': Flags.orgApiVersion(),
    vault: vaultFlag,
    only: Flags.option({
      multiple: true,
      options: PARTS,
      summary: messages.getMessage('flags.only.summary'),
    })(),
    sobject: Flags.string({
      char: 's',
      multiple: true,
      summary: messages.getMessage('flags.sobject.summary'),
    }),
    exclude: Flags.string({ multiple: true, summary: messages.getMessage('flags.exclude.summary') }),
    'max-api-percent': Flags.integer({
      min: 1,
      max: 100,
      default: 90,
      summary: messages.getMessage('flags.max-api-percent.summary'),
    }),
    'bulk-threshold': Flags.integer({
      min: 0,
      default: 10_000,
      summary: messages.getMessage('flags.bulk-threshold.summary'),
    }),
    'volume-size': Flags.integer({
      min: 1,
      max: 4096,
      default: 1024,
      summary: messages.getMessage('flags.volume-size.summary'),
    }),
  };

  public async run(): Promise<BackupRunResult> {
    const { flags } = await this.parse(BackupRun);
    const stages = await BackupStages.open(this.jsonEnabled(), (line) => this.log(line));
    const vault = await wireVaultForWriting(flags.vault);
    const session = await wireSession(flags['target-org'].getConnection(flags['api-version']), {
      signal: this.signal,
      apiBudget: { maxPercent: flags['max-api-percent'] },
      onApiCalls: (total) => stages.hear({ kind: 'apiCalls', total }),
    });
    const { takeVersion } = await import('../../backup/takeVersion.ts');
    const request: BackupRequest = {
      selection: { only: flags.only ?? [], sobjects: flags.sobject ?? [], exclude: flags.exclude ?? [] },
      bulkThreshold: flags['bulk-threshold'],
      volumeBytes: flags['volume-size'] * MIB,
      tool: TOOL,
    };
    try {
      const taken = await takeVersion(session, vault, request, (event) => stages.hear(event), this.signal);
      stages.done();
      this.show(taken, vault.place);
      if (!taken.manifest.complete) process.exitCode = EXIT.partlyDone;
      return takenResult(taken, vault.place);
    } finally {
      stages.stop();
      await session.close();
    }
  }

  private show({ manifest, resumed }: TakenVersion, place: string): void {
    if (resumed) this.info(messages.getMessage('info.resumed', [manifest.version]));
    this.table({
      data: takenRows(manifest).map(([key, value]) => ({ what: messages.getMessage(`row.${key}`), value })),
      columns: columnsOf(['what', 'value']),
      overflow: 'wrap',
    });
    if (manifest.gaps.length > 0) {
      this.table({
        title: messages.getMessage('title.gaps'),
        data: gapRows(manifest.gaps, true),
        columns: columnsOf(['what', 'reason', 'detail']),
        overflow: 'wrap',
      });
    }
    this.logSuccess(messages.getMessage('result.done', [manifest.version, manifest.org.name, place]));
    const missing = plural(manifest.gaps.filter(isMissing).length, 'gap');
    this.log(
      manifest.complete
        ? messages.getMessage('result.complete')
        : messages.getMessage('result.incomplete', [missing]),
    );
    this.log(messages.getMessage('result.next', [place]));
  }
}

function columnsOf<const Key extends string>(keys: readonly Key[]): Array<{ key: Key; name: string }> {
  return keys.map((key) => ({ key, name: messages.getMessage(`column.${key}`) }));
}

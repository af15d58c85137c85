import { Messages } from '@salesforce/core';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import { plural } from '../../report/units.ts';
import type { ReportFiles } from '../../restore/carryOut/report.ts';
import type { Tallied } from '../../restore/plan/spool.ts';
import { folderOf, newestRestore, openRestore, restoreIdFlag } from '../../restoreCommand.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.report');

export interface RestoreReportResult extends ReportFiles {
  readonly restoreId: string;
  readonly planned: readonly Tallied[];
}

export default class RestoreReport extends SafekeepCommand<RestoreReportResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = { 'restore-id': restoreIdFlag };

  public async run(): Promise<RestoreReportResult> {
    const { flags } = await this.parse(RestoreReport);
    const plan = await openRestore(flags['restore-id'] ?? (await newestRestore(undefined, 'begun')));
    const folder = folderOf(plan);
    const { writeReport } = await import('../../restore/carryOut/report.ts');
    const { tallyPlan } = await import('../../restore/plan/tally.ts');
    const files = await writeReport(plan.path, folder);
    this.log(messages.getMessage('result.done', [plan.header.id, plural(files.rows, 'row'), files.csv]));
    return { restoreId: plan.header.id, planned: await tallyPlan(plan), ...files };
  }
}

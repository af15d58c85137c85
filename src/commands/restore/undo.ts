import path from 'node:path';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import type { RestoreResult } from '../../report/restored.ts';
import {
  newestRestore,
  newRestoreFolder,
  openRestore,
  PLAN_FILE,
  plannedOf,
  RestoreCommand,
  restoreIdFlag,
  writingFlags,
} from '../../restoreCommand.ts';
import { wireWritingSession } from '../../wire.ts';

export type { RestoreResult } from '../../report/restored.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.undo');

export default class RestoreUndo extends RestoreCommand {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    ...writingFlags,
    'restore-id': restoreIdFlag,
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
  };

  public async run(): Promise<RestoreResult> {
    const { flags } = await this.parse(RestoreUndo);
    const session = await wireWritingSession(flags['target-org'].getConnection(flags['api-version']));
    try {
      await this.recover(session);
      const id = flags['restore-id'] ?? (await newestRestore(flags['target-org'].getOrgId(), 'begun'));
      const { path: plan } = await openRestore(id);
      const undoId = `${path.basename(path.dirname(plan))}-undo`;
      const { planUndo } = await import('../../restore/carryOut/planUndo.ts');
      const request = {
        plan,
        folder: path.dirname(plan),
        undoId,
        undoPlan: path.join(await newRestoreFolder(undoId), PLAN_FILE),
      };
      const { cannot } = await planUndo(session, request, this.signal);
      const planned = { ...(await plannedOf(await openRestore(undoId))), cannotUndo: cannot };
      this.showPlan(planned);
      if (flags['dry-run']) return { ...planned, stage: 'planned', stillOff: [] };
      await this.agree(planned, flags['no-prompt']);
      return await this.carryOut(session, planned, flags);
    } finally {
      await session.close();
    }
  }
}

import path from 'node:path';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { Failure } from '../../kit/failure.ts';
import type { RestoreResult } from '../../report/restored.ts';
import {
  folderOf,
  isBegun,
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
      const restored = await openRestore(id);
      const undoId = `${restored.header.id}-undo`;
      const undoFolder = await newRestoreFolder(undoId);
      // Its plan is what the journal speaks of: it must not be written anew.
      if (await isBegun(undoFolder)) throw new Failure('undoBegun', { id: undoId });
      const { planUndo } = await import('../../restore/carryOut/planUndo.ts');
      const request = {
        plan: restored.path,
        folder: folderOf(restored),
        undoId,
        undoPlan: path.join(undoFolder, PLAN_FILE),
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

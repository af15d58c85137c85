import { Messages } from '@salesforce/core';
import type { RestoreResult } from '../../report/restored.ts';
import { RestoreCommand, writingFlags } from '../../restoreCommand.ts';
import { planningFlags, planRows, versionToRestore } from '../../restorePlanning.ts';
import { wireVault, wireWritingSession } from '../../wire.ts';

export type { RestoreResult } from '../../report/restored.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.run');

/** Everything: relations need no looking for, and no bound. */
const EVERYTHING = {
  wanted: { objects: [], ids: [] },
  parents: 'none',
  children: 'none',
  depth: 0,
  cap: Number.MAX_SAFE_INTEGER,
} as const;

export default class RestoreRun extends RestoreCommand {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = { ...writingFlags, ...planningFlags };

  public async run(): Promise<RestoreResult> {
    const { flags } = await this.parse(RestoreRun);
    const vault = await wireVault(flags.vault);
    const session = await wireWritingSession(flags['target-org'].getConnection(flags['api-version']));
    try {
      await this.recover(session);
      const manifest = await versionToRestore(vault, flags, flags['target-org'].getOrgId());
      const planned = await planRows(session, vault, manifest, flags, EVERYTHING, {
        command: 'restore run',
        listener: (event) => this.hearPlan(event),
        signal: this.signal,
      });
      this.showPlan(planned);
      if (flags['dry-run']) return { ...planned, stage: 'planned', stillOff: [] };
      await this.agree(planned, flags['no-prompt']);
      return await this.carryOut(session, planned, flags, vault);
    } finally {
      await session.close();
    }
  }
}

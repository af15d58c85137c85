import { Messages } from '@salesforce/core';
import type { RestoreResult } from '../../report/restored.ts';
import {
  newestRestore,
  openRestore,
  plannedOf,
  RestoreCommand,
  requireBegun,
  restoreIdFlag,
  writingFlags,
} from '../../restoreCommand.ts';
import { vaultFlag } from '../../versionFlags.ts';
import { wireVault, wireWritingSession } from '../../wire.ts';

export type { RestoreResult } from '../../report/restored.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.resume');

export default class RestoreResume extends RestoreCommand {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = { ...writingFlags, vault: vaultFlag, 'restore-id': restoreIdFlag };

  public async run(): Promise<RestoreResult> {
    const { flags } = await this.parse(RestoreResume);
    const session = await wireWritingSession(flags['target-org'].getConnection(flags['api-version']));
    try {
      await this.recover(session);
      const id = flags['restore-id'] ?? (await newestRestore(flags['target-org'].getOrgId(), 'unfinished'));
      const planned = await plannedOf(await openRestore(id));
      await requireBegun(planned);
      return await this.carryOut(session, planned, flags, await wireVault(flags.vault));
    } finally {
      await session.close();
    }
  }
}

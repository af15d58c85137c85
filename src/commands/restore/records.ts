import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { Failure } from '../../kit/failure.ts';
import type { Session } from '../../org/session.ts';
import type { RestoreResult } from '../../report/restored.ts';
import { openRestore, plannedOf, RestoreCommand, writingFlags, type Planned } from '../../restoreCommand.ts';
import { idsOfFile, planningFlags, planRows, versionToRestore } from '../../restorePlanning.ts';
import type { Vault } from '../../vault/vault.ts';
import { wireVault, wireWritingSession } from '../../wire.ts';

export type { RestoreResult } from '../../report/restored.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.records');

export default class RestoreRecords extends RestoreCommand {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    ...writingFlags,
    ...planningFlags,
    sobject: Flags.string({
      char: 's',
      multiple: true,
      summary: messages.getMessage('flags.sobject.summary'),
    }),
    where: Flags.string({ summary: messages.getMessage('flags.where.summary') }),
    'record-id': Flags.string({ multiple: true, summary: messages.getMessage('flags.record-id.summary') }),
    file: Flags.file({ exists: true, summary: messages.getMessage('flags.file.summary') }),
    parents: Flags.option({
      options: ['all', 'required', 'none'] as const,
      default: 'required',
      summary: messages.getMessage('flags.parents.summary'),
    })(),
    children: Flags.option({
      options: ['all', 'cascade', 'none'] as const,
      default: 'cascade',
      summary: messages.getMessage('flags.children.summary'),
    })(),
    depth: Flags.integer({ min: 0, default: 10, summary: messages.getMessage('flags.depth.summary') }),
    cap: Flags.integer({ min: 1, default: 200_000, summary: messages.getMessage('flags.cap.summary') }),
    plan: Flags.string({
      summary: messages.getMessage('flags.plan.summary'),
      exclusive: ['sobject', 'where', 'record-id', 'file'],
    }),
  };

  public async run(): Promise<RestoreResult> {
    const { flags } = await this.parse(RestoreRecords);
    const vault = await wireVault(flags.vault);
    const session = await wireWritingSession(flags['target-org'].getConnection(flags['api-version']));
    try {
      await this.recover(session);
      const planned =
        flags.plan === undefined
          ? await this.plan(session, vault, flags['target-org'].getOrgId())
          : await plannedOf(await openRestore(flags.plan));
      this.showPlan(planned);
      if (flags['dry-run']) return { ...planned, stage: 'planned', stillOff: [] };
      await this.agree(planned, flags['no-prompt']);
      return await this.carryOut(session, planned, flags, vault);
    } finally {
      await session.close();
    }
  }

  private async plan(session: Session, vault: Vault, targetOrgId: string): Promise<Planned> {
    const { flags } = await this.parse(RestoreRecords);
    const { sobject: objects = [], 'record-id': given = [], where, parents, children, depth, cap } = flags;
    const ids = [...given, ...(await idsOfFile(flags.file))];
    if (objects.length + ids.length === 0) throw new Failure('nothingSelected');
    const wanted = { objects, ids, ...(where !== undefined && { where }) };
    return planRows(
      session,
      vault,
      await versionToRestore(vault, flags, targetOrgId),
      flags,
      { wanted, parents, children, depth, cap },
      { command: 'restore records', listener: (event) => this.hearPlan(event), signal: this.signal },
    );
  }
}

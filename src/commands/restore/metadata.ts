import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { EXIT } from '../../exitCodes.ts';
import { Failure } from '../../kit/failure.ts';
import type { TestLevel } from '../../org/metadata/deploy.ts';
import type { Session } from '../../org/session.ts';
import { orgInVault } from '../../orgInVault.ts';
import {
  componentRows,
  lossRows,
  plannedResult,
  problemRows,
  restoredResult,
  type RestoreMetadataResult,
} from '../../report/metadataRestore.ts';
import { count } from '../../report/units.ts';
import type { MetadataPlan } from '../../restore/metadata/planFile.ts';
import type { MetadataRequest } from '../../restore/metadata/planMetadataRestore.ts';
import type { MetadataEvent } from '../../restore/metadata/progress.ts';
import { SafekeepCommand } from '../../safekeepCommand.ts';
import { readManifestFile, selectVersion } from '../../vault/versions.ts';
import { vaultFlag, versionFlag } from '../../versionFlags.ts';
import { restoresFolder, TOOL, wireVault, wireWritingSession } from '../../wire.ts';

export type { RestoreMetadataResult } from '../../report/metadataRestore.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'restore.metadata');

const TEST_LEVELS = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'] as const;

export default class RestoreMetadata extends SafekeepCommand<RestoreMetadataResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {
    'target-org': Flags.requiredOrg(),
    'api-version': Flags.orgApiVersion(),
    vault: vaultFlag,
    version: versionFlag(),
    metadata: Flags.string({
      char: 'm',
      multiple: true,
      summary: messages.getMessage('flags.metadata.summary'),
    }),
    exact: Flags.boolean({
      summary: messages.getMessage('flags.exact.summary'),
      description: messages.getMessage('flags.exact.description'),
    }),
    'allow-data-loss': Flags.boolean({ summary: messages.getMessage('flags.allow-data-loss.summary') }),
    'test-level': Flags.option({
      char: 'l',
      options: TEST_LEVELS,
      summary: messages.getMessage('flags.test-level.summary'),
    })(),
    tests: Flags.string({ multiple: true, summary: messages.getMessage('flags.tests.summary') }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
    'no-prompt': Flags.boolean({ summary: messages.getMessage('flags.no-prompt.summary') }),
  };

  public async run(): Promise<RestoreMetadataResult> {
    const { flags } = await this.parse(RestoreMetadata);
    const vault = await wireVault(flags.vault);
    const orgId = await orgInVault(vault, flags['target-org'].getOrgId());
    const { version } = await selectVersion(vault, orgId, flags.version);
    const { manifest, sha256 } = await readManifestFile(vault, orgId, version);
    // Another API version shows other elements of the same component: as the version was taken, so it is compared.
    const apiVersion = flags['api-version'] ?? manifest.apiVersion;
    const session = await wireWritingSession(flags['target-org'].getConnection(apiVersion));
    const { planMetadataRestore, carryOutMetadataRestore } = await rooms();
    const hear = (event: MetadataEvent): void => this.hear(event);
    try {
      await this.settle(session, orgId);
      const request = { ...requestOf(flags), manifestSha256: sha256, restores: restoresFolder() };
      const { plan, folder } = await planMetadataRestore(
        session,
        vault,
        manifest,
        request,
        hear,
        this.signal,
      );
      this.showPlan(plan, folder);
      if (flags['dry-run']) return plannedResult(plan, folder);
      const options = { allowDataLoss: flags['no-prompt'] ? flags['allow-data-loss'] : await this.ask(plan) };
      const outcome = await carryOutMetadataRestore(
        session,
        vault,
        manifest,
        folder,
        options,
        hear,
        this.signal,
      );
      return this.finish(restoredResult(plan, folder, outcome));
    } finally {
      await session.close();
    }
  }

  /** What an interrupted restore left under way is waited for, so that nothing is sent twice. */
  private async settle(session: Session, orgId: string): Promise<void> {
    const { settleInterrupted } = await import('../../restore/metadata/jobs.ts');
    for (const { planId, jobs } of await settleInterrupted(session, restoresFolder(), orgId, this.signal))
      this.warn(
        messages.getMessage('warning.settled', [planId, jobs.map(({ status }) => status).join(', ')]),
      );
  }

  private showPlan(plan: MetadataPlan, folder: string): void {
    const { components, dataLoss, needsPerson, notCompared } = plan;
    if (components.length > 0)
      this.table({
        title: messages.getMessage('title.plan', [plan.source.version]),
        data: componentRows(components, (reason) => messages.getMessage(`reason.${reason}`)),
        columns: columnsOf(['action', 'component', 'note']),
        overflow: 'wrap',
      });
    if (dataLoss.length > 0)
      this.table({
        title: messages.getMessage('title.dataLoss'),
        data: lossRows(dataLoss, (reason) => messages.getMessage(`loss.${reason}`)),
        columns: columnsOf(['component', 'rows', 'why']),
        overflow: 'wrap',
      });
    if (needsPerson.length > 0)
      this.warn(
        messages.getMessage('warning.needsPerson', [
          needsPerson.map(({ type, fullName }) => `${type}:${fullName}`).join(', '),
        ]),
      );
    if (notCompared.length > 0)
      this.warn(
        messages.getMessage('warning.notCompared', [
          count(notCompared.length),
          notCompared.map(({ name, detail }) => `${name} (${detail})`).join(', '),
        ]),
      );
    this.log(messages.getMessage(plan.package ? 'info.folder' : 'info.nothing', [folder]));
  }

  /** Answers whether data may be lost: who says yes has seen the list. @throws Failure `notConfirmed`, `noPromptNeeded` */
  private async ask({ package: sent, dataLoss, target }: MetadataPlan): Promise<boolean> {
    if (sent === undefined) return false;
    if (this.jsonEnabled() || !process.stdin.isTTY) throw new Failure('noPromptNeeded');
    const question = dataLoss.length > 0 ? 'confirm.dataLoss' : 'confirm.plain';
    const message = messages.getMessage(question, [target.username, target.orgId]);
    if (!(await this.confirm({ message, ms: 600_000 }))) throw new Failure('notConfirmed');
    return dataLoss.length > 0;
  }

  private hear(event: MetadataEvent): void {
    if (event.kind === 'comparing')
      this.log(messages.getMessage('progress.comparing', [count(event.components)]));
    if (event.kind === 'job' && event.status.isDone)
      this.log(messages.getMessage(`progress.${event.job}`, [event.status.status, event.status.id]));
  }

  private finish(result: RestoreMetadataResult): RestoreMetadataResult {
    const { stage, remaining, keptData, folder } = result;
    const problems = problemRows(result);
    if (problems.length > 0)
      this.table({
        title: messages.getMessage('title.problems'),
        data: problems,
        columns: columnsOf(['component', 'problem']),
        overflow: 'wrap',
      });
    if (keptData.length > 0) this.log(messages.getMessage('info.keptData', [keptData.join(', ')]));
    if (stage !== 'done') {
      process.exitCode = EXIT.error;
      this.log(messages.getMessage(`result.${stage}`, [folder]));
    } else if (remaining.length > 0) {
      process.exitCode = EXIT.partlyDone;
      const names = remaining.map(({ type, fullName }) => `${type}:${fullName}`).join(', ');
      this.log(messages.getMessage('result.remaining', [names]));
    } else this.logSuccess(messages.getMessage('result.done', [result.version]));
    return result;
  }
}

/** Loaded late: they bring source-deploy-retrieve with them. */
async function rooms() {
  const [{ planMetadataRestore }, { carryOutMetadataRestore }] = await Promise.all([
    import('../../restore/metadata/planMetadataRestore.ts'),
    import('../../restore/metadata/carryOutMetadataRestore.ts'),
  ]);
  return { planMetadataRestore, carryOutMetadataRestore };
}

interface Given {
  readonly metadata?: readonly string[] | undefined;
  readonly exact: boolean;
  readonly tests?: readonly string[] | undefined;
  readonly 'test-level'?: TestLevel | undefined;
}

function requestOf(flags: Given): Omit<MetadataRequest, 'manifestSha256' | 'restores'> {
  return {
    components: flags.metadata ?? [],
    exact: flags.exact,
    tests: flags.tests ?? [],
    testLevel: flags['test-level'],
    crossOrg: false,
    tool: `${TOOL.name} ${TOOL.version}`,
  };
}

function columnsOf<const Key extends string>(keys: readonly Key[]): Array<{ key: Key; name: string }> {
  return keys.map((key) => ({ key, name: messages.getMessage(`column.${key}`) }));
}

// Loads by Bulk API v1: a batch of at most 10,000 rows is processed as it arrives, and its results stand in the order of
// its rows ("Batch Result", "Bulk API Limits").
import type { Session } from '../../auth/sessions.ts';
import type { SaveResult } from '../../dml/model.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import { OrgFault, type Access, type Schema } from '../../model.ts';
import { applyChunk, CHUNK_ROWS, loadWriter } from '../ingest/apply.ts';
import { readColumns, type LoadOperation } from '../ingest/columns.ts';
import { csvRows } from '../ingest/csv.ts';
import { LoadFailure } from '../ingest/failure.ts';
import { errorText } from '../ingest/outcome.ts';
import { readKeyField, readLoadType, readOperation } from '../ingest/request.ts';
import type { ClassicBatch, ClassicJob } from './jobs.ts';

const MOST_ROWS = 10_000;
const MOST_BYTES = 10_000_000;

export interface LoadOutcome {
  /** `"Id","Success","Created","Error"`, one line a row. */
  readonly csv: string;
  readonly processed: number;
  readonly failed: number;
}

/** What a load job's element asks for. Throws OrgFault, under the names that v1 has for it. */
export function readLoadJob(
  asked: Partial<Record<'operation' | 'object' | 'externalIdFieldName' | 'assignmentRuleId', string>>,
  schema: Schema,
  access: Access,
): Pick<ClassicJob, 'object' | 'externalIdFieldName' | 'assignmentRuleId'> & { operation: LoadOperation } {
  try {
    const operation = readOperation(asked.operation, access);
    const type = readLoadType(asked.object, schema, access);
    const externalIdFieldName = readKeyField(asked.externalIdFieldName, operation, type)?.name;
    return { operation, object: type.name, externalIdFieldName, assignmentRuleId: asked.assignmentRuleId };
  } catch (error) {
    if (!(error instanceof OrgFault)) throw error;
    throw new OrgFault(CLASSIC_CODES[error.errorCode] ?? 'INVALID_JOB', error.message);
  }
}

const CLASSIC_CODES: Readonly<Record<string, string | undefined>> = {
  FEATURENOTENABLED: 'FEATURE_NOT_ENABLED',
  INVALIDENTITY: 'INVALID_ENTITY',
};

/** Changes the batch's rows. A batch whose data cannot be read fails whole, with nothing saved. */
export function runLoadBatch(
  job: ClassicJob,
  csv: Buffer,
  session: Session,
  org: PracticeOrg,
): Pick<ClassicBatch, 'state' | 'stateMessage' | 'outcome'> {
  try {
    const results = saved(job, csv, session, org);
    const failed = results.filter(({ success }) => !success).length;
    const outcome = { csv: resultLines(results), processed: results.length, failed };
    return { state: 'Completed', stateMessage: undefined, outcome };
  } catch (error) {
    if (!(error instanceof LoadFailure)) throw error;
    return { state: 'Failed', stateMessage: error.message, outcome: undefined };
  }
}

function saved(job: ClassicJob, csv: Buffer, session: Session, org: PracticeOrg): SaveResult[] {
  if (csv.length > MOST_BYTES)
    throw new LoadFailure('ClientInputError', `The batch exceeds the maximum size of ${MOST_BYTES} bytes`);
  const access = org.accessOf(session);
  const { schema } = org.state;
  const type = readLoadType(job.object, schema, access);
  const operation = job.operation as LoadOperation;
  const [header, ...rows] = csvRows(csv, ',', lineEndingOf(csv));
  if (header === undefined) throw new LoadFailure('InvalidBatch', 'The batch has no header row');
  if (rows.length > MOST_ROWS)
    throw new LoadFailure('InvalidBatch', `The batch has more than ${MOST_ROWS} records`);
  const columns = readColumns(header.cells, { operation, type, schema, access });
  const target = {
    operation,
    object: type.name,
    keyField: job.externalIdFieldName ?? 'Id',
    dml: org.dml,
    writer: loadWriter(access, job.assignmentRuleId),
  };
  const inputs = rows.map(({ cells }) => columns.toInput(cells));
  return Array.from({ length: Math.ceil(inputs.length / CHUNK_ROWS) }, (_, index) =>
    applyChunk(inputs.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS), target),
  ).flat();
}

/** v1 has no setting for it: the first line decides. */
function lineEndingOf(csv: Buffer): 'LF' | 'CRLF' {
  return csv[csv.indexOf('\n') - 1] === 0x0d ? 'CRLF' : 'LF';
}

function resultLines(results: readonly SaveResult[]): string {
  const lines = results.map(({ id, success, created, errors }) =>
    [id ?? '', success, created, errorText(errors).replaceAll('"', '""')]
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  return ['"Id","Success","Created","Error"', ...lines, ''].join('\n');
}

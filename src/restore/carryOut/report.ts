// What became of every row of the plan, as a table for people and as lines for machines; the id map; and the evidence:
// who did what, when, by which plan, with which result.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { encodeRow } from '../../kit/csv.ts';
import { readPlan, type OpenPlan } from '../plan/readPlan.ts';
import type { CarriedOut, Outcome } from './model.ts';
import { workDone, type WorkDone } from './outcomeLines.ts';
import { checkPlan, readProgress } from './progress.ts';

export const EVIDENCE_FORMAT = 'safekeep-restore-evidence';

export interface ReportFiles {
  readonly csv: string;
  readonly lines: string;
  readonly idMap: string;
  readonly rows: number;
}

export const REPORT_COLUMNS = [
  'object',
  'oldId',
  'newId',
  'name',
  'action',
  'result',
  'code',
  'message',
  'fields',
  'otherId',
  'attempts',
] as const;

export type ReportRow = Readonly<Record<(typeof REPORT_COLUMNS)[number], string | null>>;

/** Writes `report.csv`, `report.ndjson` and `id-map.csv` into the state folder, also of a restore that is not finished. */
export async function writeReport(planPath: string, folder: string): Promise<ReportFiles> {
  const plan = await readPlan(planPath);
  const progress = await readProgress(folder);
  checkPlan(progress, folder, plan.end.sha256);
  const files = {
    csv: join(folder, 'report.csv'),
    lines: join(folder, 'report.ndjson'),
    idMap: join(folder, 'id-map.csv'),
  };
  const [csv, lines, idMap] = [files.csv, files.lines, files.idMap].map(openFile) as [Out, Out, Out];
  await csv.put(encodeRow(REPORT_COLUMNS));
  await idMap.put(encodeRow(['object', 'oldId', 'newId']));
  let rows = 0;
  for await (const work of workDone(plan, folder, progress)) {
    for (const row of reportRows(work)) {
      rows += 1;
      await csv.put(encodeRow(REPORT_COLUMNS.map((column) => spreadsheetSafe(row[column]))));
      await lines.put(`${JSON.stringify(row)}\n`);
    }
    for (const outcome of work.outcomes.values())
      for (const [oldId, newId] of idsOf(outcome))
        await idMap.put(encodeRow([work.step.object, oldId, newId]));
  }
  for (const file of [csv, lines, idMap]) await file.close();
  return { ...files, rows };
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, "CSV Injection"). */
export function spreadsheetSafe(cell: string | null): string | null {
  return cell !== null && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function idsOf({ id, newId, made = {}, result }: Outcome): Array<readonly [string, string]> {
  const own = newId === undefined || result !== 'Created' ? [] : [[id, newId] as const];
  return [...own, ...Object.entries(made)];
}

function* reportRows(work: WorkDone): Generator<ReportRow> {
  const { object } = work.step;
  if ('named' in work) {
    for (const { id, name = null, action, reason, detail = null } of work.named) {
      const result = action === 'Skip' ? 'Skipped' : 'Conflict';
      yield { ...EMPTY, object, oldId: id, name, action, result, code: reason, message: detail };
    }
    return;
  }
  for (const [at, { id, name = null, action }] of work.rows.entries()) {
    const outcome = work.outcomes.get(at);
    const row = { ...EMPTY, object, oldId: id, name, action };
    if (outcome === undefined) yield row;
    else {
      const { newId, result, code, message, fields, other, attempts } = outcome;
      yield {
        ...row,
        newId: newId ?? null,
        result,
        code: code ?? null,
        message: message ?? null,
        fields: fields?.join(' ') ?? null,
        otherId: other ?? null,
        attempts: String(attempts),
      };
    }
  }
}

const EMPTY: Omit<ReportRow, 'object' | 'oldId' | 'name' | 'action'> = {
  newId: null,
  result: null,
  code: null,
  message: null,
  fields: null,
  otherId: null,
  attempts: null,
};

interface Out {
  put(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Written beside its place and put there when it is whole. */
function openFile(path: string): Out {
  const partial = `${path}.partial`;
  const file: WriteStream = createWriteStream(partial, { mode: 0o600 });
  return {
    async put(text) {
      if (!file.write(text)) await once(file, 'drain');
    },
    async close() {
      file.end();
      await finished(file);
      await rename(partial, path);
    },
  };
}

/**
 * Writes `evidence.json` into the state folder: what an auditor asks. `schemas/formats/restoreEvidence.schema.json`
 * says what is in it.
 */
export async function writeEvidence(
  planPath: string,
  folder: string,
  { planId, counts, verified, started, finished: ended }: CarriedOut,
): Promise<string> {
  const { header, end }: OpenPlan = await readPlan(planPath);
  const { start } = await readProgress(folder);
  const evidence = {
    format: EVIDENCE_FORMAT,
    formatVersion: 1,
    plan: {
      id: planId,
      sha256: end.sha256,
      command: header.command,
      created: header.created,
      rows: end.rows,
    },
    source: header.source,
    target: header.target,
    carriedOutBy: { userId: start?.userId ?? '', username: start?.username ?? '', tool: start?.tool ?? '' },
    started,
    finished: ended,
    durationMs: Date.parse(ended) - Date.parse(started),
    counts,
    verified,
    journalSha256: await hashOf(join(folder, 'journal.ndjson')),
  };
  const path = join(folder, 'evidence.json');
  await writeFile(path, `${JSON.stringify(evidence, null, 2)}\n`, { mode: 0o600 });
  return path;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

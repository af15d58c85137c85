// A plan falls into batches, always the same ones: what the journal says of batch 17 is then said of the same rows in
// every run. A batch is what one call takes, or what one Bulk job takes.
import { MOST_RECORDS } from '../../org/collections.ts';
import type {
  CreateRow,
  DeleteRow,
  PatchRow,
  PlanHeader,
  PlanRow,
  PlanStep,
  SkippedRow,
  StepKind,
  UndeleteRow,
  UpdateRow,
} from '../plan/model.ts';

/** Rows of a Bulk job: their text is held while it is uploaded. */
export const BULK_ROWS = 25_000;

export type ActingKind = Exclude<StepKind, 'none'>;
export type ActingRow = UndeleteRow | CreateRow | UpdateRow | PatchRow | DeleteRow;

export interface Batch {
  /** From 1, over the whole plan. */
  readonly number: number;
  readonly step: PlanStep & { readonly kind: ActingKind };
  readonly bulk: boolean;
  readonly rows: readonly ActingRow[];
}

/** What a plan comes to: batches to carry out, and rows that it only names. */
export type Work = Batch | { readonly step: PlanStep; readonly named: readonly SkippedRow[] };

/** Whether rows of a step go by Bulk: enough of them, and something in them that tells one result from another. */
export function goesByBulk({ kind, object, rows }: PlanStep, header: PlanHeader, threshold: number): boolean {
  if (rows < threshold || kind === 'undelete' || kind === 'none') return false;
  return (
    kind !== 'create' ||
    header.objects.some(({ name, correlation }) => name === object && correlation !== undefined)
  );
}

export async function* batchesOf(
  lines: AsyncIterable<PlanStep | PlanRow>,
  header: PlanHeader,
  threshold: number,
): AsyncGenerator<Work> {
  let number = 0;
  let step: PlanStep | undefined;
  let rows: PlanRow[] = [];
  let left = 0;
  for await (const line of lines) {
    if (line.type === 'step') {
      [step, left] = [line, line.rows];
      continue;
    }
    if (step === undefined) continue;
    rows.push(line);
    left -= 1;
    const bulk = goesByBulk(step, header, threshold);
    if (left > 0 && rows.length < (bulk ? BULK_ROWS : MOST_RECORDS)) continue;
    if (isActing(step)) yield { number: ++number, step, bulk, rows: rows as ActingRow[] };
    else yield { step, named: rows as SkippedRow[] };
    rows = [];
  }
}

const isActing = (step: PlanStep): step is PlanStep & { kind: ActingKind } => step.kind !== 'none';

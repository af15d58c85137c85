// Reads a plan file. Nothing of it is handed out before every byte was read once and the hash held, so that nobody
// acts on a plan that is not the one that was reviewed; what is handed out afterwards is checked again on the way.
import { createReadStream } from 'node:fs';
import { Tally } from '../../kit/bytes.ts';
import { Failure } from '../../kit/failure.ts';
import { lineBatches } from './lines.ts';
import {
  PLAN_FORMAT,
  PLAN_FORMAT_VERSION,
  type PlanEnd,
  type PlanHeader,
  type PlanLine,
  type PlanRow,
  type PlanStep,
} from './model.ts';

export interface OpenPlan {
  readonly path: string;
  readonly header: PlanHeader;
  readonly end: PlanEnd;
  /** Every step followed by its rows, in order; from the file each time it is asked for. */
  lines(signal?: AbortSignal): AsyncGenerator<PlanStep | PlanRow>;
}

/**
 * Opens a plan after checking it to its last byte.
 * @throws Failure `planNotFound` {file}; `planDamaged` {file, line, detail}; `planFormatUnknown` {file, format}
 */
export async function readPlan(path: string, signal?: AbortSignal): Promise<OpenPlan> {
  let header: PlanHeader | undefined;
  let end: PlanEnd | undefined;
  for await (const line of checkedLines(path, signal)) {
    if (line.type === 'header') header = line;
    else if (line.type === 'end') end = line;
  }
  // `checkedLines` ends well only after both.
  if (!header || !end) throw new Failure('planDamaged', { file: path, line: 1, detail: 'no header' });
  return { path, header, end, lines: (stop) => body(path, stop) };
}

/** Only what a plan says of itself; nothing else of it is checked. @throws as `readPlan` */
export async function readHeader(path: string): Promise<PlanHeader> {
  for await (const line of checkedLines(path)) if (line.type === 'header') return line;
  throw new Failure('planDamaged', { file: path, line: 1, detail: 'no header' });
}

async function* body(path: string, signal?: AbortSignal): AsyncGenerator<PlanStep | PlanRow> {
  for await (const line of checkedLines(path, signal)) {
    if (line.type === 'step' || line.type === 'row') yield line;
  }
}

async function* checkedLines(path: string, signal?: AbortSignal): AsyncGenerator<PlanLine> {
  const check = new Check(path);
  try {
    for await (const batch of lineBatches(createReadStream(path, { signal }))) {
      for (const bytes of batch) yield check.next(bytes);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Failure('planNotFound', { file: path }, { cause: error });
    throw error;
  }
  check.finish();
}

/** Holds every line against what must come next. */
class Check {
  readonly #file: string;
  readonly #tally = new Tally();
  #line = 0;
  #steps = 0;
  #rows = 0;
  #rowsLeft = 0;
  #object = '';
  #ended = false;

  constructor(file: string) {
    this.#file = file;
  }

  next(bytes: Buffer): PlanLine {
    this.#line += 1;
    if (this.#ended) throw this.#damaged('text after the end');
    const line = this.#parse(bytes);
    if ((this.#line === 1) !== (line.type === 'header')) throw this.#damaged('header out of place');
    this.#checkLine(line);
    if (line.type !== 'end') this.#tally.add(bytes);
    return line;
  }

  finish(): void {
    if (!this.#ended) throw this.#damaged('no end');
  }

  #parse(bytes: Buffer): PlanLine {
    try {
      const line: unknown = JSON.parse(bytes.toString('utf8'));
      if (isLine(line)) return line;
    } catch (cause) {
      throw this.#damaged('not JSON', cause);
    }
    throw this.#damaged('not a line of a plan');
  }

  #checkLine(line: PlanLine): void {
    const { type } = line;
    if (type === 'header') this.#header(line);
    else if (type === 'step') this.#step(line);
    else if (type === 'row') this.#row(line);
    else this.#end(line);
  }

  #header(header: PlanHeader): void {
    const { format, formatVersion } = header as { format: string; formatVersion: number };
    if (format !== PLAN_FORMAT || formatVersion !== PLAN_FORMAT_VERSION)
      throw new Failure('planFormatUnknown', { file: this.#file, format: `${format} ${formatVersion}` });
  }

  #step(line: PlanStep): void {
    if (this.#rowsLeft !== 0) throw this.#damaged('rows missing');
    if (line.step !== ++this.#steps) throw this.#damaged('steps out of order');
    this.#rowsLeft = line.rows;
    this.#object = line.object;
  }

  #row(line: PlanRow): void {
    if (this.#rowsLeft-- <= 0 || line.object !== this.#object) throw this.#damaged('row out of place');
    this.#rows += 1;
  }

  #end(line: PlanEnd): void {
    if (this.#rowsLeft !== 0) throw this.#damaged('rows missing');
    if (line.steps !== this.#steps || line.rows !== this.#rows) throw this.#damaged('counts');
    if (line.sha256 !== this.#tally.sha256) throw this.#damaged('hash');
    this.#ended = true;
  }

  #damaged(detail: string, cause?: unknown): Failure {
    return new Failure('planDamaged', { file: this.#file, line: this.#line, detail }, { cause });
  }
}

const TYPES: ReadonlySet<unknown> = new Set(['header', 'step', 'row', 'end'] satisfies Array<
  PlanLine['type']
>);

function isLine(value: unknown): value is PlanLine {
  return typeof value === 'object' && value !== null && 'type' in value && TYPES.has(value.type);
}

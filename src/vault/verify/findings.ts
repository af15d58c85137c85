// What a verification has found so far. Damage is a result, never an exception: every check runs inside `guard`,
// which turns what reading a damaged vault throws into a problem and lets the other checks go on.
import { Failure } from '../../kit/failure.ts';

export interface Problem {
  /** What is wrong, as a key: `volumeHash`, `memberDamaged`, `rowCells` … */
  readonly kind: string;
  /** The key of the file in the vault. */
  readonly file: string;
  readonly member?: string;
  readonly detail: string;
}

export interface Checked {
  volumes: number;
  members: number;
  rows: number;
  bytes: number;
}

export interface VerifyResult {
  readonly problems: readonly Problem[];
  /** Problems beyond the first ten thousand, counted only. */
  readonly omitted: number;
  readonly checked: Readonly<Checked>;
}

export interface VerifyProgress {
  readonly volume?: string;
  readonly object?: string;
  readonly checked: Readonly<Checked>;
}

const MOST_PROBLEMS = 10_000;

export class Findings {
  readonly problems: Problem[] = [];
  omitted = 0;
  readonly checked: Checked = { volumes: 0, members: 0, rows: 0, bytes: 0 };
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  add(kind: string, file: string, detail: string, member?: string): void {
    if (this.problems.length >= MOST_PROBLEMS) this.omitted += 1;
    else this.problems.push({ kind, file, ...(member !== undefined && { member }), detail });
  }

  result(): VerifyResult {
    return { problems: this.problems, omitted: this.omitted, checked: this.checked };
  }

  /** Runs a check on a file; undefined when it met damage. Mistakes of the program and aborts still throw. */
  async guard<Result>(file: string, check: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await check();
    } catch (error) {
      this.#signal?.throwIfAborted();
      const problem = problemOf(error, file);
      if (problem === undefined) throw error;
      this.add(problem.kind, problem.file, problem.detail, problem.member);
      return undefined;
    }
  }
}

function problemOf(error: unknown, file: string): Problem | undefined {
  if (error instanceof Failure) {
    const { file: named, member, ...facts } = error.tokens;
    const detail = Object.values(facts).join(' ');
    const at = typeof member === 'string' ? { member } : {};
    return { kind: error.key, file: typeof named === 'string' ? named : file, detail, ...at };
  }
  // A disk that cannot be read is damage as well (EIO, EACCES …).
  const { syscall, message } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : { kind: 'unreadable', file, detail: message };
}

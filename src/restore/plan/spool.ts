// Rows of a plan under way: rows of one object come in all kinds, while a plan has them kind by kind, so each kind's
// lines wait in a file of their own until the order of the steps is known.
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Action, PlanRow, StepKind } from './model.ts';
import { planLine, type StepToWrite } from './writePlan.ts';

/** Where in an object's part of the plan a row belongs. */
export interface Lane {
  readonly object: string;
  readonly kind: StepKind;
  /** Among the steps of one kind of one object, from 0. */
  readonly turn: number;
}

interface Open {
  readonly lane: Lane;
  readonly path: string;
  readonly file: WriteStream;
  rows: number;
}

/** Rows by object, action and reason. */
export interface Tallied {
  readonly object: string;
  readonly action: Action;
  readonly reason?: string;
  rows: number;
}

export class Spool {
  readonly #folder: string;
  readonly #lanes = new Map<string, Open>();
  readonly #counts = new Map<string, Tallied>();
  readonly #bodies = { files: 0, bytes: 0 };

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Spool(folder);
  }

  async put(kind: StepKind, row: PlanRow, turn = 0): Promise<void> {
    const open = this.#open({ object: row.object, kind, turn });
    open.rows += 1;
    this.#count(kind, row);
    if ('body' in row && row.body) {
      this.#bodies.files += 1;
      this.#bodies.bytes += row.body.bodyBytes;
    }
    if (!open.file.write(planLine(row))) await once(open.file, 'drain');
  }

  /** Rows counted so far; a patch is no row of its own. */
  get counts(): readonly Tallied[] {
    return [...this.#counts.values()];
  }

  /** Files that come with created rows. */
  get bodies(): { readonly files: number; readonly bytes: number } {
    return this.#bodies;
  }

  /** Closes the files of an object that has all its rows: an org has more objects than a process may open files. */
  async close(object: string): Promise<void> {
    for (const { lane, file } of this.#lanes.values()) {
      if (lane.object !== object || file.writableEnded) continue;
      file.end();
      await finished(file);
    }
  }

  /** What was spooled, once every object is closed. */
  steps(): ReadonlyArray<StepToWrite & Lane> {
    return [...this.#lanes.values()].map(({ lane, path, rows }) => ({
      ...lane,
      rows,
      lines: createLines(path),
    }));
  }

  async remove(): Promise<void> {
    for (const { file } of this.#lanes.values()) file.destroy();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #open(lane: Lane): Open {
    const key = `${lane.kind} ${lane.turn} ${lane.object}`;
    let open = this.#lanes.get(key);
    if (open === undefined) {
      // Numbered: what an object is called in an org never becomes a path.
      const path = join(this.#folder, `${this.#lanes.size}.ndjson`);
      open = { lane, path, file: createWriteStream(path, { mode: 0o600 }), rows: 0 };
      this.#lanes.set(key, open);
    }
    return open;
  }

  #count(kind: StepKind, row: PlanRow): void {
    if (kind === 'patch') return;
    const reason = 'reason' in row ? row.reason : undefined;
    const key = `${row.object} ${row.action} ${reason ?? ''}`;
    const tallied = this.#counts.get(key);
    if (tallied) tallied.rows += 1;
    else
      this.#counts.set(key, { object: row.object, action: row.action, ...(reason && { reason }), rows: 1 });
  }
}

/** Opened when it is read, not before: a plan has hundreds of steps. */
async function* createLines(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

// Names of members. A member is never changed, and an interrupted attempt may have left some behind, so a name is the
// next one that nobody has used.

import type { Run } from '../vault/run/run.ts';

/** The name of an attempt, the first one that the run has no member of: `index/files.csv.zst`, `index/files-2.csv.zst`. */
export function freeName(run: Run, base: string, extension: string): string {
  let name = `${base}.${extension}`;
  for (let again = 2; run.has(name); again += 1) name = `${base}-${again}.${extension}`;
  return name;
}

/** The members that hold one object's rows: `data/Account/000001.csv.zst` and so on. */
export class RowMemberNames {
  readonly #run: Run;
  readonly #object: string;
  #last = 0;

  constructor(run: Run, object: string) {
    this.#run = run;
    this.#object = object;
  }

  next(): string {
    do this.#last += 1;
    while (this.#run.has(this.#name()));
    return this.#name();
  }

  #name(): string {
    return `data/${this.#object}/${String(this.#last).padStart(6, '0')}.csv.zst`;
  }
}

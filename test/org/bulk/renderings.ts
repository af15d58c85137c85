// Result files, rendered once and shared: the same query by the same user over unchanged data downloads from the same
// file, so that a benchmark that runs twice measures downloads. All files lie in one temporary folder that goes with
// the org.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, type Delimiter, type LineEnding } from './format.ts';
import { renderResult, type ResultFile } from './render.ts';
import type { PreparedQuery } from '../soql/soql.ts';

export interface Rendering {
  /** Resolves when the file is complete; rejects with what the evaluation threw. */
  readonly file: Promise<ResultFile>;
}

export interface RenderRequest {
  readonly prepared: PreparedQuery;
  /** Everything the result depends on; equal keys share a file. */
  readonly key: string;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly pageRows: number;
}

export interface Renderings {
  start(request: RenderRequest): Rendering;
  /** Ends what is under way and deletes every file. */
  stop(): Promise<void>;
}

/** No files, and no folder either until the first result needs one. */
export function createRenderings(): Renderings {
  const known = new Map<string, Rendering>();
  const ending = new AbortController();
  let files = 0;
  let folder: Promise<string> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const render = async (request: RenderRequest, name: string): Promise<ResultFile> => {
    folder ??= mkdtemp(join(tmpdir(), 'practice-org-results-'));
    const { prepared, delimiter, lineEnding, pageRows } = request;
    const writer = createWriter(prepared.columns, delimiter, lineEnding);
    const path = join(await folder, name);
    return renderResult(prepared.cells(), writer, { path, pageRows, signal: ending.signal });
  };
  return {
    start(request) {
      const key = JSON.stringify([request.key, request.delimiter, request.lineEnding, request.pageRows]);
      const shared = known.get(key);
      if (shared !== undefined) return shared;
      // One at a time: two renderings at once on one thread would only finish later, both.
      files += 1;
      const name = `${files}.csv.gz`;
      const file = queue.then(() => render(request, name));
      queue = file.catch(() => known.delete(key));
      const rendering = { file };
      known.set(key, rendering);
      return rendering;
    },
    async stop() {
      ending.abort();
      await queue;
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

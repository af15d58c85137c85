import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { takePart } from './download.ts';
import { createWriter } from './format.ts';
import { renderResult, type ResultFile } from './render.ts';

const writer = createWriter(
  [
    { name: 'Id', type: 'id' },
    { name: 'Note', type: 'textarea' },
  ],
  'COMMA',
  'LF',
);

describe('a rendered result', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'render-test-'));
  });
  after(() => rm(folder, { recursive: true }));

  const render = (
    rows: ReadonlyArray<readonly [string, string | null]>,
    pageRows: number,
  ): Promise<ResultFile> =>
    renderResult(rows, writer, {
      path: join(folder, 'result'),
      pageRows,
      signal: new AbortController().signal,
    });

  const download = async (file: ResultFile, maxRecords: number, gzipped: boolean): Promise<string[]> => {
    const pages: string[] = [];
    for (let row = 0; row === 0 || row < file.rows;) {
      const part = await takePart(file, row, maxRecords, gzipped);
      const bytes = part.body instanceof Readable ? await buffer(part.body) : part.body;
      pages.push((part.gzipped ? gunzipSync(bytes) : bytes).toString());
      row += part.rows;
      if (part.rows === 0) break;
    }
    return pages;
  };

  it('is the same rows in any page size, part size and encoding', async () => {
    const row = fc.tuple(
      fc.string(),
      fc.option(fc.string({ unit: fc.constantFrom('"', '\n', '\r', ',', 'x', '😀') })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async (rows, pageRows, maxRecords, gzipped) => {
          const file = await render(rows, pageRows);
          const pages = await download(file, maxRecords, gzipped);
          expect(file.rows).to.equal(rows.length);
          for (const page of pages) expect(page.startsWith(writer.header)).to.equal(true);
          expect(pages.map((page) => page.slice(writer.header.length)).join('')).to.equal(
            rows.map((cells) => writer.line(cells)).join(''),
          );
        },
      ),
      { numRuns: 60, verbose: true },
    );
  });

  it('has one page with the header alone when there are no rows', async () => {
    const file = await render([], 5);
    expect(file.pages.map(({ rows }) => rows)).to.deep.equal([0]);
    expect(await download(file, Infinity, false)).to.deep.equal([writer.header]);
  });

  it('has no empty last page when rows fill the pages exactly', async () => {
    const file = await render(
      [
        ['1', null],
        ['2', null],
        ['3', null],
        ['4', null],
      ],
      2,
    );
    expect(file.pages.map(({ rows }) => rows)).to.deep.equal([2, 2]);
  });

  it('stops when it is told to', async () => {
    const ending = AbortSignal.abort();
    const rows = Array.from({ length: 3_000 }, (_, index) => [String(index), null] as const);
    const failed = await renderResult(rows, writer, {
      path: join(folder, 'aborted'),
      pageRows: 5_000,
      signal: ending,
    }).catch((error: unknown) => (error as Error).name);
    expect(failed).to.equal('AbortError');
  });
});

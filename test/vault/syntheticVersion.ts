// Small but whole versions for tests: two objects in pages, files (one body shared), a metadata pack, security facts.
// Everything follows from the seed.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { once } from '../../src/kit/bytes.ts';
import { encodeRow } from '../../src/kit/csv.ts';
import { checkCharacters } from '../../src/kit/idSet.ts';
import {
  FILES_INDEX_COLUMNS,
  METADATA_INDEX_COLUMNS,
  TOMBSTONE_COLUMNS,
} from '../../src/vault/formats/columns.ts';
import type { Lock } from '../../src/vault/lock/lock.ts';
import type { Manifest, ManifestDraft, ObjectEntry, Segment } from '../../src/vault/manifest/manifest.ts';
import { appendEntry, createZip } from '../../src/kit/archive.ts';
import type { Run } from '../../src/vault/run/run.ts';
import { openRun } from '../../src/vault/run/openRun.ts';
import type { Vault } from '../../src/vault/vault.ts';
import { seeded, whole, type Random } from './randomness.ts';

export const ORG_ID = '00D000000000001EAA';
export const COLUMNS = ['Id', 'IsDeleted', 'Name', 'Notes'];
const PAGES = 3;
const ROWS_PER_PAGE = 40;

/** A record Id with its check characters. */
export function recordId(prefix: string, number: number): string {
  const id = prefix + '000000' + number.toString(36).toUpperCase().padStart(6, '0');
  return id + checkCharacters(id);
}

export function page(random: Random, prefix: string, first: number, rows: number): string {
  const lines = [encodeRow(COLUMNS)];
  for (let i = 0; i < rows; i++) {
    const text = ['plain', 'with "quotes"', 'two\nlines', 'ends in quote"\n', '', 'ünïcode 🌲', ',;"\n"'][
      whole(random, 7)
    ];
    const deleted = (first + i) % 10 === 9 ? 'true' : 'false';
    lines.push(encodeRow([recordId(prefix, first + i), deleted, `Row ${first + i} ${random()}`, text]));
  }
  return lines.join('');
}

export async function* bytesOf(text: string | Buffer, piece = 7_000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** Adds all members of a version, skipping those an interrupted run has, and says what to publish. */
export async function fill(
  run: Run,
  seed: number,
  options: { readonly extra?: string } = {},
): Promise<ManifestDraft> {
  const objects = [
    await fillObject(run, seed, 'Account', '001'),
    await fillObject(run, seed + 1, 'Contact', '003'),
  ];
  const bodies = await fillBodies(run, seed);
  const files = await fillFilesIndex(run, bodies);
  const metadata = await fillMetadata(run);
  await add(run, 'security/tokens.json.zst', JSON.stringify([{ app: 'Data Loader', extra: options.extra }]));
  return {
    ...draftOf(objects),
    files,
    metadata,
    security: [run.refOf('security/tokens.json.zst')],
  };
}

export function draftOf(objects: readonly ObjectEntry[]): ManifestDraft {
  return {
    org: {
      id: ORG_ID,
      name: 'Synthetic',
      instance: 'XX1',
      edition: 'Developer',
      sandbox: true,
      created: '2020-01-01T00:00:00Z',
    },
    user: { id: '005000000000001AAA', username: 'backup@example.com', permissions: ['ViewAllData'] },
    tool: { name: 'sf-plugin-safekeep', version: '0.1.0', node: process.version },
    apiVersion: '64.0',
    kind: 'full',
    started: '2026-11-22T03:40:00.000Z',
    finished: '2026-11-22T03:41:00.000Z',
    selection: { only: [], sobjects: [], exclude: [] },
    complete: true,
    objects,
    gaps: [],
    usage: { apiCalls: 12, bulkJobs: 1, durationMs: 60_000 },
  };
}

/** Takes and publishes one whole version. */
export async function takeSynthetic(
  vault: Vault,
  lock: Lock,
  version: string,
  seed: number,
  options: { readonly volumeBytes?: number; readonly parent?: Manifest['parent'] } = {},
): Promise<Manifest> {
  const run = await openRun(vault, lock, ORG_ID, {
    version,
    fingerprint: 'all',
    volumeBytes: options.volumeBytes,
  });
  const draft = await fill(run, seed);
  return run.publish({
    ...draft,
    ...(options.parent && { parent: options.parent }),
    started: startOf(version),
  });
}

export function startOf(version: string): string {
  return version.replace(/T(\d\d)-(\d\d)-(\d\d)Z/, 'T$1:$2:$3Z');
}

async function fillObject(run: Run, seed: number, name: string, prefix: string): Promise<ObjectEntry> {
  const segments: Segment[] = [];
  for (let number = 1; number <= PAGES; number++) {
    const member = `data/${name}/${String(number).padStart(6, '0')}.csv.zst`;
    await add(run, member, page(seeded(seed * 100 + number), prefix, number * 1000, ROWS_PER_PAGE));
    segments.push({ ...run.refOf(member), kind: 'base', rows: ROWS_PER_PAGE });
  }
  return objectOf(run, name, segments, PAGES * ROWS_PER_PAGE * 0.9, PAGES * ROWS_PER_PAGE * 0.1);
}

/** An object entry over segments; adds the schema unless the run has it. */
export async function objectOf(
  run: Run,
  name: string,
  segments: readonly Segment[],
  rows: number,
  deletedRows: number,
): Promise<ObjectEntry> {
  const schema = `schema/${name}.json.zst`;
  await add(run, schema, JSON.stringify({ columns: COLUMNS, describe: { name } }));
  return {
    name,
    via: 'bulk',
    rows: Math.round(rows),
    deletedRows: Math.round(deletedRows),
    bytes: segments.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
    segments,
    schema: run.refOf(schema),
    started: '2026-11-22T03:40:00Z',
    finished: '2026-11-22T03:40:30Z',
    reconciliation: { expected: rows + deletedRows, source: 'Sforce-NumberOfRecords' },
  };
}

export async function add(run: Run, member: string, text: string | Buffer): Promise<void> {
  if (run.done(member)) return;
  const compression = member.endsWith('.zst') ? 'zstd' : 'stored';
  await run.addMember(member, bytesOf(text), { key: member, compression });
}

export function tombstones(ids: readonly string[]): string {
  return [TOMBSTONE_COLUMNS, ...ids.map((id) => [id, '2026-11-22T00:00:00Z', 'queryAll'])]
    .map((row) => encodeRow(row))
    .join('');
}

interface Body {
  readonly row: readonly string[];
}

async function fillBodies(run: Run, seed: number): Promise<Body[]> {
  const names = [
    'Report.pdf',
    'report.PDF',
    'con.txt',
    '../../etc/passwd',
    '=HYPERLINK("x")',
    'Vertrag „Ünï".docx',
  ];
  const bodies: Body[] = [];
  for (const [i, name] of names.entries()) {
    const id = recordId('068', i);
    // The last two are the same bytes under two names.
    const random = seeded(seed * 1000 + Math.min(i, names.length - 2));
    const bytes = Buffer.from(
      Array.from({ length: 3000 + i * 100 - (i === 5 ? 100 : 0) }, () => whole(random, 256)),
    );
    const key = `body ${id}`;
    const record =
      run.done(key) ??
      (await run.addMember((sha256) => `files/${sha256}`, bytesOf(bytes), {
        key,
        compression: 'stored',
        facts: () => ({ id }),
      }));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const md5 = createHash('md5').update(bytes).digest('hex');
    bodies.push({
      row: [
        id,
        'ContentVersion',
        recordId('069', i),
        '1',
        name,
        name,
        String(bytes.length),
        sha256,
        md5,
        record.name,
      ],
    });
  }
  return bodies;
}

async function fillFilesIndex(run: Run, bodies: readonly Body[]): Promise<ManifestDraft['files']> {
  const text = [FILES_INDEX_COLUMNS, ...bodies.map(({ row }) => row)].map((row) => encodeRow(row)).join('');
  await add(run, 'index/files.csv.zst', text);
  const bytes = bodies.reduce((sum, { row }) => sum + Number(row[6]), 0);
  return { count: bodies.length, bytes, bodies: bodies.length - 1, index: run.refOf('index/files.csv.zst') };
}

const CLASSES = ['Invoice', 'Zahlung', 'A&B'];

async function fillMetadata(run: Run): Promise<ManifestDraft['metadata']> {
  const files = CLASSES.flatMap((name) => [
    { type: 'ApexClass', name, path: `classes/${name}.cls`, text: `public class ${name} {}` },
    { type: 'ApexClass', name, path: `classes/${name}.cls-meta.xml`, text: '<ApexClass/>' },
  ]);
  const members = CLASSES.map((name) => `<members>${name.replace('&', '&amp;')}</members>`).join('');
  const packageXml = `<?xml version="1.0"?><Package><types>${members}<name>ApexClass</name></types><version>64.0</version></Package>`;
  await add(run, 'metadata/0001.zip', await zipOf([...files, { path: 'package.xml', text: packageXml }]));
  const rows = files.map(({ type, name, path, text }) => [
    type,
    name,
    path,
    String(Buffer.byteLength(text)),
    createHash('sha256').update(text).digest('hex'),
    'metadata/0001.zip',
  ]);
  await add(
    run,
    'index/metadata.csv.zst',
    [METADATA_INDEX_COLUMNS, ...rows].map((row) => encodeRow(row)).join(''),
  );
  return {
    components: CLASSES.length,
    files: files.length,
    packs: [run.refOf('metadata/0001.zip')],
    index: run.refOf('index/metadata.csv.zst'),
  };
}

export async function zipOf(
  files: readonly { readonly path: string; readonly text: string | Buffer }[],
): Promise<Buffer> {
  const zip = createZip({ zlib: { level: 6 } });
  const chunks: Buffer[] = [];
  zip.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const { path, text } of files) {
    const source = Readable.from(once(Buffer.from(text as string)), { objectMode: false });
    await appendEntry(zip, source, { name: `unpackaged/${path}`, date: new Date(0), mode: 0o600 });
  }
  await zip.finalize();
  return Buffer.concat(chunks);
}

// Holds a version against the practice org's own store: row by row, field by field, byte by byte. What differs must be
// one of the version's gaps. It reads the vault with the plugin's own readers, the org without them.

import { createHash } from 'node:crypto';
import { openCsv } from '../../src/kit/csv.ts';
import type { Manifest, ObjectEntry } from '../../src/vault/manifest/manifest.ts';
import { openMember } from '../../src/vault/read/member.ts';
import { MemberLocator, openBody, readFilesIndex } from '../../src/vault/read/indexes.ts';
import type { Vault } from '../../src/vault/vault.ts';
import type { FieldDescribe, OrgState, Row, SObjectType, Value } from '../org/model.ts';
import { restNumber } from '../org/soql/numbers.ts';

/** Differences, as sentences; empty when the version is the org. */
export type Differences = string[];

const MOST_SHOWN = 20;

class Report {
  readonly differences: Differences = [];
  add(text: string): void {
    if (this.differences.length < MOST_SHOWN) this.differences.push(text);
  }
}

/** Compares the rows of every object that the version was asked for; all of them when it was asked for no one by name. */
export async function compareRows(vault: Vault, manifest: Manifest, state: OrgState): Promise<Differences> {
  const report = new Report();
  const gaps = new Set(manifest.gaps.map((gap) => `${gap.kind} ${gap.name}`));
  const entries = new Map(manifest.objects.map((entry) => [entry.name, entry]));
  const named = manifest.selection.sobjects;
  for (const type of state.schema.types.filter(({ name }) => named.length === 0 || named.includes(name))) {
    const entry = entries.get(type.name);
    if (entry) await compareObject(vault, manifest, state, type, entry, gaps, report);
    else if (!gaps.has(`object ${type.name}`)) report.add(`${type.name} is neither in the version nor a gap`);
  }
  return report.differences;
}

async function compareObject(
  vault: Vault,
  manifest: Manifest,
  state: OrgState,
  type: SObjectType,
  entry: ObjectEntry,
  gaps: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  const stored = state.tables.of(type.name);
  const isLeftOut = ({ name }: FieldDescribe): boolean =>
    gaps.has(`field ${type.name}.${name}`) || manifest.selection.exclude.includes(`${type.name}.${name}`);
  const fields = type.describe.fields.filter((field) => isCell(field) && !isLeftOut(field));
  const captured = new Map<string, number>();
  let count = 0;
  for (const segment of entry.segments) {
    const { columns, rows } = await openCsv(openMember(vault, manifest.org.id, segment));
    const missing = fields.filter((field) => !columns.includes(field.name)).map((field) => field.name);
    if (missing.length > 0) report.add(`${type.name} lacks ${missing.join(', ')} and does not say so`);
    const order = fields
      .filter((field) => columns.includes(field.name))
      .map((field) => columns.indexOf(field.name));
    for await (const cells of rows) {
      count += 1;
      const key = digest(order.map((at) => cells[at] ?? ''));
      captured.set(key, (captured.get(key) ?? 0) + 1);
    }
  }
  if (count !== stored.size)
    report.add(`${type.name}: ${count} rows in the version, ${stored.size} in the org`);
  for (const row of stored.rows()) {
    const expected = fields.map((field) => textOf(row, field));
    const key = digest(expected);
    const found = captured.get(key) ?? 0;
    if (found === 0)
      report.add(
        `${type.name} ${String(row.Id)} is not in the version as it is in the org: ${JSON.stringify(expected).slice(0, 600)}`,
      );
    captured.set(key, found - 1);
  }
}

/** The version keeps what a query gives out as a cell: no bodies, no compounds (their components are there). */
function isCell(field: FieldDescribe): boolean {
  return !['base64', 'address', 'location'].includes(field.type);
}

/** A value as a cell of the version must have it, by the rules of the vault's format. */
function textOf(row: Row, field: FieldDescribe): string {
  const value: Value | undefined = row[field.name];
  if (value === null || value === undefined) return '';
  if (['double', 'currency', 'percent', 'int', 'long'].includes(field.type))
    return restNumber(value as number | string, field.type);
  if (field.type === 'datetime') return String(value).replace(/\+0000$/, 'Z');
  return String(value);
}

function digest(cells: readonly string[]): string {
  return createHash('sha1').update(cells.join('\u0001')).digest('base64');
}

/** Compares every file body with the org's, and looks for bodies that the version was asked for and lacks. */
export async function compareFiles(vault: Vault, manifest: Manifest, state: OrgState): Promise<Differences> {
  const report = new Report();
  const { files } = manifest;
  if (!files) return ['the version has no files'];
  const locator = new MemberLocator(vault, manifest);
  const captured = new Set<string>();
  for await (const row of readFilesIndex(vault, manifest.org.id, files.index)) {
    captured.add(row.Id);
    const blob = state.blobs.of(row.Object, row.Id, BODY_FIELD[row.Object] ?? '');
    if (!blob) {
      report.add(`${row.Object} ${row.Id} has no body in the org`);
      continue;
    }
    const hash = createHash('sha256');
    for (const chunk of blob.bytes()) hash.update(chunk);
    const expected = hash.digest('hex');
    const found = createHash('sha256');
    const place = await locator.find(row.Member, row.Volume);
    for await (const chunk of openBody(vault, manifest.org.id, place, row)) found.update(chunk);
    if (found.digest('hex') !== expected)
      report.add(`${row.Object} ${row.Id} has other bytes than in the org`);
  }
  const gaps = new Set(manifest.gaps.filter((gap) => gap.kind === 'file').map((gap) => gap.name));
  const named = manifest.selection.sobjects;
  for (const [object, field] of Object.entries(BODY_FIELD)) {
    if (named.length > 0 && !named.includes(object)) continue;
    for (const row of state.tables.of(object).rows()) {
      const id = String(row.Id);
      const hasBody = row.IsDeleted !== true && state.blobs.of(object, id, field) !== undefined;
      if (hasBody && !captured.has(id) && !gaps.has(`${object} ${id}`))
        report.add(`${object} ${id} is neither kept nor a gap`);
    }
  }
  return report.differences;
}

const BODY_FIELD: Readonly<Record<string, string>> = {
  Attachment: 'Body',
  ContentVersion: 'VersionData',
  Document: 'Body',
  EventLogFile: 'LogFile',
  StaticResource: 'Body',
};

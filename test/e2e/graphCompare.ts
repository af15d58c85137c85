// Holds two practice orgs against each other as graphs: every row that a restore created, field by field, every reference
// pointing at the counterpart of what it pointed at. It reads the orgs' own stores, and of the restore only what it says
// itself: its plan and its map of Ids.

import { readFile } from 'node:fs/promises';
import { readPlan } from '../../src/restore/plan/readPlan.ts';
import type { PlannedObject } from '../../src/restore/plan/model.ts';
import type { FieldDescribe, OrgState, Row, Value } from '../org/model.ts';

export interface GraphComparison {
  readonly differences: string[];
  /** Rows compared. */
  readonly rows: number;
}

export interface RestoreFiles {
  readonly plan: string;
  readonly idMap: string;
}

const MOST_SHOWN = 30;

/** @param isExpected whether a difference is one that the restore was asked for (an owner who is not active) */
export async function compareGraphs(
  source: OrgState,
  target: OrgState,
  files: RestoreFiles,
  isExpected: (object: string, field: string, row: Row) => boolean = () => false,
): Promise<GraphComparison> {
  const { header } = await readPlan(files.plan);
  const ids = await readIdMap(files.idMap);
  const { skipped, lost } = await saidByPlan(files.plan);
  const differences: string[] = [];
  let rows = 0;
  for (const planned of header.objects) {
    const made = new Set<string>();
    for (const row of source.tables.of(planned.name).rows()) {
      if (row.IsDeleted === true || skipped.has(String(row.Id))) continue;
      rows += 1;
      const newId = ids.get(String(row.Id));
      const copy = newId === undefined ? undefined : target.tables.of(planned.name).get(newId);
      if (newId !== undefined && made.has(newId))
        differences.push(`${planned.name} ${newId} stands for two rows`);
      if (newId !== undefined) made.add(newId);
      if (copy === undefined) differences.push(`${planned.name} ${String(row.Id)} is not in the target`);
      else
        differences.push(...differingFields({ source, target, ids, planned, lost }, row, copy, isExpected));
    }
    const alive = [...target.tables.of(planned.name).rows()].filter((row) => row.IsDeleted !== true);
    const strangers = alive.filter((row) => !made.has(String(row.Id)) && !isOwnRow(planned.name));
    if (strangers.length > 0 && made.size > 0)
      differences.push(
        `${planned.name}: ${strangers.length} rows that nobody restored, ${String(strangers[0]?.Id)}`,
      );
    if (differences.length > MOST_SHOWN) break;
  }
  return { differences: differences.slice(0, MOST_SHOWN), rows };
}

interface Orgs {
  readonly source: OrgState;
  readonly target: OrgState;
  readonly ids: ReadonlyMap<string, string>;
  readonly planned: PlannedObject;
  /** By Id in the source: fields that the plan says do not come back. */
  readonly lost: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Every field of the row is the same, or said by the plan not to be written. */
function differingFields(
  { source, target, ids, planned, lost }: Orgs,
  row: Row,
  copy: Row,
  isExpected: (object: string, field: string, row: Row) => boolean,
): string[] {
  const fields = source.schema.find(planned.name)!.describe.fields;
  const unwritten = planned.unwritten ?? {};
  return fields.flatMap((field) => {
    const { name } = field;
    if (name in unwritten || lost.get(String(row.Id))?.has(name) || isExpected(planned.name, name, row))
      return [];
    const [before, after] = [row[name] ?? null, copy[name] ?? null];
    const same =
      field.type === 'reference' || field.type === 'id'
        ? pointsAtCounterpart(before, after, ids, source, target)
        : sameValue(before, after, field);
    return same
      ? []
      : [
          `${planned.name} ${String(row.Id)} ${name}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`,
        ];
  });
}

function sameValue(before: Value, after: Value, { type }: FieldDescribe): boolean {
  if (type === 'base64') return true;
  // Salesforce trims what is no long text when it is saved; generated rows were never saved.
  if (type === 'string') return trimmed(before) === trimmed(after);
  const numeric = ['double', 'currency', 'percent', 'int'].includes(type);
  return numeric && before !== null && after !== null ? String(before) === String(after) : before === after;
}

const trimmed = (value: Value): string | null => (typeof value === 'string' ? value.trim() || null : null);

/** A restored row's new Id; for setup, which both orgs have, the row that people call the same. */
function pointsAtCounterpart(
  before: Value,
  after: Value,
  ids: ReadonlyMap<string, string>,
  source: OrgState,
  target: OrgState,
): boolean {
  if (before === null || after === null) return before === after;
  const [from, to] = [String(before), String(after)];
  if (ids.has(from)) return ids.get(from) === to;
  const type = source.schema.byKeyPrefix(from.slice(0, 3));
  if (type === undefined) return from === to;
  const [was, is] = [source.tables.of(type.name).get(from), target.tables.of(type.name).get(to)];
  return was !== undefined && is !== undefined && NATURAL.every((field) => was[field] === is[field]);
}

const NATURAL = ['Username', 'DeveloperName', 'Name', 'SobjectType', 'Type'];

/** Objects of which the target has, or makes, rows of its own. */
function isOwnRow(object: string): boolean {
  return [
    'Pricebook2',
    'PricebookEntry',
    'ContentDocumentLink',
    'EventRelation',
    'TaskRelation',
    'FeedItem',
    'Event',
    'Task',
  ].includes(object);
}

async function readIdMap(file: string): Promise<Map<string, string>> {
  const [, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const cells = (line: string): string[] => line.split(',').map((cell) => cell.replaceAll('"', ''));
  return new Map(lines.map(cells).map(([, oldId = '', newId = '']) => [oldId, newId]));
}

/** Rows that the plan says are left alone, and fields of others that it says do not come back. */
async function saidByPlan(
  plan: string,
): Promise<{ skipped: ReadonlySet<string>; lost: ReadonlyMap<string, ReadonlySet<string>> }> {
  const skipped = new Set<string>();
  const lost = new Map<string, ReadonlySet<string>>();
  for await (const line of (await readPlan(plan)).lines()) {
    if (line.type !== 'row') continue;
    if (line.action === 'Skip') skipped.add(line.id);
    if (line.action === 'Create' && line.lost) lost.set(line.id, new Set(Object.keys(line.lost)));
  }
  return { skipped, lost };
}

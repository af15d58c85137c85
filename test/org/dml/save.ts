// One row saved, in Salesforce's order (Apex Developer Guide, "Triggers and Order of Execution"): what the org works out,
// flows and triggers before, checks and rules, duplicates, the row itself, what follows from it, flows after.
import type { Row, Value } from '../model.ts';
import { assignOwner } from './automation/assignment.ts';
import { automationsOf } from './automation/automations.ts';
import { checkDuplicates } from './automation/duplicates.ts';
import { runAfterSave, runBeforeSave } from './automation/runFlows.ts';
import { validate } from './automation/validation.ts';
import { changed, type Change } from './change.ts';
import { duplicateValue, requiredMissing, RowFault } from './errors.ts';
import { keepFieldHistory } from './fieldHistory.ts';
import { workOutChildren, workOutFormulas } from './formulaFields.ts';
import type { Ground } from './ground.ts';
import type { Writer } from './model.ts';
import { keepOwnerShare } from './ownerShares.ts';
import type { ReadRow } from './reading.ts';
import { checkReferences } from './references.ts';
import { rollUp } from './rollUps.ts';
import { rulesOf } from './standard/objectRules.ts';
import { stampChanged, stampNew, stampTouched } from './systemFields.ts';
import type { Draft, TypePlan } from './typePlan.ts';

/** Saves a new row and returns its Id. Throws RowFault. */
export function insertRow(ground: Ground, plan: TypePlan, read: ReadRow, writer: Writer): string {
  const draft: Draft = { ...plan.blank, ...plan.defaults };
  for (const [field, value] of read.cells) draft[field] = value ?? requiredDefault(plan, field);
  stampNew(draft, plan, writer.userId, ground.stamp);
  for (const { name } of plan.autoNumbers) draft[name] = ground.autoNumbers.next(plan.type.name, name);
  const sent = new Set(read.cells.keys());
  return save({ ground, plan, writer, before: undefined, draft, sent, bodies: read.bodies });
}

/** A default that a required field falls back to when it was sent empty. */
function requiredDefault(plan: TypePlan, field: string): Value {
  return plan.type.field(field)?.nillable === false ? (plan.defaults[field] ?? null) : null;
}

/** Saves changes to a row. Throws RowFault. */
export function updateRow(ground: Ground, plan: TypePlan, before: Row, read: ReadRow, writer: Writer): void {
  const draft: Draft = { ...plan.blank, ...before };
  for (const [field, value] of read.cells) draft[field] = value;
  stampChanged(draft, plan, writer.userId, ground.stamp);
  save({ ground, plan, writer, before, draft, sent: new Set(read.cells.keys()), bodies: read.bodies });
}

/** Changes cells by the org's own doing: nothing is asked of automations, and nobody is said to have modified the row. */
export function touchRow(
  ground: Ground,
  plan: TypePlan,
  before: Row,
  cells: Readonly<Record<string, Value>>,
  writer: Writer,
): void {
  const draft: Draft = { ...before, ...cells };
  stampTouched(draft, plan, ground.stamp);
  const change = {
    ground,
    plan,
    writer,
    before,
    draft,
    sent: new Set(Object.keys(cells)),
    bodies: new Map(),
  };
  // Cells that come from elsewhere are not to be worked out from the row as it was: they lead.
  rulesOf(plan.type.name).derive?.({ ...change, before: { ...before, ...cells } });
  Object.assign(draft, cells);
  workOutFormulas(change);
  checkUnique(change);
  keep(change);
}

function save(change: Change): string {
  const { ground, plan, draft } = change;
  const rules = rulesOf(plan.type.name);
  const automations = automationsOf(ground.components, plan.type.name);
  assignOwner(change, automations.assignment);
  derive(change);
  runBeforeSave(change, automations.flows);
  for (const trigger of automations.triggers) trigger.before(change);
  derive(change);
  checkRequired(change);
  checkReferences(change);
  rules.check?.(change);
  checkUnique(change);
  validate(change, automations.validations);
  checkDuplicates(change, automations.duplicates);
  if (change.before === undefined) ground.storage.take(plan.type, ground.journal);
  keep(change);
  rules.follow?.(change, draft);
  runAfterSave(change, automations.flows);
  return String(draft.Id);
}

function derive(change: Change): void {
  rulesOf(change.plan.type.name).derive?.(change);
  workOutFormulas(change);
}

/** The row into its table, and the rows that only mirror it. */
function keep(change: Change): void {
  const { ground, plan, draft, bodies } = change;
  const object = plan.type.name;
  draft.Id ??= ground.state.tables.newId(object);
  ground.journal.put(object, draft);
  ground.unique.saved(object, draft);
  for (const [field, body] of bodies) ground.state.blobs.put(object, String(draft.Id), field, body);
  keepFieldHistory(change, draft);
  keepOwnerShare(change, draft);
  rollUp(change, draft);
  workOutChildren(change, draft);
}

function checkRequired({ plan, draft, before, sent }: Change): void {
  const missing = before
    ? [...sent].filter((name) => draft[name] === null && plan.type.field(name)?.nillable === false)
    : plan.required.map(({ name }) => name).filter((name) => draft[name] === null);
  if (missing.length > 0) throw new RowFault([requiredMissing(missing)]);
}

function checkUnique(change: Change): void {
  const { ground, plan, draft, before } = change;
  for (const field of plan.unique) {
    const value = draft[field.name];
    if (value === null || value === undefined || !changed(change, field.name)) continue;
    const other = ground.unique.holder(
      plan.type.name,
      field,
      String(value),
      before ? String(before.Id) : null,
    );
    if (other !== undefined) throw duplicateValue(field, other);
  }
}

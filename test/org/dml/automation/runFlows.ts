// Running record-triggered flows over a row that is being saved.
import type { Row, Value } from '../../model.ts';
import type { Change } from '../change.ts';
import { fault, RowFault } from '../errors.ts';
import type { Assignment, FlowFilter, FlowStep, RecordFlow } from './flowTree.ts';

/** Before the row is kept: stamps go into the draft itself. */
export function runBeforeSave(change: Change, flows: readonly RecordFlow[]): void {
  for (const flow of flows) {
    if (!flow.beforeSave || !starts(flow, change)) continue;
    for (const step of flow.steps) {
      refuse(step);
      if (step.kind === 'stamp') Object.assign(change.draft, cells(step.assignments, change.draft));
    }
  }
}

/** After the row is kept: stamps change the row again, other rows are made; what fails fails the row. */
export function runAfterSave(change: Change, flows: readonly RecordFlow[]): void {
  for (const flow of flows) {
    if (flow.beforeSave || !starts(flow, change)) continue;
    try {
      for (const step of flow.steps) act(step, change);
    } catch (error) {
      throw error instanceof RowFault ? flowFailed(flow, error) : error;
    }
  }
}

function act(step: FlowStep, { ground, plan, draft, writer }: Change): void {
  refuse(step);
  if (step.kind === 'stamp')
    ground.rows.alter(plan.type.name, String(draft.Id), cells(step.assignments, draft), writer);
  if (step.kind === 'create') ground.rows.make(step.object, cells(step.assignments, draft), writer);
}

function refuse(step: FlowStep): void {
  if (step.kind === 'refuse') throw fault('FIELD_CUSTOM_VALIDATION_EXCEPTION', step.message);
}

function starts(flow: RecordFlow, { before, draft }: Change): boolean {
  if (flow.on !== 'CreateAndUpdate' && (flow.on === 'Create') !== (before === undefined)) return false;
  const meets = (row: Row): boolean => flow.filters.every((filter) => passes(filter, row, before));
  if (!meets(draft)) return false;
  return !flow.onlyWhenNowMet || before === undefined || !meets(before);
}

const OPERATORS: Readonly<Record<string, (held: Value, wanted: Value) => boolean>> = {
  EqualTo: (held, wanted) => held === wanted,
  NotEqualTo: (held, wanted) => held !== wanted,
  IsNull: (held, wanted) => (held === null) === (wanted === true),
  StartsWith: (held, wanted) => String(held ?? '').startsWith(String(wanted)),
  Contains: (held, wanted) => String(held ?? '').includes(String(wanted)),
  GreaterThan: (held, wanted) => held !== null && Number(held) > Number(wanted),
  LessThan: (held, wanted) => held !== null && Number(held) < Number(wanted),
};

function passes({ field, operator, value }: FlowFilter, row: Row, before: Row | undefined): boolean {
  const held = row[field] ?? null;
  if (operator === 'IsChanged') return (held !== (before?.[field] ?? null)) === (value === true);
  return OPERATORS[operator]?.(held, value) ?? false;
}

function cells(assignments: readonly Assignment[], record: Row): Record<string, Value> {
  return Object.fromEntries(
    assignments.map(({ field, value }) => [
      field,
      'field' in value ? (record[value.field] ?? null) : value.literal,
    ]),
  );
}

function flowFailed({ name }: RecordFlow, { errors }: RowFault): RowFault {
  const [first] = errors;
  if (first?.statusCode === 'FIELD_CUSTOM_VALIDATION_EXCEPTION') return new RowFault(errors);
  return fault(
    'CANNOT_EXECUTE_FLOW_TRIGGER',
    `We can't save this record because the “${name.replaceAll('_', ' ')}” process failed. Give your Salesforce admin these details. ${first?.statusCode}: ${first?.message}`,
  );
}

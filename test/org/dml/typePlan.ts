// What saving a row of a type needs to know of its fields, worked out once a type.
import type { FieldDescribe, Row, SObjectDescribe, SObjectType, Value } from '../model.ts';

/** A row in the making. */
export type Draft = Record<string, Value>;

export interface TypePlan {
  readonly type: SObjectType;
  /** Every field, empty: null, or false for checkboxes. */
  readonly blank: Row;
  /** What fields hold when a new row says nothing of them. */
  readonly defaults: Row;
  /** Must hold something when a row is created. */
  readonly required: readonly FieldDescribe[];
  readonly references: readonly FieldDescribe[];
  /** Master-detail fields. */
  readonly masters: readonly FieldDescribe[];
  readonly unique: readonly FieldDescribe[];
  readonly formulas: readonly FieldDescribe[];
  readonly autoNumbers: readonly FieldDescribe[];
  has(field: string): boolean;
}

/** By the describe, which is another one after the object changed. */
const known = new WeakMap<SObjectDescribe, TypePlan>();

export function planOf(type: SObjectType): TypePlan {
  const plan = known.get(type.describe) ?? makePlan(type);
  known.set(type.describe, plan);
  return plan;
}

function makePlan(type: SObjectType): TypePlan {
  const { fields } = type.describe;
  const names = new Set(fields.map(({ name }) => name));
  const cells = (of: (field: FieldDescribe) => Value | undefined): Row =>
    Object.fromEntries(
      fields
        .map((field) => [field.name, of(field)] as const)
        .filter((pair): pair is [string, Value] => pair[1] !== undefined),
    );
  return {
    type,
    // Through JSON, so that the engine lays the object out as a fast one and copies of it are cheap.
    blank: JSON.parse(JSON.stringify(cells(({ type: kind }) => (kind === 'boolean' ? false : null)))) as Row,
    defaults: { ...cells(defaultOf), ...defaultRecordType(type) },
    required: fields.filter(
      (field) =>
        field.createable && !field.nillable && !field.defaultedOnCreate && !WITHOUT_CELL.has(field.type),
    ),
    references: fields.filter(
      ({ type: kind, name }) => kind === 'reference' && !STAMPED.has(name) && name !== 'OwnerId',
    ),
    masters: fields.filter(({ relationshipOrder }) => relationshipOrder !== null),
    unique: fields.filter((field) => field.unique),
    formulas: fields.filter(({ calculated, calculatedFormula }) => calculated && calculatedFormula),
    autoNumbers: fields.filter(({ autoNumber }) => autoNumber),
    has: (field) => names.has(field),
  };
}

/** Set by the org itself, whose people exist. */
const STAMPED = new Set(['CreatedById', 'LastModifiedById']);
/** A checkbox always holds something, a body lies beside its row. */
const WITHOUT_CELL = new Set(['boolean', 'base64']);
const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);

function defaultOf(field: FieldDescribe): Value | undefined {
  const { defaultValue, picklistValues } = field;
  if (typeof defaultValue === 'boolean' || typeof defaultValue === 'string')
    return typed(field, defaultValue);
  const chosen = picklistValues.find((value) => value.active && value.defaultValue);
  if (chosen) return chosen.value;
  if (field.nillable || field.createable) return undefined;
  return NUMBERS.has(field.type) ? 0 : undefined;
}

/** The record type that new rows get; none where the object has none of its own. */
function defaultRecordType({ describe }: SObjectType): Row {
  const infos = (describe.recordTypeInfos ?? []) as ReadonlyArray<{
    readonly recordTypeId: string;
    readonly defaultRecordTypeMapping: boolean;
    readonly master: boolean;
  }>;
  const chosen = infos.find(({ defaultRecordTypeMapping, master }) => defaultRecordTypeMapping && !master);
  return chosen === undefined ? {} : { RecordTypeId: chosen.recordTypeId };
}

/** Describes tell a checkbox's default as a boolean or as its text. */
function typed(field: FieldDescribe, value: string | boolean): Value {
  return field.type === 'boolean' ? String(value) === 'true' : value;
}

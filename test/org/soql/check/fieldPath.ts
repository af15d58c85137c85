// From a written path to a field and the way to read it. Names are looked up once, here; rows are read by spelling.
import type { FieldDescribe, Row, SObjectType, Value } from '../../model.ts';
import type { FieldPath } from '../syntax/tree.ts';
import { noSuchColumn, noSuchRelationship } from './context.ts';
import type { QueryContext } from './context.ts';
import { maskOf } from './mask.ts';
import { ParentStep, isNameMember } from './parentStep.ts';

export type Getter = (row: Row) => Value;

export interface ResolvedField {
  readonly steps: readonly ParentStep[];
  readonly field: FieldDescribe;
  /** The type the field belongs to; one of several when the last step is polymorphic. */
  readonly owner: SObjectType;
  readonly at: number;
  readonly get: Getter;
}

/** "No more than five levels can be specified in a child-to-parent relationship" (SOQL and SOSL Reference). */
const MAXIMUM_STEPS = 5;

function parentStep(
  context: QueryContext,
  from: SObjectType,
  segment: string,
  key: string,
): ParentStep | undefined {
  const known = context.steps.get(key);
  if (known !== undefined) return known;
  const { access, org } = context.scope;
  const field = from.parentField(segment);
  if (field === undefined || !access.seesField(from.name, field.name)) return undefined;
  const targets = field.referenceTo
    .flatMap((name) => org.schema.find(name) ?? [])
    .filter(({ name }) => access.seesObject(name));
  if (targets.length === 0) return undefined;
  const step = new ParentStep(context, field, targets);
  context.steps.set(key, step);
  return step;
}

/** The field of the last segment, as the describe spells it. */
function leafField(context: QueryContext, path: FieldPath, owners: readonly SObjectType[], viaName: boolean) {
  const name = path.segments.at(-1)!;
  const entity = viaName ? 'Name' : owners[0].name;
  if (!viaName || isNameMember(name)) {
    for (const owner of owners) {
      const field = owner.field(name);
      if (field !== undefined && context.scope.access.seesField(owner.name, field.name))
        return { owner, field };
    }
  }
  throw noSuchColumn(context, path.at, name, entity);
}

function getter(steps: readonly ParentStep[], name: string): Getter {
  const first = steps.at(0);
  const others = steps.slice(1);
  if (first === undefined) return (row) => row[name] ?? null;
  if (others.length === 0) return (row) => first.parentOf(row)?.row[name] ?? null;
  return (row) => {
    let parent = first.parentOf(row);
    for (const step of others) parent = parent && step.parentOf(parent.row);
    return parent?.row[name] ?? null;
  };
}

/** `Who.Type`: the type of the parent itself, which the Name view shows; a group that is a queue says `Queue`. */
function typeGetter(steps: readonly ParentStep[]): Getter {
  const last = steps.at(-1)!;
  const towards = steps.slice(0, -1);
  return (row) => {
    let from: Row | undefined = row;
    for (const step of towards) from = from && step.parentOf(from)?.row;
    const parent = from && last.parentOf(from);
    if (parent === undefined) return null;
    return parent.type.name === 'Group' ? (parent.row.Type ?? null) : parent.type.name;
  };
}

const NAME_TYPE_FIELD = {
  name: 'Type',
  label: 'Type',
  type: 'picklist',
  length: 40,
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
  calculated: false,
  caseSensitive: false,
  custom: false,
  referenceTo: [],
  picklistValues: [],
  relationshipName: null,
} as unknown as FieldDescribe;

/** Drops the object's own name or alias before a field: `SELECT a.Id FROM Account a`. */
function withoutPrefix(context: QueryContext, segments: readonly string[]): readonly string[] {
  const [first] = segments;
  const isPrefix = segments.length > 1 && context.prefixes.has(first.toLowerCase());
  return isPrefix && context.type.parentField(first) === undefined ? segments.slice(1) : segments;
}

/** Resolves a path from the FROM object. Throws INVALID_FIELD for what the caller cannot see or does not exist. */
export function resolveField(context: QueryContext, written: FieldPath): ResolvedField {
  const path = { ...written, segments: withoutPrefix(context, written.segments) };
  const steps: ParentStep[] = [];
  let owners: readonly SObjectType[] = [context.type];
  let key = '';
  for (const segment of path.segments.slice(0, -1)) {
    key += `${segment.toLowerCase()}.`;
    const step = owners
      .map((owner) => parentStep(context, owner, segment, key))
      .find((found) => found !== undefined);
    if (step === undefined || steps.length === MAXIMUM_STEPS)
      throw noSuchRelationship(context, path.at, segment);
    steps.push(step);
    owners = step.targets;
  }
  const viaName = steps.at(-1)?.polymorphic ?? false;
  if (viaName && path.segments.at(-1)!.toLowerCase() === 'type') {
    return { steps, field: NAME_TYPE_FIELD, owner: owners[0], at: path.at, get: typeGetter(steps) };
  }
  const { owner, field } = leafField(context, path, owners, viaName);
  return { steps, field, owner, at: path.at, get: maskOf(context, field, getter(steps, field.name)) };
}

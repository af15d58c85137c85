// TYPEOF: the parent shown with the fields its concrete type was given. Without a matching WHEN, ELSE speaks of the
// `Name` view all parents share; without ELSE there is nothing to show.
import type { QueryContext } from '../check/context.ts';
import { malformed, noSuchRelationship } from '../check/context.ts';
import { resolveOperand } from '../check/operand.ts';
import type { ParentStep } from '../check/parentStep.ts';
import { selectedOperand } from '../check/selectList.ts';
import type { SelectedOperand } from '../check/selectList.ts';
import type { JsonValue } from '../json.ts';
import type { FieldPath, TypeOf } from '../syntax/tree.ts';
import { attributesOf } from './attributes.ts';
import type { Reader } from './fieldEntry.ts';
import { fieldReader } from './fieldEntry.ts';
import { recordShape } from './record.ts';
import type { RecordMaker } from './record.ts';

export interface TypeOfPlan {
  readonly kind: 'typeof';
  /** The relationship's name in the describe's spelling. */
  readonly name: string;
  start(): Reader;
}

/** The step TYPEOF is about, found by resolving the parent's Id. */
function stepOf(context: QueryContext, { segments, at }: FieldPath): ParentStep {
  const { source } = resolveOperand(context, { kind: 'field', segments: [...segments, 'Id'], at });
  const step = source.steps.at(0);
  if (step === undefined || source.steps.length > 1)
    throw noSuchRelationship(context, at, segments.join('.'));
  if (!step.polymorphic)
    throw malformed(context, at, `TYPEOF needs a polymorphic relationship: ${step.name}`);
  return step;
}

function branchShape(
  context: QueryContext,
  step: ParentStep,
  { type, at, fields }: TypeOf['branches'][number],
) {
  const target = step.targets.find(({ name }) => name.toLowerCase() === type.toLowerCase());
  if (target === undefined) throw malformed(context, at, `${type} is not a type of ${step.name}`);
  const inside: QueryContext = { ...context, type: target, prefixes: new Set(), steps: new Map() };
  const items = fields.map((field) => selectedOperand(resolveOperand(inside, field)));
  return [target.name, recordShape(inside, items)] as const;
}

function otherwiseReaders(context: QueryContext, { relationship, otherwise }: TypeOf) {
  const resolve = ({ segments, at }: FieldPath): SelectedOperand =>
    selectedOperand(
      resolveOperand(context, { kind: 'field', segments: [...relationship.segments, ...segments], at }),
    );
  return otherwise
    ?.map(resolve)
    .map(({ operand, path }) => [path.at(-1)!, fieldReader(context, operand)] as const);
}

export function planTypeOf(context: QueryContext, selected: TypeOf): TypeOfPlan {
  const step = stepOf(context, selected.relationship);
  const branches = new Map(selected.branches.map((branch) => branchShape(context, step, branch)));
  const otherwise = otherwiseReaders(context, selected);
  const start = (): Reader => {
    const makers = new Map<string, RecordMaker>([...branches].map(([type, shape]) => [type, shape()]));
    return (row): JsonValue => {
      const parent = step.parentOf(row);
      if (parent === undefined) return null;
      const maker = makers.get(parent.type.name);
      if (maker !== undefined) return maker(parent.row);
      if (otherwise === undefined) return null;
      const fields = otherwise.map(([key, read]) => [key, read(row)] as const);
      return {
        attributes: attributesOf(context.scope, parent.type, parent.row),
        ...Object.fromEntries(fields),
      };
    };
  };
  return { kind: 'typeof', name: step.name, start };
}

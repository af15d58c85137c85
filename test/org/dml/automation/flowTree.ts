// Record-triggered flows as the org runs them: the start's object, moment and filters, then a chain of elements that
// stamp the record, create another one, or refuse it (Metadata API Developer Guide, Flow). Other elements are passed over.
import type { Value } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import { isTrue, textAt, treeAt, trees } from './trees.ts';

type FlowValue = { readonly literal: Value } | { readonly field: string };

export interface Assignment {
  readonly field: string;
  readonly value: FlowValue;
}

export type FlowStep =
  | { readonly kind: 'stamp'; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'create'; readonly object: string; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'refuse'; readonly message: string };

export interface FlowFilter {
  readonly field: string;
  readonly operator: string;
  readonly value: Value;
}

export interface RecordFlow {
  readonly name: string;
  readonly object: string;
  readonly on: 'Create' | 'Update' | 'CreateAndUpdate';
  readonly beforeSave: boolean;
  readonly filters: readonly FlowFilter[];
  /** Runs only when the record did not meet the filters before. */
  readonly onlyWhenNowMet: boolean;
  readonly steps: readonly FlowStep[];
}

const ON = new Set(['Create', 'Update', 'CreateAndUpdate']);

/** The flow of a component's tree; undefined when it is not active or no record starts it. */
export function recordFlow(name: string, tree: XmlTree): RecordFlow | undefined {
  const start = treeAt(tree, 'start');
  const on = textAt(start, 'recordTriggerType');
  if (textAt(tree, 'status') !== 'Active' || !ON.has(on)) return undefined;
  return {
    name,
    object: textAt(start, 'object'),
    on: on as RecordFlow['on'],
    beforeSave: textAt(start, 'triggerType') === 'RecordBeforeSave',
    filters: trees(start, 'filters').map((filter) => ({
      field: textAt(filter, 'field'),
      operator: textAt(filter, 'operator'),
      value: literal(treeAt(filter, 'value')),
    })),
    onlyWhenNowMet: isTrue(start, 'doesRequireRecordChangedToMeetCriteria'),
    steps: chain(tree, textAt(treeAt(start, 'connector'), 'targetReference')),
  };
}

type StepReader = (element: XmlTree) => FlowStep | undefined;

const ELEMENTS: Readonly<Record<string, StepReader>> = {
  recordUpdates: (element) =>
    textAt(element, 'inputReference') === '$Record'
      ? { kind: 'stamp', assignments: assignments(element) }
      : undefined,
  recordCreates: (element) => ({
    kind: 'create',
    object: textAt(element, 'object'),
    assignments: assignments(element),
  }),
  customErrors: (element) => ({
    kind: 'refuse',
    message: textAt(treeAt(element, 'customErrorMessages'), 'errorMessage'),
  }),
};

/** The elements from a name on, each naming the next; an element that was met before ends the chain. */
function chain(tree: XmlTree, first: string): FlowStep[] {
  const steps: FlowStep[] = [];
  const met = new Set<string>();
  for (let name = first; name !== '' && !met.has(name);) {
    met.add(name);
    const found = elementNamed(tree, name);
    const step = found && ELEMENTS[found.tag]?.(found.element);
    if (step !== undefined) steps.push(step);
    name = textAt(treeAt(found?.element, 'connector'), 'targetReference');
  }
  return steps;
}

function elementNamed(tree: XmlTree, name: string): { tag: string; element: XmlTree } | undefined {
  for (const tag of Object.keys(tree)) {
    const element = trees(tree, tag).find((each) => textAt(each, 'name') === name);
    if (element !== undefined) return { tag, element };
  }
  return undefined;
}

function assignments(element: XmlTree): Assignment[] {
  return trees(element, 'inputAssignments').map((assignment) => ({
    field: textAt(assignment, 'field'),
    value: flowValue(treeAt(assignment, 'value')),
  }));
}

function flowValue(value: XmlTree | undefined): FlowValue {
  const reference = textAt(value, 'elementReference');
  return reference.startsWith('$Record.')
    ? { field: reference.slice('$Record.'.length) }
    : { literal: literal(value) };
}

function literal(value: XmlTree | undefined): Value {
  if (value === undefined) return null;
  if (value.booleanValue !== undefined) return isTrue(value, 'booleanValue');
  if (value.numberValue !== undefined) return Number(textAt(value, 'numberValue'));
  return textAt(value, 'stringValue') || textAt(value, 'dateValue') || null;
}

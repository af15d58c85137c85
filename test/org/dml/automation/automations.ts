// Which automations act on an object right now: asked from the org's components at every write, so that a deploy that
// switches one on or off takes effect with the next row. Worked out once for each state of the component store.
import type { XmlTree } from '../../soap/xml.ts';
import type { DmlOrg } from '../ground.ts';
import { assignmentRule, type AssignmentRule } from './assignment.ts';
import { duplicateRules, type DuplicateRule } from './duplicates.ts';
import { recordFlow, type RecordFlow } from './flowTree.ts';
import { TRIGGERS, type Trigger } from './triggers.ts';
import { textAt, trees } from './trees.ts';
import { validationRule, type ValidationRule } from './validation.ts';

export interface Automations {
  readonly validations: readonly ValidationRule[];
  readonly triggers: readonly Trigger[];
  readonly flows: readonly RecordFlow[];
  readonly duplicates: readonly DuplicateRule[];
  readonly assignment: AssignmentRule | undefined;
  /** Elements of the object's roll-up summary fields. */
  readonly summaries: readonly XmlTree[];
}

type Components = DmlOrg['components'];

const known = new WeakMap<Components, { generation: number; readonly byObject: Map<string, Automations> }>();

export function automationsOf(components: Components, object: string): Automations {
  let state = known.get(components);
  if (state?.generation !== components.generation) {
    state = { generation: components.generation, byObject: new Map() };
    known.set(components, state);
  }
  const found = state.byObject.get(object) ?? findAutomations(components, object);
  state.byObject.set(object, found);
  return found;
}

function findAutomations(components: Components, object: string): Automations {
  const definition = components.find('CustomObject', object)?.metadata();
  return {
    validations: trees(definition, 'validationRules').flatMap((tree) => validationRule(tree) ?? []),
    triggers: TRIGGERS.filter(
      (trigger) =>
        trigger.object === object &&
        textAt(components.find('ApexTrigger', trigger.name)?.metadata(), 'status') === 'Active',
    ),
    flows: components
      .ofType('Flow')
      .filter(({ properties }) => isSwitchedOn(components, properties.fullName))
      .flatMap(({ properties, metadata }) => recordFlow(properties.fullName, metadata()) ?? [])
      .filter((flow) => flow.object === object),
    duplicates: duplicateRules(components, object),
    summaries: trees(definition, 'fields').filter((field) => textAt(field, 'type') === 'Summary'),
    assignment: assignmentRule(components.find('AssignmentRules', object)?.metadata()),
  };
}

/** A deployed FlowDefinition with active version 0 switches its flow off whatever the flow says. */
function isSwitchedOn(components: Components, flow: string): boolean {
  return textAt(components.find('FlowDefinition', flow)?.metadata(), 'activeVersionNumber') !== '0';
}

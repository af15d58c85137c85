// Assignment rules of cases and leads: the first entry whose criteria a new record meets names its owner, whoever was
// named before (Sforce-Auto-Assign).
import type { XmlTree } from '../../soap/xml.ts';
import type { Change } from '../change.ts';
import { isTrue, textAt, trees } from './trees.ts';

export interface AssignmentRule {
  readonly entries: ReadonlyArray<{
    readonly assignee: { readonly kind: string; readonly name: string };
    readonly criteria: ReadonlyArray<{ readonly field: string; readonly value: string }>;
  }>;
}

/** The active rule of an object's AssignmentRules. */
export function assignmentRule(tree: XmlTree | undefined): AssignmentRule | undefined {
  const active = trees(tree, 'assignmentRule').find((rule) => isTrue(rule, 'active'));
  if (active === undefined) return undefined;
  return {
    entries: trees(active, 'ruleEntry').map((entry) => ({
      assignee: { kind: textAt(entry, 'assignedToType'), name: textAt(entry, 'assignedTo') },
      criteria: trees(entry, 'criteriaItems').map((item) => ({
        field: textAt(item, 'field').split('.').at(-1) ?? '',
        value: textAt(item, 'value'),
      })),
    })),
  };
}

/** Gives a new record the owner its rule names. */
export function assignOwner(change: Change, rule: AssignmentRule | undefined): void {
  if (rule === undefined || change.before !== undefined || !change.writer.autoAssign) return;
  const entry = rule.entries.find(({ criteria }) =>
    criteria.every(({ field, value }) => String(change.draft[field] ?? '') === value),
  );
  const owner = entry && ownerId(change, entry.assignee);
  if (owner !== undefined) change.draft.OwnerId = owner;
}

function ownerId({ ground }: Change, { kind, name }: { kind: string; name: string }): string | undefined {
  const [object, field] = kind === 'Queue' ? ['Group', 'DeveloperName'] : ['User', 'Username'];
  for (const row of ground.state.tables.of(object!).where(field!, name)) return String(row.Id);
  return undefined;
}

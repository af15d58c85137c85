// Duplicate rules: a new row that matches others by the object's matching rules is refused, unless the rule only alerts
// and the caller allows it (Help, "Duplicate Rules"; Sforce-Duplicate-Rule-Header).
import type { Row } from '../../model.ts';
import type { Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { DmlOrg } from '../ground.ts';
import { isTrue, textAt, trees } from './trees.ts';

export interface DuplicateRule {
  readonly onInsert: Reaction;
  readonly onUpdate: Reaction;
  readonly message: string;
  /** Field lists; rows match when all fields of one list are the same and filled. */
  readonly matching: ReadonlyArray<readonly string[]>;
}

type Reaction = 'block' | 'alert' | 'none';

export function duplicateRules(components: DmlOrg['components'], object: string): DuplicateRule[] {
  const matching = trees(components.find('MatchingRules', object)?.metadata(), 'matchingRules')
    .filter((rule) => textAt(rule, 'ruleStatus') === 'Active')
    .map((rule) => trees(rule, 'matchingRuleItems').map((item) => textAt(item, 'fieldName')))
    .filter((fields) => fields.length > 0);
  return components
    .ofType('DuplicateRule')
    .filter(({ properties }) => properties.fullName.startsWith(`${object}.`))
    .map(({ metadata }) => metadata())
    .filter((tree) => isTrue(tree, 'isActive'))
    .map((tree) => ({
      onInsert: reaction(textAt(tree, 'actionOnInsert'), [tree.operationsOnInsert].flat()),
      onUpdate: reaction(textAt(tree, 'actionOnUpdate'), [tree.operationsOnUpdate].flat()),
      message: textAt(tree, 'alertText') || 'Use one of these records?',
      matching,
    }));
}

function reaction(action: string, operations: readonly unknown[]): Reaction {
  if (action === 'Block') return 'block';
  return operations.includes('Alert') ? 'alert' : 'none';
}

/** Throws RowFault (DUPLICATES_DETECTED) for a row that a rule holds back. */
export function checkDuplicates(change: Change, rules: readonly DuplicateRule[]): void {
  for (const rule of rules) {
    const reacts = change.before === undefined ? rule.onInsert : rule.onUpdate;
    if (reacts === 'none' || (reacts === 'alert' && change.writer.allowDuplicates)) continue;
    if (rule.matching.some((fields) => hasTwin(change, fields)))
      throw fault('DUPLICATES_DETECTED', rule.message);
  }
}

/** Rules look only at records the writer sees (EnforceSharingRules). */
function hasTwin({ ground, plan, draft, before, writer }: Change, fields: readonly string[]): boolean {
  const [first = ''] = fields;
  if (fields.some((field) => (draft[field] ?? null) === null)) return false;
  const isTwin = (row: Row): boolean =>
    row.IsDeleted !== true &&
    row.Id !== before?.Id &&
    fields.every((field) => same(row[field], draft[field])) &&
    writer.access.seesRow(plan.type.name, row);
  for (const row of ground.state.tables.of(plan.type.name).where(first, String(draft[first])))
    if (isTwin(row)) return true;
  return false;
}

function same(left: unknown, right: unknown): boolean {
  return String(left).toLowerCase() === String(right).toLowerCase();
}

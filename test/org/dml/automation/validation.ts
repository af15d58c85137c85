// Validation rules: a formula that must not hold for a row to be saved.
import type { XmlTree } from '../../soap/xml.ts';
import type { Change } from '../change.ts';
import { RowFault } from '../errors.ts';
import { holds, rowScope } from '../formula/rowScope.ts';
import { isTrue, textAt } from './trees.ts';

export interface ValidationRule {
  readonly condition: string;
  readonly message: string;
  /** The field the message is shown at; empty for the top of the page. */
  readonly field: string;
}

/** The rule of a component's tree; undefined for one that is not active. */
export function validationRule(tree: XmlTree): ValidationRule | undefined {
  if (!isTrue(tree, 'active')) return undefined;
  return {
    condition: textAt(tree, 'errorConditionFormula'),
    message: textAt(tree, 'errorMessage'),
    field: textAt(tree, 'errorDisplayField'),
  };
}

/** Throws RowFault with every rule that the row breaks. */
export function validate(change: Change, rules: readonly ValidationRule[]): void {
  if (rules.length === 0) return;
  const scope = rowScope(change.ground.state, change.plan.type, change.draft, change.before);
  const broken = rules.filter(({ condition }) => holds(condition, scope));
  if (broken.length === 0) return;
  throw new RowFault(
    broken.map(({ message, field }) => ({
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message,
      fields: field === '' ? [] : [field],
    })),
  );
}

// One comparison: is the operator meant for the field, do the literals fit its type, and then the test itself.
import type { OrgFault } from '../../model.ts';
import { dateLiteralRange } from '../dates/dateLiterals.ts';
import { startOfDay } from '../dates/stored.ts';
import { faultAt } from '../syntax/faultAt.ts';
import type { Comparison, Literal, Operator } from '../syntax/tree.ts';
import { constantly } from './bound.ts';
import type { Bindable, Matches, Pin } from './bound.ts';
import { invalidField, malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import { durableId, familyOf } from './families.ts';
import type { Family } from './families.ts';
import type { Operand } from './operand.ts';
import { inTest, includesTest, likeTest, negated, simpleTest } from './tests.ts';
import type { Target, Test } from './tests.ts';

/** SOQL and SOSL Limits: strings in a WHERE clause. */
const MAXIMUM_STRING = 4_000;

const ORDERING: ReadonlySet<Operator> = new Set<Operator>(['<', '<=', '>', '>=']);
const CHOICES: ReadonlySet<Operator> = new Set<Operator>(['includes', 'excludes']);

function operatorFault(context: QueryContext, at: number, reason: string): OrgFault {
  return faultAt(context.text, at, 'INVALID_QUERY_FILTER_OPERATOR', reason);
}

function checkOperator(
  context: QueryContext,
  operand: Operand,
  { operator, at }: Comparison,
  family: Family,
): void {
  const isChoices = operand.type === 'multipicklist';
  const refused =
    (operator === 'like' && (!family.isText || isChoices)) ||
    (ORDERING.has(operator) && (!family.ordered || isChoices)) ||
    (CHOICES.has(operator) && !isChoices);
  if (!refused) return;
  throw operatorFault(
    context,
    at,
    family.word === 'ID' ? 'invalid operator on id field' : `invalid operator on ${operand.type} field`,
  );
}

function wrongKind(context: QueryContext, operand: Operand, family: Family, at: number): OrgFault {
  const isQuoted = family.isText || family.word === 'ID';
  const rule = `must be of type ${family.isText ? 'string' : family.word} and should ${isQuoted ? '' : 'not '}be enclosed in quotes`;
  return invalidField(
    context,
    at,
    `value of filter criterion for field '${operand.source.field.name}' ${rule}`,
  );
}

function dateTarget(context: QueryContext, literal: Literal, family: Family): Target {
  const range = dateLiteralRange(literal.text, literal.count, context.scope.org.now());
  if (range === undefined) throw malformed(context, literal.at, `unexpected token: '${literal.text}'`);
  return family.word === 'date' ? range : { from: startOfDay(range.from), until: startOfDay(range.until) };
}

function targetOf(
  context: QueryContext,
  operand: Operand,
  family: Family,
  literal: Literal,
  at: number,
): Target {
  if (literal.kind === 'null') return null;
  if (!family.literals.has(literal.kind)) throw wrongKind(context, operand, family, at);
  if (literal.kind === 'dateLiteral') return dateTarget(context, literal, family);
  if (literal.text.length > MAXIMUM_STRING) {
    throw malformed(
      context,
      literal.at,
      `string literals in a WHERE clause cannot be longer than ${MAXIMUM_STRING} characters`,
    );
  }
  const target = family.literal(literal);
  if (target !== undefined) return target;
  if (family.word === 'ID') throw operatorFault(context, at, `invalid ID field: ${literal.text}`);
  throw wrongKind(context, operand, family, at);
}

function patternsOf(
  context: QueryContext,
  operand: Operand,
  family: Family,
  { values, at }: Comparison,
): string[] {
  return values.map((literal) => {
    if (literal.kind !== 'string') throw wrongKind(context, operand, family, at);
    return literal.text;
  });
}

function testOf(context: QueryContext, operand: Operand, family: Family, comparison: Comparison): Test {
  const { operator, values, at } = comparison;
  if (operator === 'like') return likeTest(patternsOf(context, operand, family, comparison)[0]);
  if (CHOICES.has(operator)) {
    const test = includesTest(patternsOf(context, operand, family, comparison));
    return operator === 'includes' ? test : negated(test);
  }
  const targets = values.map((literal) => targetOf(context, operand, family, literal, at));
  if (operator === 'in') return inTest(targets);
  if (operator === 'not in') return negated(inTest(targets));
  return simpleTest(operator, targets[0]);
}

/** What `Id` and reference comparisons pin down. */
function pinsOf({ source, type }: Operand, family: Family, { operator, values }: Comparison): Pin[] {
  if ((family !== durableId && family.word !== 'ID') || source.steps.length > 0) return [];
  const ids = values.map((literal) => (literal.kind === 'null' ? null : family.literal(literal)));
  if (ids.includes(null)) return [];
  const [first] = ids as string[];
  if (operator === '=' || operator === 'in') {
    const wanted = new Set(ids as string[]);
    return [
      type === 'id'
        ? { kind: 'ids', ids: wanted }
        : { kind: 'references', field: source.field.name, ids: wanted },
    ];
  }
  if (type !== 'id') return [];
  if (operator === '>' || operator === '>=')
    return [{ kind: 'after', id: first, inclusive: operator === '>=' }];
  if (operator === '<' || operator === '<=') return [{ kind: 'upTo', id: first }];
  return [];
}

/** The family an operand's values compare in. */
export function operandFamily({ scope }: QueryContext, { type, source }: Operand): Family {
  const refersToSetup =
    type === 'reference' &&
    scope.org.schema.find(source.field.referenceTo[0] ?? '')?.field('DurableId') !== undefined;
  return refersToSetup ? durableId : familyOf(type, source.field);
}

export function matching({ get }: Pick<Operand, 'get'>, family: Family, { whenNull, test }: Test): Matches {
  return (row) => {
    const value = get(row);
    return value === null ? whenNull : test(family.key(value));
  };
}

/** A comparison with literals, ready to be asked row by row. Throws as Salesforce does when the two do not fit. */
export function compileComparison(context: QueryContext, operand: Operand, comparison: Comparison): Bindable {
  const family = operandFamily(context, operand);
  checkOperator(context, operand, comparison, family);
  const test = testOf(context, operand, family, comparison);
  return constantly({ matches: matching(operand, family, test), pins: pinsOf(operand, family, comparison) });
}

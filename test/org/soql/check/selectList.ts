// The SELECT list resolved: FIELDS() spelled out, each field once, no more formulas than one query can compute.
import { OrgFault } from '../../model.ts';
import type { FieldDescribe } from '../../model.ts';
import type {
  FieldGroup,
  Query,
  SelectedChildren,
  SelectedExpression,
  SelectedFields,
  TypeOf,
} from '../syntax/tree.ts';
import { malformed } from './context.ts';
import type { QueryContext } from './context.ts';
import { resolveOperand } from './operand.ts';
import type { Operand } from './operand.ts';

export interface SelectedOperand {
  readonly kind: 'operand';
  readonly operand: Operand;
  /** Parents' names, then the field's name or the alias. */
  readonly path: readonly string[];
}

export type SelectItem = SelectedOperand | SelectedChildren | TypeOf;

/** "FIELDS(ALL) and FIELDS(CUSTOM) need LIMIT n, at most 200" (SOQL and SOSL Reference, FIELDS()). */
const MAXIMUM_FIELDS_ROWS = 200;

/**
 * The number of formulas a query can hold is not documented (their compiled size decides); four hundred in one SELECT
 * stands in for it.
 */
const MAXIMUM_FORMULAS = 400;

const IN_GROUP: Readonly<Record<FieldGroup, (field: FieldDescribe) => boolean>> = {
  all: () => true,
  standard: ({ custom }) => !custom,
  custom: ({ custom }) => custom,
};

function expandFields(
  context: QueryContext,
  { group, at }: SelectedFields,
  limit: number | undefined,
): SelectedOperand[] {
  const isBounded = limit !== undefined && limit <= MAXIMUM_FIELDS_ROWS;
  if (group !== 'standard' && !isBounded) {
    throw new OrgFault(
      'MALFORMED_QUERY',
      `The SOQL FIELDS function must have a LIMIT of at most ${MAXIMUM_FIELDS_ROWS}`,
    );
  }
  const { type, scope } = context;
  return type.describe.fields
    .filter((field) => IN_GROUP[group](field) && scope.access.seesField(type.name, field.name))
    .map(({ name }) => selectedOperand(resolveOperand(context, { kind: 'field', segments: [name], at })));
}

export function selectedOperand(operand: Operand, alias?: string): SelectedOperand {
  const { steps, field } = operand.source;
  const path = alias === undefined ? [...steps.map(({ name }) => name), field.name] : [alias];
  return { kind: 'operand', operand, path };
}

function resolveSelected(
  context: QueryContext,
  { expression, alias, aliasAt }: SelectedExpression,
): SelectedOperand {
  if (alias !== undefined && expression.kind === 'field') {
    throw malformed(context, aliasAt, 'only aggregate expressions use field aliasing');
  }
  return selectedOperand(resolveOperand(context, expression), alias);
}

function nameOf(item: SelectItem): string {
  if (item.kind === 'operand') return item.path.join('.');
  return item.kind === 'typeof' ? item.relationship.segments.join('.') : item.query.from;
}

/** TYPEOF shows the whole parent, so that fields of the same parent cannot stand beside it. */
function checkOnce(items: readonly SelectItem[]): void {
  const seen = new Set<string>();
  const parents = new Set(
    items.flatMap((item) => (item.kind === 'typeof' ? [nameOf(item).toLowerCase()] : [])),
  );
  for (const item of items) {
    const name = nameOf(item);
    const isShown =
      item.kind === 'operand' && item.path.length > 1 && parents.has(item.path[0].toLowerCase());
    if (isShown || seen.has(name.toLowerCase()))
      throw new OrgFault('MALFORMED_QUERY', `duplicate field selected: ${name}`);
    seen.add(name.toLowerCase());
  }
}

function checkFormulas(items: readonly SelectItem[]): void {
  const formulas = items.filter((item) => item.kind === 'operand' && item.operand.source.field.calculated);
  if (formulas.length <= MAXIMUM_FORMULAS) return;
  throw new OrgFault(
    'QUERY_TOO_COMPLICATED',
    'Query is either selecting too many fields or the filter conditions are too complicated.',
  );
}

/** Resolves a SELECT list without aggregates. Throws for unknown, repeated, or too many fields. */
export function resolveSelectList(context: QueryContext, { selected, limit }: Query): SelectItem[] {
  const items = selected.flatMap((item): SelectItem[] => {
    if (item.kind === 'fields') return expandFields(context, item, limit);
    if (item.kind === 'expression') return [resolveSelected(context, item)];
    return [item];
  });
  checkOnce(items);
  checkFormulas(items);
  return items;
}

// What a formula comes to for a row. Blank is null: sums with it are blank, comparisons other than with blank are false
// (formulas that treat blanks as blanks, the default of the org's own).
import { FUNCTIONS, type Scope } from './functions.ts';
import type { Expression } from './syntax.ts';
import { FormulaError } from './syntax.ts';

export type FormulaValue = string | number | boolean | null;

/** Throws FormulaError for a function that is unknown here. */
export function evaluate(tree: Expression, scope: Scope): FormulaValue {
  if (tree.kind === 'literal') return tree.value;
  if (tree.kind === 'field') return scope.field(tree.path);
  const work = FUNCTIONS[tree.name];
  if (work === undefined) throw new FormulaError(`Unknown function ${tree.name}`);
  return work(tree.args, scope, (arg) => evaluate(arg, scope));
}

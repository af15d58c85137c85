// AND, OR and NOT over whatever a comparison compiles to; WHERE and HAVING share it.
import type { Comparison, Condition } from '../syntax/tree.ts';
import type { Bindable, Bound } from './bound.ts';

function both(bounds: readonly Bound[]): Bound {
  const tests = bounds.map(({ matches }) => matches);
  return {
    matches: (row) => tests.every((matches) => matches(row)),
    pins: bounds.flatMap(({ pins }) => pins),
  };
}

function either(bounds: readonly Bound[]): Bound {
  const tests = bounds.map(({ matches }) => matches);
  return { matches: (row) => tests.some((matches) => matches(row)), pins: [] };
}

/** Compiles a condition, leaf by leaf. Only what every matching row must satisfy keeps its pins. */
export function compileCondition(condition: Condition, leaf: (comparison: Comparison) => Bindable): Bindable {
  if (condition.kind === 'comparison') return leaf(condition);
  if (condition.kind === 'not') {
    const inner = compileCondition(condition.part, leaf);
    return () => {
      const { matches } = inner();
      return { matches: (row) => !matches(row), pins: [] };
    };
  }
  const parts = condition.parts.map((part) => compileCondition(part, leaf));
  const join = condition.kind === 'and' ? both : either;
  return () => join(parts.map((bind) => bind()));
}

/** Every comparison of a condition. */
export function* comparisonsOf(condition: Condition): Iterable<Comparison> {
  if (condition.kind === 'comparison') yield condition;
  else if (condition.kind === 'not') yield* comparisonsOf(condition.part);
  else for (const part of condition.parts) yield* comparisonsOf(part);
}

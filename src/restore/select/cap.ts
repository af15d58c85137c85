// The bound on what a selection may grow to through its relations.
import { Failure } from '../../kit/failure.ts';
import type { Selection } from './selection.ts';

/** @throws Failure `selectionTooLarge` {rows, cap} */
export function checkCap(selection: Selection, cap: number): void {
  if (selection.size > cap) throw new Failure('selectionTooLarge', { rows: selection.size, cap });
}

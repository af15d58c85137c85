// How children are dealt to parents so that both directions are arithmetic: runs of neighbouring children belong to one
// parent. Where asked, every fourth pair of parents is unequal: one has the children of both, the other none.

import { mix } from './hash.ts';

/** Whether a parent may not be pointed at, because it lies in the bin and does not take its children along. */
type Skipped = (parent: number) => boolean;

export interface Fan {
  parentOf(child: number): number;
  /** Ascending. */
  childrenOf(parent: number): Iterable<number>;
}

export interface Dealing {
  /** Makes every fourth pair of parents unequal; left out, all parents have the same number of children, give or take one. */
  readonly unevenBy?: number;
  /** These parents pass their children on to the next one that is not skipped. */
  readonly skipped?: Skipped;
}

/** Deals `children` to `parents`. */
export function createFan(
  children: number,
  parents: number,
  { unevenBy, skipped = () => false }: Dealing = {},
): Fan {
  const takesBoth = (parent: number): boolean =>
    unevenBy !== undefined && parent % 2 === 0 && parent + 1 < parents && mix(unevenBy, parent) % 4 === 0;
  const dealtTo = (parent: number): number =>
    parent % 2 === 1 && takesBoth(parent - 1) ? parent - 1 : parent;
  const heir = (parent: number): number => {
    let next = parent;
    while (skipped(next)) next = (next + 1) % parents;
    return next;
  };
  const firstChild = (parent: number): number => Math.ceil((parent * children) / parents);
  function* dealt(parent: number): Iterable<number> {
    if (dealtTo(parent) !== parent) return;
    const end = firstChild(parent + (takesBoth(parent) ? 2 : 1));
    for (let child = firstChild(parent); child < end; child++) yield child;
  }
  return {
    parentOf: (child) => heir(dealtTo(Math.floor((child * parents) / children))),
    *childrenOf(parent) {
      if (skipped(parent)) return;
      const givers = [parent];
      for (
        let before = (parent + parents - 1) % parents;
        skipped(before);
        before = (before + parents - 1) % parents
      ) {
        givers.push(before);
      }
      for (const giver of givers.sort((one, other) => one - other)) yield* dealt(giver);
    },
  };
}

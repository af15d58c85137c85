// Bounded concurrency in one place: nothing in the house starts more work at once than a named number.

/**
 * Applies `work` to every item with at most `limit` under way, yielding results as they finish (not in input order).
 * The first failure stops new work, waits for what is under way, then throws.
 */
export async function* mapConcurrently<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay = new Map<number, Promise<{ ticket: number; result: Result }>>();
  let ticket = 0;
  const start = (item: Item): void => {
    const mine = ticket++;
    underWay.set(
      mine,
      work(item).then((result) => ({ ticket: mine, result })),
    );
  };
  try {
    for await (const item of items) {
      start(item);
      if (underWay.size >= limit) yield await settleOne(underWay);
    }
    while (underWay.size > 0) yield await settleOne(underWay);
  } finally {
    await Promise.allSettled(underWay.values());
  }
}

async function settleOne<Result>(
  underWay: Map<number, Promise<{ ticket: number; result: Result }>>,
): Promise<Result> {
  const { ticket, result } = await Promise.race(underWay.values());
  underWay.delete(ticket);
  return result;
}

/** Runs `work` over all items, at most `limit` at once, for its effect. */
export async function forEachConcurrently<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const finished = mapConcurrently(items, limit, work);
  while (!(await finished.next()).done);
}

/**
 * Runs different pieces of work side by side under one signal. The first failure aborts the others, which are waited
 * for; then it is thrown.
 */
export async function sideBySide<Works extends ReadonlyArray<(signal: AbortSignal) => Promise<unknown>>>(
  signal: AbortSignal,
  works: Works,
): Promise<{ -readonly [At in keyof Works]: Awaited<ReturnType<Works[At]>> }> {
  const stop = new AbortController();
  const shared = AbortSignal.any([signal, stop.signal]);
  let failure: { readonly error: unknown } | undefined;
  const outcomes = works.map(async (work) => {
    try {
      return await work(shared);
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
      return undefined;
    }
  });
  const results = await Promise.all(outcomes);
  if (failure) throw failure.error;
  return results as { -readonly [At in keyof Works]: Awaited<ReturnType<Works[At]>> };
}

/** A turnstile: at most `limit` holders at once, served in order of asking. */
export class Turnstile {
  readonly #waiting: Array<() => void> = [];
  #free: number;

  constructor(limit: number) {
    this.#free = limit;
  }

  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

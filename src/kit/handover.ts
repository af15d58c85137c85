// Bytes from somebody who pushes to somebody who pulls, with a bounded amount between the two. Either may end it: the
// other one learns of it at the next step.

/** So much may lie between the two before the pusher waits. */
const MOST_HELD = 1024 * 1024;

export class Handover implements AsyncIterable<Uint8Array> {
  #held: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #broken: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<undefined>();

  /** Resolves when there is room for more. @throws what `fail` was called with, or that the reader has gone */
  async put(chunk: Uint8Array): Promise<void> {
    this.#check();
    this.#held.push(chunk);
    this.#bytes += chunk.length;
    this.#tell();
    while (this.#bytes > MOST_HELD) {
      await this.#changed.promise;
      this.#check();
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#tell();
  }

  /** Breaks both sides; the first error stays. */
  fail(error: unknown): void {
    this.#broken ??= { error };
    this.#tell();
  }

  /** To be read once. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        this.#check();
        const chunks = this.#held;
        this.#held = [];
        this.#bytes = 0;
        this.#tell();
        yield* chunks;
        if (this.#held.length > 0) continue;
        if (this.#ended) return;
        await this.#changed.promise;
      }
    } finally {
      if (!this.#ended) this.fail(new Error('Nobody reads any more.'));
    }
  }

  #check(): void {
    if (this.#broken) throw this.#broken.error;
  }

  #tell(): void {
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers<undefined>();
  }
}

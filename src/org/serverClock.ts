// The org's time, from the Date header of its answers. Watermarks come from here, never from the local clock:
// a workstation that runs ahead would skip rows for ever.

export class ServerClock {
  #last: { server: number; local: number } | undefined;
  #told = 0;
  readonly #monotonic: () => number;

  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  learn(dateHeader: string | undefined): void {
    const server = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
    if (!Number.isNaN(server)) this.#last = { server, local: this.#monotonic() };
  }

  /**
   * The org's time now. Whole seconds are all the header tells, cut off, so this lags by up to a second and never
   * runs ahead, nor back. Throws when no answer has been seen yet.
   */
  now(): Date {
    if (!this.#last) throw new Error('The server clock is known only after the first answer.');
    this.#told = Math.max(this.#told, Math.floor(this.#last.server + this.#monotonic() - this.#last.local));
    return new Date(this.#told);
  }
}

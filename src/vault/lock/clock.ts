// Time as the lock needs it, so that tests can turn it by hand.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `task` again and again; the answer stops it. Never keeps the process alive by itself. */
  every(milliseconds: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  every: (milliseconds, task) => {
    const timer = setInterval(task, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};

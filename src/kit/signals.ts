// Ctrl-C that lets `finally` run. SfCommand throws out of its own signal listener, which no `finally` survives
// (forcedotcom/sf-plugins-core#736), so a command takes the signals over before its first real work.

const EXIT_INTERRUPTED = 130;
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

/** The signal that stopped the process, as the `reason` of the AbortSignal. */
export class Interruption extends Error {
  readonly signal: string;

  constructor(signal: string) {
    super(`Interrupted by ${signal}.`);
    this.name = 'Interruption';
    this.signal = signal;
  }
}

/**
 * Replaces every listener of the stopping signals: the first one aborts `controller` so that work winds down and
 * checkpoints; a second one leaves at once with exit code 130 (what is journalled stays resumable).
 */
export function abortOnSignals(controller: AbortController): void {
  for (const signal of STOPPING) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
      controller.abort(new Interruption(signal));
    });
  }
}

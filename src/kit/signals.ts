// Ctrl-C that lets `finally` run. SfCommand throws out of its own signal listener, which no `finally` survives
// (forcedotcom/sf-plugins-core#736), so a command takes its place. Only its place: `signal-exit`, which comes with
// the CLI's lock files and its drawing, counts listeners to tell whether a signal is about to end the process. With
// one of its own gone it takes ours for nobody's and sends the signal again, and a second one means "at once".

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
 * Starts work that sets listeners for the stopping signals before its first wait, and takes their place: the first
 * signal aborts `controller` so that work winds down and checkpoints; a second one leaves at once with exit code 130
 * (what is journalled stays resumable).
 */
export function abortOnSignals<Started>(controller: AbortController, start: () => Started): Started {
  const before = STOPPING.map((signal) => process.listeners(signal));
  const started = start();
  for (const [at, signal] of STOPPING.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[at]?.includes(listener)) process.removeListener(signal, listener);
    }
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
      controller.abort(new Interruption(signal));
    });
  }
  return started;
}

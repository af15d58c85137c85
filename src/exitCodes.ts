// The exit codes, once: code, help, docs and a test read this table. 10 and 20 belong to the framework.

export const EXIT = {
  done: 0,
  error: 1,
  usage: 2,
  findings: 3,
  inconclusive: 4,
  partlyDone: 68,
  resumeLater: 69,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof EXIT;

/** Failures that end a command with another code than 1. */
export const EXIT_OF_FAILURE: Readonly<Record<string, number>> = {
  apiLimitReached: EXIT.resumeLater,
  apiBudgetReached: EXIT.resumeLater,
  restoreStorageFull: EXIT.resumeLater,
  restoreStopped: EXIT.resumeLater,
  interrupted: EXIT.interrupted,
};

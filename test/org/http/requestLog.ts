// The record of every request, kept in memory: tests assert on the number and kind of calls a client made.

export interface LoggedCall {
  readonly method: string;
  /** Path with its query, as it arrived (slashes collapsed). */
  readonly path: string;
  /** The route's name; `unknown` for paths the org does not have. */
  readonly endpoint: string;
  /** The operation of a SOAP call. */
  readonly operation: string | null;
  readonly status: number;
  /** Bytes on the wire, headers included. 0 when the connection was cut before an answer. */
  readonly bytes: number;
  readonly user: string | null;
  /** Whether the call counted as an API request of the org. */
  readonly counted: boolean;
  /** Names of the injected faults that touched the call. */
  readonly faults: readonly string[];
}

export interface RequestLog {
  readonly calls: readonly LoggedCall[];
  add(call: LoggedCall): void;
  clear(): void;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  const calls: LoggedCall[] = [];
  return {
    calls,
    add: (call) => void calls.push(call),
    clear: () => void calls.splice(0),
  };
}

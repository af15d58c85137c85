// The base of every command: signals that let `finally` run, failures that become a sentence with a next step and an
// exit code, and no stack trace on a person's screen or in a machine's JSON.

import { Messages, SfError } from '@salesforce/core';
import { SfCommand, toHelpSection } from '@salesforce/sf-plugins-core';
import { EXIT, EXIT_OF_FAILURE } from './exitCodes.ts';
import { Failure } from './kit/failure.ts';
import { OrgError } from './org/errors.ts';
import { abortOnSignals, Interruption } from './kit/signals.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const failures = Messages.loadMessages('sf-plugin-safekeep', 'failures');
const exitCodes = Messages.loadMessages('sf-plugin-safekeep', 'exitCodes');

export abstract class SafekeepCommand<Result> extends SfCommand<Result> {
  static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    Object.fromEntries(
      Object.entries(EXIT).map(([name, code]) => [String(code), exitCodes.getMessage(name)]),
    ),
  );

  readonly #stop = new AbortController();

  /** Aborted by Ctrl-C and its like. Handed to every operation that takes time. */
  protected get signal(): AbortSignal {
    return this.#stop.signal;
  }

  public override _run<Outcome>(): Promise<Outcome> {
    return abortOnSignals(this.#stop, () => super._run<Outcome>());
  }

  protected override async catch(error: Error): Promise<never> {
    // The framework puts `stack` into JSON errors; with no frames it is just the name and the sentence.
    Error.stackTraceLimit = 0;
    return super.catch(explain(this.signal.aborted ? interruption(this.signal) : error));
  }
}

function interruption(signal: AbortSignal): Failure {
  const { reason } = signal as { reason: unknown };
  return new Failure('interrupted', { signal: reason instanceof Interruption ? reason.signal : 'a signal' });
}

/** The CLI's own map of exit codes gives 2 to every error of parsing but one, a value that is not among the options. */
function withUsageCode(error: Error): Error {
  if ('parse' in error && 'oclif' in error) Object.assign(error, { oclif: { exit: EXIT.usage } });
  return error;
}

/** A refusal by the org that no room could deal with, as a failure to explain. */
function failureOf(error: Error): Error {
  if (!(error instanceof OrgError)) return error;
  const { code, text } = error;
  return new Failure(code === 'API_DISABLED_FOR_ORG' ? 'apiDisabled' : 'orgRefused', { code, text });
}

/** Turns a Failure into the sentence, the next steps and the exit code that people and scripts get. */
export function explain(error: Error): Error {
  const failure = failureOf(error);
  if (!(failure instanceof Failure)) return withUsageCode(failure);
  const { key } = failure;
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, token: string) => said(failure, token));
  const explained = new SfError(
    fill(failures.getMessage(key)),
    `${key.slice(0, 1).toUpperCase()}${key.slice(1)}Error`,
    failures.getMessages(`${key}.actions`).map(fill),
    EXIT_OF_FAILURE[key] ?? EXIT.error,
  );
  explained.stack = `${explained.name}: ${explained.message}`;
  return explained;
}

/** A token's value; reasons that are codes have words of their own. */
function said({ tokens }: Failure, token: string): string {
  const value = String(tokens[token] ?? '');
  return failures.messages.has(`reason.${value}`) ? failures.getMessage(`reason.${value}`) : value;
}

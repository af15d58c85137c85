// A stream of bytes in each direction over one message port, so that a thread can be handed a stream and hand one back.
// What has been sent and not yet been read is bounded; an error on one side breaks the other with the same key or code.
import type { MessagePort } from 'node:worker_threads';
import { Failure, type FailureTokens } from './failure.ts';
import type { Bytes } from './bytes.ts';
import type { JsonValue } from './json.ts';

type Message =
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  /** The other side has read a chunk. */
  | { readonly kind: 'read' }
  | { readonly kind: 'end'; readonly summary: JsonValue }
  | { readonly kind: 'error'; readonly error: PlainError };

interface PlainError {
  readonly message: string;
  readonly code?: string;
  readonly failure?: { readonly key: string; readonly tokens: FailureTokens };
}

/** Chunks that may be on their way in one direction. */
const WINDOW = 4;

export class PortStream {
  readonly #port: MessagePort;
  readonly #incoming: Message[] = [];
  #unread = 0;
  #broken: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<undefined>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: Message) => {
      if (message.kind === 'read') this.#unread -= 1;
      else this.#incoming.push(message);
      this.#tell();
    });
    port.once('close', () => this.#break(new Error('The other side has gone.')));
  }

  /** Sends a source to its end, then what `summary` says. An error of the source goes over too, and is thrown here. */
  async send(source: Bytes, summary: () => JsonValue = () => null): Promise<void> {
    try {
      for await (const chunk of source) {
        while (this.#unread >= WINDOW) await this.#change();
        if (this.#broken) throw this.#broken.error;
        this.#unread += 1;
        // A copy of its own: what is moved must not be a slice of memory that others use.
        const bytes = new Uint8Array(chunk);
        this.#post({ kind: 'chunk', bytes }, [bytes.buffer]);
      }
      this.#post({ kind: 'end', summary: summary() });
    } catch (error) {
      this.#post({ kind: 'error', error: toPlain(error) });
      throw error;
    }
  }

  /** What the other side sends; returns its summary at the end. @throws what the other side failed with */
  async *receive(): AsyncGenerator<Uint8Array, JsonValue> {
    for (;;) {
      const message = this.#incoming.shift();
      if (message === undefined) await this.#change();
      else if (message.kind === 'end') return message.summary;
      else if (message.kind === 'error') throw fromPlain(message.error);
      else if (message.kind === 'chunk') {
        this.#post({ kind: 'read' });
        yield message.bytes;
      }
    }
  }

  /** Ends both directions; the other side's next step fails. */
  close(): void {
    this.#port.close();
  }

  #post(message: Message, moved: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, moved);
  }

  async #change(): Promise<void> {
    if (this.#broken) throw this.#broken.error;
    await this.#changed.promise;
  }

  #break(error: unknown): void {
    this.#broken ??= { error };
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers<undefined>();
  }
}

function toPlain(error: unknown): PlainError {
  if (error instanceof Failure)
    return { message: error.message, failure: { key: error.key, tokens: error.tokens } };
  const { message, code } = error as NodeJS.ErrnoException;
  return { message, code };
}

function fromPlain({ message, code, failure }: PlainError): unknown {
  if (failure) return new Failure(failure.key, failure.tokens);
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

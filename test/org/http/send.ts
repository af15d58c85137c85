// Puts an answer on the wire: gzip for clients that ask, the org's clock in the Date header, streams with
// backpressure, and the injected damage (a cut connection, half a body, a wrong row count) as real damage.
import type { ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { WireEffect } from '../faults/plan.ts';
import type { Answer } from './call.ts';

/** Bodies below this are not worth compressing. */
const SMALLEST_GZIP_BYTES = 1024;

export interface Sending {
  readonly acceptsGzip: boolean;
  readonly head: boolean;
  /** What the org's clock says. */
  readonly date: Date;
  readonly effects: readonly WireEffect[];
}

/** Sends the answer; resolves when it has left, or when the connection was cut on either side. */
export async function send(response: ServerResponse, answer: Answer, how: Sending): Promise<void> {
  const packed = pack(answer, how.acceptsGzip);
  response.sendDate = false;
  const headers = { date: how.date.toUTCString(), ...miscounted(packed.headers, how.effects) };
  const limit = cutAfter(how.effects);
  if (how.head || packed.body === '') {
    response.writeHead(packed.status, headers).end();
    return;
  }
  response.writeHead(packed.status, headers);
  if (limit !== undefined) return cutShort(response, packed.body, limit);
  if (!(packed.body instanceof Readable)) {
    await new Promise<void>((resolve) => response.on('close', resolve).end(packed.body, resolve));
    return;
  }
  await untilHungUp(pipeline(packed.body, response));
}

function pack(answer: Answer, acceptsGzip: boolean): Answer {
  if (answer.body instanceof Readable || answer.body === '') return answer;
  const plain = Buffer.from(answer.body);
  const compress =
    acceptsGzip &&
    plain.length >= SMALLEST_GZIP_BYTES &&
    answer.headers['content-encoding'] === undefined &&
    answer.headers['content-length'] === undefined;
  const body = compress ? gzipSync(plain, { level: 1 }) : plain;
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(compress && { 'content-encoding': 'gzip' }),
      'content-length': String(body.length),
    },
    body,
  };
}

function miscounted(headers: Answer['headers'], effects: readonly WireEffect[]): Record<string, string> {
  const count = headers['sforce-numberofrecords'];
  const off = effects.reduce((sum, effect) => sum + (effect.effect === 'wrongCount' ? effect.by : 0), 0);
  return off === 0 || count === undefined
    ? headers
    : { ...headers, 'sforce-numberofrecords': String(Number(count) + off) };
}

/** After how many body bytes the connection is to be cut. */
function cutAfter(effects: readonly WireEffect[]): number | undefined {
  for (const effect of effects) {
    if (effect.effect === 'truncate') return effect.bytes;
    if (effect.effect === 'drop' && effect.when === 'after-headers') return 0;
  }
  return undefined;
}

async function cutShort(response: ServerResponse, body: Answer['body'], bytes: number): Promise<void> {
  response.flushHeaders();
  const source = body instanceof Readable ? body : Readable.from([Buffer.from(body)]);
  let left = bytes;
  const cut = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      response.write(part, () => {
        if (left === 0) source.destroy();
        done();
      });
    },
  });
  if (bytes > 0) await untilHungUp(pipeline(source, cut));
  source.destroy();
  response.destroy();
}

/** A client that hangs up ends the sending; that is its right and no error of the org's. */
async function untilHungUp(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
  }
}

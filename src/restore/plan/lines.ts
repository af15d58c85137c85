// A stream of bytes as lines: what a plan file and the spools it is put together from are read with.
import type { Bytes } from '../../kit/bytes.ts';

const LF = 10;

/** Batches of whole lines, each line with its LF; a last line without one comes as it is. */
export async function* lineBatches(stream: Bytes): AsyncGenerator<Buffer[]> {
  let held: Uint8Array[] = [];
  for await (const chunk of stream) {
    const last = chunk.lastIndexOf(LF);
    if (last === -1) {
      held.push(chunk);
      continue;
    }
    const bytes = Buffer.concat([...held, chunk.subarray(0, last + 1)]);
    held = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : [];
    yield cut(bytes);
  }
  if (held.length > 0) yield [Buffer.concat(held)];
}

function cut(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0, end: number; start < bytes.length; start = end) {
    end = bytes.indexOf(LF, start) + 1;
    lines.push(bytes.subarray(start, end));
  }
  return lines;
}

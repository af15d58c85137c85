// The parts of a multipart/form-data body (RFC 7578), cut out of the bytes without turning them into text.

export interface Part {
  readonly name: string;
  /** Of a part that is a file. */
  readonly fileName: string | undefined;
  /** Its Content-Type; empty when it has none. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** The parts in order; none for a body that is not multipart. */
export function readParts(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(mark);
  while (start >= 0) {
    const next = body.indexOf(mark, start + mark.length);
    if (next < 0) break;
    const part = partOf(body.subarray(start + mark.length, next));
    if (part !== undefined) parts.push(part);
    start = next;
  }
  return parts;
}

/** What stands between two boundaries: a line break, the head, an empty line, the bytes, a line break. */
function partOf(section: Buffer): Part | undefined {
  const [gap, headEnd] = [Buffer.from('\r\n\r\n'), Buffer.from('\n\n')].map(
    (blank) => [blank, section.indexOf(blank)] as const,
  );
  const [blank, at] = [gap!, headEnd!].filter(([, place]) => place >= 0).sort((a, b) => a[1] - b[1])[0] ?? [];
  if (blank === undefined || at === undefined) return undefined;
  const head = section.subarray(0, at).toString('utf8');
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const tail = section.subarray(at + blank.length);
  const trailing = tail.at(-2) === 0x0d ? 2 : 1;
  return {
    name,
    fileName: /;\s*filename="([^"]*)"/i.exec(head)?.[1],
    type: /^content-type:\s*(.*?)\s*$/im.exec(head)?.[1] ?? '',
    bytes: tail.subarray(0, tail.length - trailing),
  };
}

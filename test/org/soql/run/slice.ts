// OFFSET and LIMIT over a stream: stops asking as soon as it has enough.

export function* slice<T>(items: Iterable<T>, offset: number, limit: number): Iterable<T> {
  if (limit <= 0) return;
  let seen = 0;
  for (const item of items) {
    seen++;
    if (seen <= offset) continue;
    yield item;
    if (seen - offset >= limit) return;
  }
}

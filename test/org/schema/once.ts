// A value made when first asked for: what keeps loading a schema of 7,000 fields cheap.

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

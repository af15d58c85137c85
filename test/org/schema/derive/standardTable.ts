// Reads the published table of standard objects (API v67): object, name, kind, target; one tab-separated line each.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface TableObject {
  /** Field -> id, string, boolean, integer, long, decimal, date, datetime, time, blob, address, location or object. */
  readonly kinds: Map<string, string>;
  /** Parent relationship -> target; `Name` and `SObject` stand for any of several objects. */
  readonly parents: Map<string, string>;
  /** Child relationship -> child object. */
  readonly children: Map<string, string>;
}

export type StandardObjects = ReadonlyMap<string, TableObject>;

export function readStandardObjects(path: string): StandardObjects {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const objects = new Map<string, TableObject>();
  for (const line of text.split('\n').slice(1)) {
    if (line === '') continue;
    const [object = '', name = '', kind = '', target = ''] = line.split('\t');
    const known = objects.get(object) ?? { kinds: new Map(), parents: new Map(), children: new Map() };
    objects.set(object, known);
    if (kind === 'parent') known.parents.set(name, target);
    else if (kind === 'children') known.children.set(name, target);
    else known.kinds.set(name, kind);
  }
  return objects;
}

/** Targets that stand for several objects. */
export const anyObject: ReadonlySet<string> = new Set(['Name', 'SObject']);

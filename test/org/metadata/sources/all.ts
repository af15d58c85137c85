// Every component of the org, in one stream.
import type { Definition } from '../component.ts';
import { apps } from './apps.ts';
import { automation } from './automation.ts';
import { code } from './code.ts';
import { content } from './content.ts';
import { folders } from './folders.ts';
import { grown } from './grown.ts';
import { objects } from './objects.ts';
import { packages } from './packages.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { permissions } from './permissions.ts';
import { profiles } from './profiles.ts';
import { settings } from './settings.ts';
import type { Source, SourceContext } from './source.ts';
import { trust } from './trust.ts';
import { valueSets } from './valueSets.ts';

const sources: readonly Source[] = [
  objects,
  pages,
  code,
  automation,
  permissions,
  profiles,
  people,
  apps,
  folders,
  content,
  valueSets,
  trust,
  settings,
  packages,
];

/** The components a context holds; grown to `context.components` where the sources have fewer. */
export function* allComponents(context: SourceContext): Iterable<Definition> {
  let count = 0;
  for (const source of sources) {
    for (const definition of source(context)) {
      count += 1;
      yield definition;
    }
  }
  yield* grown(Math.max(0, context.components - count));
}

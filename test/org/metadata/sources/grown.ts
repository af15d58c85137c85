// Components without rows behind them, as many as it takes to reach the size asked for: what tests of chunking need.
import type { Definition } from '../component.ts';
import { webComponent } from './code.ts';
import { recordPage } from './pages.ts';
import { globalValueSet } from './valueSets.ts';

/** `count` further components: pages, web components (three files each) and value sets, in turn. */
export function* grown(count: number): Iterable<Definition> {
  for (let index = 0; index < count; index += 1) {
    const number = String(Math.floor(index / 3)).padStart(5, '0');
    if (index % 3 === 0) yield recordPage(`Page_${number}`, 'Account');
    else if (index % 3 === 1) yield webComponent(`widget${number}`);
    else yield globalValueSet(`Values_${number}`, ['One', 'Two', 'Three']);
  }
}

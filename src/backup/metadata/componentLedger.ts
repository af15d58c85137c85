// Keeps the books on components: what the listing promised, what came, what the org said it could not give. Pure.

import { packageType, type ComponentName } from '../../org/metadata/component.ts';
import type { LostPack, RetrievedPack } from '../../org/metadata/retrieveAll.ts';
import type { Gap } from '../../vault/gaps.ts';

/** Metadata API: `Entity of type 'Report' named 'Sales/Old' cannot be found`. */
const NOT_FOUND = /Entity of type '(?<type>[^']+)' named '(?<fullName>[^']+)' cannot be found/;

export class ComponentLedger {
  readonly #outstanding: Map<string, ComponentName>;
  readonly #came = new Set<string>();
  readonly #gaps = new Map<string, Gap>();

  constructor(listed: readonly ComponentName[]) {
    this.#outstanding = new Map(listed.map((component) => [keyOf(component), component]));
  }

  /** Books what a pack brought and what the org said it lacks. Returns how many components are new. */
  came({ fileProperties, messages }: Pick<RetrievedPack, 'fileProperties' | 'messages'>): number {
    const before = this.#came.size;
    for (const component of fileProperties) {
      if (component.type === 'Package') continue;
      this.#outstanding.delete(keyOf(component));
      this.#came.add(keyOf(component));
    }
    for (const { problem } of messages) {
      const { type, fullName } = NOT_FOUND.exec(problem)?.groups ?? {};
      if (type && fullName) this.#settle({ type, fullName }, problem);
    }
    return this.#came.size - before;
  }

  /** Books a pack that the org refuses down to the last component. */
  lost({ pack, code, text }: Pick<LostPack, 'pack' | 'code' | 'text'>): void {
    const says = `${code}: ${text}`;
    if (!pack.repeats) for (const component of pack.components) this.#settle(component, says);
    const about = pack.components.map(keyOf).join(', ');
    for (const profile of pack.profiles) {
      const detail = about === '' ? says : `its entries about ${about} are missing: ${says}`;
      this.#gaps.set(`${keyOf(profile)} ${about}`, {
        kind: 'component',
        name: keyOf(profile),
        reason: 'error',
        detail,
      });
    }
  }

  /** One gap a component that was listed and did not come. */
  gaps(): Gap[] {
    for (const component of [...this.#outstanding.values()])
      this.#settle(component, 'listed, but not in what was retrieved');
    return [...this.#gaps.values()];
  }

  #settle(component: ComponentName, says: string): void {
    const key = keyOf(component);
    if (!this.#outstanding.delete(key) || isGuessed(component)) return;
    this.#gaps.set(key, { kind: 'component', name: key, reason: 'error', detail: says });
  }
}

/** Standard value sets are asked for by name without having been listed: one that does not come is not in the org. */
function isGuessed({ type }: ComponentName): boolean {
  return type === 'StandardValueSet';
}

function keyOf({ type, fullName }: ComponentName): string {
  return `${packageType(type)}:${fullName}`;
}

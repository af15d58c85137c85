// Holds a version's metadata against the org as it is now. What one side could not hand out is compared with nothing: it
// is named, and neither taken for deleted nor for added.
import { gapReason } from '../../org/errors.ts';
import type { ComponentName } from '../../org/metadata/component.ts';
import { describeTypes, type MetadataType } from '../../org/metadata/describeTypes.ts';
import { listComponents, type Listing } from '../../org/metadata/listComponents.ts';
import { registryFor } from '../../org/metadata/sdr.ts';
import type { Session } from '../../org/session.ts';
import type { Gap } from '../../vault/gaps.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import type { MemberSource } from '../../vault/read/member.ts';
import { compareStates } from './compare.ts';
import type { Finding } from './findings.ts';
import { liveState } from './liveState.ts';
import { loadPartTypes, type PartTypes } from './partTypes.ts';
import { checkSelectors, isSelected, mayHold, type Selector } from './selectors.ts';
import { keyOf, type MetadataState } from './state.ts';
import { versionState } from './versionState.ts';

export interface NotCompared {
  /** `Type`, or `Type:fullName`. */
  readonly name: string;
  readonly detail: string;
}

export interface OrgComparison {
  readonly types: readonly MetadataType[];
  readonly findings: readonly Finding[];
  readonly notCompared: readonly NotCompared[];
}

export interface ComparisonOptions {
  /** An existing folder for the packs of the org's state, which stay there. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  /** Told how many components the org has, once they are listed. */
  readonly listener?: (components: number) => void;
}

/** @throws Failure as `versionState` and `checkSelectors` */
export async function compareWithOrg(
  session: Session,
  vault: MemberSource,
  manifest: Manifest,
  selectors: readonly Selector[],
  options: ComparisonOptions,
): Promise<OrgComparison> {
  const { signal } = options;
  const version = await versionState(vault, manifest);
  const [types, parts] = [await describeTypes(session), await loadPartTypes()];
  // A profile speaks of what it is retrieved with: for whole ones, everything is.
  const looked = selectors.some(({ type }) => type === 'Profile') ? [] : selectors;
  const isLookedAt = (component: ComponentName): boolean => mayHold(looked, component, parts);
  const listing = await listComponents(
    session,
    types.filter((type) => holds(looked, type, parts)),
    { signal },
  );
  const wanted = listing.components.filter(isLookedAt);
  options.listener?.(wanted.length);
  const live = await liveState(session, wanted, options.folder, {
    registry: await registryFor(types),
    signal,
  });
  const unknown = new Unknown(listing, wanted, live, manifest.gaps);
  const known = (component: ComponentName): boolean => isLookedAt(component) && !unknown.has(component);
  const states = [restricted(version, known), restricted(live, known)] as const;
  const findings = await compareStates(...states, parts);
  await checkSelectors(selectors, states, findings, parts);
  return {
    types,
    findings: findings.filter(({ difference }) => isSelected(selectors, difference)),
    notCompared: unknown.named(version),
  };
}

function holds(selectors: readonly Selector[], { name }: MetadataType, parts: PartTypes): boolean {
  return (
    selectors.length === 0 ||
    selectors.some(({ type }) => mayHold([{ type }], { type: name, fullName: '' }, parts))
  );
}

function restricted(state: MetadataState, isKnown: (component: ComponentName) => boolean): MetadataState {
  return {
    components: new Map([...state.components].filter(([, component]) => isKnown(component))),
    read: (paths) => state.read(paths),
  };
}

/** What one of the two sides could not hand out. */
class Unknown {
  readonly #types = new Map<string, string>();
  readonly #components = new Map<string, string>();

  constructor(
    listing: Listing,
    wanted: readonly ComponentName[],
    live: MetadataState & {
      readonly lost: ReadonlyArray<{
        pack: { components: readonly ComponentName[]; profiles: readonly ComponentName[] };
        code: string;
        text: string;
      }>;
    },
    gaps: readonly Gap[],
  ) {
    for (const { type, error } of listing.errors) this.#types.set(type, `${gapReason(error)}: ${error.text}`);
    for (const component of wanted)
      if (!live.components.has(keyOf(component)))
        this.#components.set(keyOf(component), 'listed by the org, but not retrieved');
    for (const { pack, code, text } of live.lost)
      for (const component of [...pack.components, ...pack.profiles])
        this.#components.set(keyOf(component), `${code}: ${text}`);
    for (const { kind, name, detail = '' } of gaps) {
      if (kind === 'metadata-type')
        this.#types.set(name.split(' ')[0] ?? name, `gap of the version: ${detail}`);
      if (kind === 'component') this.#components.set(name, `gap of the version: ${detail}`);
    }
  }

  has(component: ComponentName): boolean {
    return this.#types.has('*') || this.#types.has(component.type) || this.#components.has(keyOf(component));
  }

  /** Standard value sets are asked for by guess: one that neither side has is nobody's. */
  named(version: MetadataState): NotCompared[] {
    const isGuess = (key: string): boolean =>
      key.startsWith('StandardValueSet:') && !version.components.has(key);
    return [...this.#types, ...this.#components]
      .filter(([name]) => !isGuess(name))
      .map(([name, detail]) => ({ name, detail }));
  }
}

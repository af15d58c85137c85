// Cuts an org's components into retrieves that fit the Metadata API's limits (10,000 files, 39 MB of zip:
// Metadata API guide, file_based_zip_file). Sizes are not known beforehand, so they are estimated with room to spare;
// a pack that is refused all the same is halved (retrieveAll.ts).
//
// Profiles are special: a retrieved profile has entries only for components of the same retrieve. So every pack with
// components that profiles speak of carries the profiles again, and their parts are merged (profiles.ts).
import { type ComponentName, inOrder } from './component.ts';
import { slices } from '../soql.ts';

export interface Pack {
  readonly components: readonly ComponentName[];
  /** Profiles retrieved along, for their entries about `components`; sorted. */
  readonly profiles: readonly ComponentName[];
  /** `components` are in an earlier pack too and are only here for the profiles to speak of them. */
  readonly repeats: boolean;
}

export interface PackLimits {
  readonly files: number;
  /** Estimated bytes of zip. */
  readonly bytes: number;
}

export const PACK_LIMITS: PackLimits = { files: 8000, bytes: 24_000_000 };

interface Estimate {
  readonly files: number;
  /** Zipped. */
  readonly bytes: number;
}

const USUAL: Estimate = { files: 1, bytes: 1500 };

// Zipped sizes of ordinary components, rounded up; a guess that only decides how many packs there are.
const ESTIMATES: Readonly<Partial<Record<string, Estimate>>> = {
  ApexClass: { files: 2, bytes: 4000 },
  ApexTrigger: { files: 2, bytes: 2000 },
  ApexPage: { files: 2, bytes: 3000 },
  ApexComponent: { files: 2, bytes: 2500 },
  AuraDefinitionBundle: { files: 8, bytes: 8000 },
  LightningComponentBundle: { files: 6, bytes: 8000 },
  CustomObject: { files: 1, bytes: 15_000 },
  CustomObjectTranslation: { files: 1, bytes: 8000 },
  Dashboard: { files: 1, bytes: 4000 },
  Document: { files: 2, bytes: 60_000 },
  EmailTemplate: { files: 2, bytes: 4000 },
  ExperienceBundle: { files: 60, bytes: 300_000 },
  DigitalExperienceBundle: { files: 80, bytes: 300_000 },
  FlexiPage: { files: 1, bytes: 5000 },
  Flow: { files: 1, bytes: 8000 },
  Layout: { files: 1, bytes: 4000 },
  PermissionSet: { files: 1, bytes: 15_000 },
  Profile: { files: 1, bytes: 30_000 },
  Report: { files: 1, bytes: 2000 },
  SiteDotCom: { files: 2, bytes: 500_000 },
  StaticResource: { files: 2, bytes: 200_000 },
  Translations: { files: 1, bytes: 60_000 },
  WaveTemplateBundle: { files: 20, bytes: 100_000 },
  Workflow: { files: 1, bytes: 6000 },
};

// Metadata API guide, "Profile": the elements of a profile that name another component.
const IN_PROFILES = new Set([
  'ApexClass',
  'ApexPage',
  'CustomApplication',
  'CustomMetadata',
  'CustomObject',
  'CustomPermission',
  'CustomTab',
  'DataCategoryGroup',
  'ExternalCredential',
  'ExternalDataSource',
  'Flow',
  'Layout',
  'ServicePresenceStatus',
]);

/** Profiles in one pack at most, so that they leave room for what they are retrieved with. */
const PROFILES_A_PACK = 200;

/** Packs in a fixed order; every component is in exactly one that does not repeat, every profile in at least one. */
export function planPacks(components: readonly ComponentName[], limits: PackLimits = PACK_LIMITS): Pack[] {
  const sorted = [...components].sort(inOrder);
  const profiles = sorted.filter(({ type }) => type === 'Profile');
  const spokenOf = sorted.filter(({ type }) => IN_PROFILES.has(type));
  const others = sorted.filter(({ type }) => type !== 'Profile' && !IN_PROFILES.has(type));
  const rounds = profiles.length > 0 ? [...slices(profiles, PROFILES_A_PACK)] : [[]];
  const spoken = rounds.flatMap((some, round) =>
    packed(spokenOf, roomBeside(some, limits)).map((part) => ({
      components: part,
      profiles: some,
      repeats: round > 0,
    })),
  );
  const silent = packed(others, limits).map((part) => ({ components: part, profiles: [], repeats: false }));
  return [...spoken, ...silent].filter((pack) => pack.components.length + pack.profiles.length > 0);
}

function roomBeside(components: readonly ComponentName[], limits: PackLimits): PackLimits {
  const taken = components.map(({ type }) => ESTIMATES[type] ?? USUAL);
  const total = (of: (estimate: Estimate) => number): number =>
    taken.reduce((sum, estimate) => sum + of(estimate), 0);
  return {
    files: limits.files - total(({ files }) => files),
    bytes: limits.bytes - total(({ bytes }) => bytes),
  };
}

/** Cuts in order; always at least one part, so that profiles alone make a pack too. */
function packed(components: readonly ComponentName[], limits: PackLimits): ComponentName[][] {
  let part: ComponentName[] = [];
  const parts = [part];
  let taken: Estimate = { files: 0, bytes: 0 };
  for (const component of components) {
    const { files, bytes } = ESTIMATES[component.type] ?? USUAL;
    const full = taken.files + files > limits.files || taken.bytes + bytes > limits.bytes;
    if (full && part.length > 0) {
      parts.push((part = []));
      taken = { files: 0, bytes: 0 };
    }
    part.push(component);
    taken = { files: taken.files + files, bytes: taken.bytes + bytes };
  }
  return parts;
}

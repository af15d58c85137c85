// The metadata types this org has: directory, suffix, children and how a component's files are laid out. Directories and
// suffixes come from the official client's registry, so that what the org sends is what clients know how to read.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A component type that lives inside another's file (CustomField in CustomObject). */
export interface ChildType {
  readonly name: string;
  /** Tag of the children inside the parent's XML. */
  readonly tag: string;
  /** Custom labels go by their own name; all others by `Parent.child`. */
  readonly namedByParent: boolean;
}

/**
 * `xml`: one XML file. `content`: a content file and `-meta.xml` beside it. `bundle`: a folder of files.
 * `folder`: the folder itself, known by `<name>-meta.xml`.
 */
export type Layout = 'xml' | 'content' | 'bundle' | 'folder';

export interface MetadataType {
  readonly name: string;
  readonly directory: string;
  readonly suffix: string | undefined;
  readonly layout: Layout;
  /** The type of its folders (Report: ReportFolder), for the four types kept in folders. */
  readonly folderType: string | undefined;
  /** The type a folder type holds (ReportFolder: Report). */
  readonly contentType: string | undefined;
  readonly children: readonly ChildType[];
}

interface RegistryChild {
  readonly name: string;
  readonly directoryName: string;
  readonly xmlElementName?: string;
  readonly ignoreParentName?: boolean;
  readonly isAddressable?: boolean;
}

interface RegistryType {
  readonly name: string;
  readonly directoryName: string;
  readonly suffix?: string;
  readonly aliasFor?: string;
  readonly folderType?: string;
  readonly folderContentType?: string;
  readonly strategies?: { readonly adapter: string };
  readonly children?: { readonly types: Readonly<Record<string, RegistryChild>> };
}

/**
 * Types of features this org has no licence for: `Cannot use: T in this organization`
 * (answer recorded in alan-morey/force-meta-backup#8).
 */
const unlicensed: readonly RegExp[] = [
  /^(Wave|Discovery|Territory|Bot|GenAi|AI|Ai|Mkt|ML|Omni|Industries|Care|Loyalty|LifeSci|CnfgItem|CnfgMgmt)/,
  /^(Telemetry|Svc[A-Z]|Sustain|Stnry|Ocr|Expression|Explainability|DataKit|DataObject|DataPackage|DataS|Slack)/,
  /^(LiveChat|Appointment|Fundraising|Gift|Vehicle|Bldg|Fuel|WebStore|Analytics[A-Z]|Assessment|Disclosure)/,
];

const contentAdapters: ReadonlySet<string> = new Set(['matchingContentFile']);
const bundleAdapters: ReadonlySet<string> = new Set(['bundle', 'digitalExperience', 'uiBundles']);
/** Kept as a folder by the client's registry but as content and `-meta.xml` in the Metadata API. */
const contentTypes: ReadonlySet<string> = new Set(['StaticResource', 'Document']);

function layoutOf(type: RegistryType): Layout {
  const adapter = type.strategies?.adapter ?? '';
  if (type.folderContentType !== undefined) return 'folder';
  if (contentTypes.has(type.name) || contentAdapters.has(adapter)) return 'content';
  return bundleAdapters.has(adapter) ? 'bundle' : 'xml';
}

function childTypes(type: RegistryType): ChildType[] {
  return Object.values(type.children?.types ?? {})
    .filter((child) => child.isAddressable !== false)
    .map((child) => ({
      name: child.name,
      tag: child.xmlElementName ?? child.directoryName,
      namedByParent: child.ignoreParentName !== true,
    }));
}

function readRegistry(): Readonly<Record<string, RegistryType>> {
  const entry = createRequire(import.meta.url).resolve('@salesforce/source-deploy-retrieve');
  const file = path.join(path.dirname(entry), 'registry', 'metadataRegistry.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { types: Record<string, RegistryType> }).types;
}

/** Types by name, folder types included; unlicensed ones are not among them. */
export interface MetadataTypes {
  /** Top-level types as describeMetadata lists them: without folder types, by name. */
  readonly described: readonly MetadataType[];
  find(name: string): MetadataType | undefined;
  /** The parent type and child type of a name such as `CustomField`. */
  findChild(name: string): { readonly parent: MetadataType; readonly child: ChildType } | undefined;
  /** Exists in Salesforce, but this org has no licence for it. */
  isUnlicensed(name: string): boolean;
}

function build(): MetadataTypes {
  const registry = readRegistry();
  const nameOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : (registry[id] as RegistryType | undefined)?.name;
  const known = Object.values(registry).filter((type) => type.aliasFor === undefined);
  const isUnlicensed = (name: string): boolean => unlicensed.some((pattern) => pattern.test(name));
  const types = new Map<string, MetadataType>();
  const children = new Map<string, { parent: MetadataType; child: ChildType }>();
  for (const type of known.filter(({ name }) => !isUnlicensed(name))) {
    const mapped: MetadataType = {
      name: type.name,
      directory: type.directoryName,
      suffix: type.suffix,
      layout: layoutOf(type),
      folderType: nameOf(type.folderType),
      contentType: nameOf(type.folderContentType),
      children: childTypes(type),
    };
    types.set(type.name, mapped);
    for (const child of mapped.children) children.set(child.name, { parent: mapped, child });
  }
  const unlicensedNames = new Set(
    known
      .filter(({ name }) => isUnlicensed(name))
      .flatMap((type) => [type.name, ...childTypes(type).map(({ name }) => name)]),
  );
  return {
    described: [...types.values()]
      .filter((type) => type.layout !== 'folder')
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
    find: (name) => types.get(name),
    findChild: (name) => children.get(name),
    isUnlicensed: (name) => unlicensedNames.has(name),
  };
}

let built: MetadataTypes | undefined;

/** The registry, read once per process. */
export function metadataTypes(): MetadataTypes {
  built ??= build();
  return built;
}

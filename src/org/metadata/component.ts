// A metadata component as listMetadata and retrieve describe it (FileProperties), and the order that makes runs alike.

export interface Component {
  readonly type: string;
  readonly fullName: string;
  /** mdapi path without `unpackaged/`; empty for components that no listing names (StandardValueSet). */
  readonly fileName: string;
  readonly id: string;
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly lastModifiedById: string;
  readonly lastModifiedByName: string;
  readonly lastModifiedDate: string;
  readonly manageableState?: string;
  readonly namespacePrefix?: string;
}

export type ComponentName = Pick<Component, 'type' | 'fullName'>;

/** By type, then full name, by code unit: the same everywhere, whatever the machine's language. */
export function inOrder(one: ComponentName, other: ComponentName): number {
  return compare(one.type, other.type) || compare(one.fullName, other.fullName);
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/**
 * The type under which a folder is retrieved: that of what it holds (Metadata API guide, "Folder"). Listings and file
 * properties call it `ReportFolder`, package.xml calls it `Report`.
 */
export function packageType(type: string): string {
  return PACKAGE_TYPES[type] ?? type;
}

const PACKAGE_TYPES: Readonly<Record<string, string>> = {
  DashboardFolder: 'Dashboard',
  DocumentFolder: 'Document',
  EmailFolder: 'EmailTemplate',
  EmailTemplateFolder: 'EmailTemplate',
  ReportFolder: 'Report',
};

/** A component known by its name alone. */
export function named(type: string, fullName: string): Component {
  const unknown = { fileName: '', id: '', createdById: '', createdByName: '', createdDate: '' };
  return { type, fullName, ...unknown, lastModifiedById: '', lastModifiedByName: '', lastModifiedDate: '' };
}

// What a comparison of two states finds: components that differ, and what to put into a package to bring each back.
import type { ComponentName } from '../../org/metadata/component.ts';
import type { XmlDocument, XmlElement } from './document.ts';

/** What happened to a component since the version was taken. */
export type Change = 'changed' | 'deleted' | 'added';

export interface Difference extends ComponentName {
  readonly change: Change;
  /** The component whose file this one is part of. */
  readonly parent?: ComponentName;
  /** Of a profile: the entries that differ. */
  readonly entries?: readonly string[];
}

export interface Finding {
  readonly difference: Difference;
  readonly isManaged: boolean;
  /** What brings it back; nothing for what was added. */
  readonly put: readonly Content[];
  /** A profile's entries that no deploy takes back. */
  readonly left?: readonly string[];
  /** A changed or added part, or a flow's root, as it is in the org. */
  readonly live?: XmlElement | XmlDocument;
}

/** A whole file, or elements of one that other findings may add to. */
export type Content =
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly fragment: XmlDocument };

// The metadata of an org at one time, wherever it is kept: components, the files of each with their hashes, and the files
// themselves when asked for. Two of these can be compared without reading what is equal.
import type { ComponentName } from '../../org/metadata/component.ts';

export interface StateFile {
  /** mdapi path: `classes/Invoice.cls`. */
  readonly path: string;
  readonly sha256: string;
}

export interface StateComponent extends ComponentName {
  /** A managed package brought it. */
  readonly isManaged: boolean;
  readonly namespace: string;
  readonly files: readonly StateFile[];
}

export interface MetadataState {
  /** By `Type:fullName`, folders under the type of what they hold. */
  readonly components: ReadonlyMap<string, StateComponent>;
  /** The content of files, by path. */
  read(paths: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer>>;
}

export function keyOf({ type, fullName }: ComponentName): string {
  return `${type}:${fullName}`;
}

/** Gathers files as an index lists them into components. */
export class StateBuilder {
  readonly #components = new Map<string, StateComponent & { readonly files: StateFile[] }>();

  add(file: StateFile, owner: Omit<StateComponent, 'files'>): void {
    const key = keyOf(owner);
    const known = this.#components.get(key) ?? { ...owner, files: [] };
    this.#components.set(key, known);
    known.files.push(file);
  }

  get components(): ReadonlyMap<string, StateComponent> {
    return this.#components;
  }
}

// A schema that changes while the org runs, as deploys change one. Whoever holds a type goes on holding it: its describe,
// fields and relationships are always those of now.

import type { ChildRelationship, FieldDescribe, Schema, SObjectDescribe, SObjectType } from '../model.ts';

export interface LivingSchema extends Schema {
  /** Adds a type. Throws a plain Error when there is one of that name. */
  add(type: SObjectType): void;
  remove(name: string): void;
  /** Replaces what a type's describe says. Throws a plain Error for an unknown type. */
  redescribe(name: string, change: (now: SObjectDescribe) => SObjectDescribe): void;
}

/** A type that is told anew what it looks like. */
class LivingType implements SObjectType {
  readonly name: string;
  readonly keyPrefix: string | null;
  readonly restrictions: SObjectType['restrictions'];
  #now: Pick<SObjectType, 'describe' | 'field' | 'parentField' | 'childRelationship'>;

  constructor(first: SObjectType) {
    this.name = first.name;
    this.keyPrefix = first.keyPrefix;
    this.restrictions = first.restrictions;
    this.#now = first;
  }

  get describe(): SObjectDescribe {
    return this.#now.describe;
  }

  field(name: string): FieldDescribe | undefined {
    return this.#now.field(name);
  }

  parentField(relationshipName: string): FieldDescribe | undefined {
    return this.#now.parentField(relationshipName);
  }

  childRelationship(relationshipName: string): ChildRelationship | undefined {
    return this.#now.childRelationship(relationshipName);
  }

  become(describe: SObjectDescribe): void {
    const fields = index(describe.fields, ({ name }) => name);
    const parents = index(describe.fields, ({ relationshipName }) => relationshipName);
    const children = index(describe.childRelationships, ({ relationshipName }) => relationshipName);
    this.#now = {
      describe,
      field: (name) => fields.get(name.toLowerCase()),
      parentField: (name) => parents.get(name.toLowerCase()),
      childRelationship: (name) => children.get(name.toLowerCase()),
    };
  }
}

function index<T>(entries: readonly T[], nameOf: (entry: T) => string | null): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (name !== null) named.set(name.toLowerCase(), entry);
  }
  return named;
}

/** `base` as it is, until it is changed. */
export function livingSchema(base: Schema): LivingSchema {
  const types = new Map(base.types.map((type) => [type.name.toLowerCase(), new LivingType(type)]));
  let sorted = [...types.values()];
  const listed = (): void => {
    sorted = [...types.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  };
  return {
    get types() {
      return sorted;
    },
    // Tooling-only types are not listed and never change.
    find: (name) => types.get(name.toLowerCase()) ?? unlisted(base.find(name)),
    byKeyPrefix(prefix) {
      const first = base.byKeyPrefix(prefix);
      return first === undefined
        ? sorted.find(({ keyPrefix }) => keyPrefix === prefix)
        : this.find(first.name);
    },
    add(type) {
      const key = type.name.toLowerCase();
      if (types.has(key)) throw new Error(`The schema has ${type.name} already.`);
      types.set(key, new LivingType(type));
      listed();
    },
    remove(name) {
      types.delete(name.toLowerCase());
      listed();
    },
    redescribe(name, change) {
      const type = types.get(name.toLowerCase());
      if (type === undefined) throw new Error(`The schema has no ${name}.`);
      type.become(change(type.describe));
    },
  };
}

function unlisted(type: SObjectType | undefined): SObjectType | undefined {
  return type?.restrictions.tooling === 'only' ? type : undefined;
}

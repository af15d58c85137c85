// Child relationships are other types' reference fields seen from their targets. Recorded ones win; the rest is made
// from the fields: every reference makes a relationship at each of its targets, with a name or (`null`) without.

import type { ChildRelationship, FieldDescribe } from '../model.ts';
import type { Blueprint } from './blueprint.ts';

/**
 * Child relationships of an object, in order of child object and field.
 * @param blueprints every type whose fields make relationships
 */
export function childRelationships(
  blueprints: readonly Blueprint[],
): (parent: Blueprint) => ChildRelationship[] {
  const made = new Map<string, ChildRelationship[]>();
  const fields = new Set<string>();
  for (const blueprint of blueprints) {
    for (const { describe } of blueprint.fields().filter(({ isReference }) => isReference)) {
      const field = describe();
      const relationship = madeRelationship(blueprint, field);
      fields.add(identity(relationship));
      for (const target of field.referenceTo) {
        const known = made.get(target);
        if (known === undefined) made.set(target, [relationship]);
        else known.push(relationship);
      }
    }
  }
  return (parent) => joined(parent, made.get(parent.name) ?? [], fields);
}

function madeRelationship(child: Blueprint, field: FieldDescribe): ChildRelationship {
  const [name = '', ...rules] = (child.children[field.name] ?? '').split(' ');
  return {
    cascadeDelete: field.cascadeDelete || rules.includes('cascade'),
    childSObject: child.name,
    deprecatedAndHidden: false,
    field: field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: name === '' || name === '-' ? null : name,
    restrictedDelete: field.restrictedDelete || rules.includes('restrict'),
  };
}

/** Recorded relationships whose child this org has, then those made here. */
function joined(
  { recordedChildren = [] }: Blueprint,
  made: readonly ChildRelationship[],
  fields: ReadonlySet<string>,
): ChildRelationship[] {
  const recorded = recordedChildren.filter((child) => fields.has(identity(child)));
  const known = new Set(recorded.map(identity));
  const names = new Set(recorded.map(({ relationshipName }) => relationshipName));
  const added = made.filter((child) => !known.has(identity(child))).map((child) => named(child, names));
  return [...recorded, ...added].sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

const identity = ({ childSObject, field }: ChildRelationship): string => `${childSObject}.${field}`;

/** A relationship name is unique per object: who comes second has none. */
function named(child: ChildRelationship, taken: Set<string | null>): ChildRelationship {
  if (child.relationshipName === null) return child;
  if (taken.has(child.relationshipName)) return { ...child, relationshipName: null };
  taken.add(child.relationshipName);
  return child;
}

// Changing what objects there are and which fields they have, in the schema and in the rows at once: a new field is null
// or its default in every row, a deleted one takes its values along, an object takes its rows.

import type {
  ChildRelationship,
  FieldDescribe,
  OrgStructure,
  Row,
  SObjectDescribe,
  SObjectType,
} from '../model.ts';
import type { LivingSchema } from '../schema/living.ts';

/** Tables as far as a change of structure concerns them. */
export interface StructuredTables {
  reshape(object: string, change: (row: Row) => Row, field: string): void;
  /** The object is gone, and so are its rows, for good. */
  forget(object: string): void;
}

export function orgStructure(
  schema: LivingSchema,
  tables: StructuredTables,
  changed: () => void,
): OrgStructure {
  const relate = (
    target: string,
    change: (all: readonly ChildRelationship[]) => ChildRelationship[],
  ): void => {
    if (schema.find(target) === undefined) return;
    schema.redescribe(target, (describe) => ({
      ...describe,
      childRelationships: change(describe.childRelationships),
    }));
  };
  const unrelate = (object: string, field: FieldDescribe): void => {
    for (const target of field.referenceTo)
      relate(target, (all) =>
        all.filter((child) => child.childSObject !== object || child.field !== field.name),
      );
  };
  const withFields = (object: string, change: (fields: readonly FieldDescribe[]) => FieldDescribe[]): void =>
    schema.redescribe(object, (describe) => ({ ...describe, fields: change(describe.fields) }));

  return {
    addObject(type) {
      schema.add(type);
      changed();
    },
    dropObject(name) {
      const type = schema.find(name);
      if (type === undefined) return;
      for (const field of type.describe.fields) unrelate(type.name, field);
      tables.forget(type.name);
      schema.remove(type.name);
      changed();
    },
    describeObject(name, keys) {
      schema.redescribe(name, (describe) => ({ ...describe, ...keys }) as SObjectDescribe);
      changed();
    },
    putField(object, field, valueOf, childRelationship) {
      const type = known(schema, object);
      const before = type.field(field.name);
      tables.reshape(type.name, (row) => ({ ...row, [field.name]: valueOf(row) }), field.name);
      if (before === undefined) withFields(type.name, (fields) => [...fields, field]);
      else withFields(type.name, (fields) => fields.map((one) => (one.name === before.name ? field : one)));
      if (before !== undefined) unrelate(type.name, before);
      for (const target of field.referenceTo)
        relate(target, (all) => [...all, relationship(type.name, field, childRelationship ?? null)]);
      changed();
    },
    dropField(object, name) {
      const type = known(schema, object);
      const field = type.field(name);
      if (field === undefined) return;
      tables.reshape(type.name, (row) => without(row, field.name), field.name);
      withFields(type.name, (fields) => fields.filter((one) => one.name !== field.name));
      unrelate(type.name, field);
      changed();
    },
  };
}

function known(schema: LivingSchema, object: string): SObjectType {
  const type = schema.find(object);
  if (type === undefined) throw new Error(`The practice org has no object ${object}.`);
  return type;
}

function without(row: Row, field: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== field));
}

function relationship(
  object: string,
  field: FieldDescribe,
  relationshipName: string | null,
): ChildRelationship {
  return {
    cascadeDelete: field.cascadeDelete,
    childSObject: object,
    deprecatedAndHidden: false,
    field: field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName,
    restrictedDelete: field.restrictedDelete,
  };
}

// The objects that describe objects: EntityDefinition, FieldDefinition, EntityParticle, RelationshipInfo,
// PicklistValueInfo, and the Tooling API's CustomObject and CustomField. All derive from the schema and show every field
// whatever field-level security says. Their rows share one Id and are told apart by DurableId: standard ones by API name,
// custom ones by the 15-character Id of their CustomObject or CustomField row (Tooling API, FieldDefinition: DurableId).

import type { FieldDescribe, SObjectType } from '../../model.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { dataTypeLabel } from './dataTypeLabel.ts';
import { SHARING_MODELS } from '../sharing.ts';

const NO_ID = '000000000000000AAA';

interface DefinedField {
  readonly type: SObjectType;
  readonly entity: string;
  readonly field: FieldDescribe;
  readonly durableId: string;
}

const shortName = (name: string): string => name.replace(/__[a-z]+$/, '');

function customObjects(world: World): SObjectType[] {
  return world.schema.types.filter(({ describe, name }) => describe.custom && /__(c|mdt|e|b|x)$/.test(name));
}

/** Places in the series of an org's definitions: who was there first keeps its own when others come and go. */
const PLACES = new WeakMap<World, Map<string, number>>();

function placeOf(world: World, kind: 'object' | 'field', name: string): number {
  const places = PLACES.get(world) ?? new Map<string, number>();
  PLACES.set(world, places);
  const known = places.get(`${kind} ${name}`);
  if (known !== undefined) return known;
  const next = places.get(kind) ?? 0;
  places.set(kind, next + 1).set(`${kind} ${name}`, next);
  return next;
}

/** DurableId of an object. */
function entityIds(world: World): ReadonlyMap<string, string> {
  const custom = new Set(customObjects(world));
  const ids = world.ids('CustomObject');
  return new Map(
    world.schema.types.map((type) => [
      type.name,
      custom.has(type) ? ids.at(placeOf(world, 'object', type.name)).slice(0, 15) : type.name,
    ]),
  );
}

/** Every field of every object, in schema order, with the DurableId of its definition. */
function definedFields(world: World): DefinedField[] {
  const entities = entityIds(world);
  const ids = world.ids('CustomField');
  return world.schema.types.flatMap((type) =>
    type.describe.fields.map((field) => {
      const entity = entities.get(type.name)!;
      const own =
        field.custom && field.compoundFieldName === null
          ? ids.at(placeOf(world, 'field', `${type.name}.${field.name}`)).slice(0, 15)
          : field.name;
      return { type, entity, field, durableId: `${entity}.${own}` };
    }),
  );
}

const flag = (describe: { readonly [key: string]: unknown }, key: string): boolean => describe[key] === true;
const textOf = (describe: { readonly [key: string]: unknown }, key: string): string | null =>
  (describe[key] as string | null | undefined) ?? null;

export const entityDefinitions: KeptRecipe = {
  object: 'EntityDefinition',
  key: 'DurableId',
  rows: (world) => {
    const entities = entityIds(world);
    return world.schema.types.map(({ name, describe, keyPrefix }) => ({
      Id: NO_ID,
      DurableId: entities.get(name)!,
      QualifiedApiName: name,
      DeveloperName: shortName(name),
      MasterLabel: describe.label,
      Label: describe.label,
      PluralLabel: describe.labelPlural,
      KeyPrefix: keyPrefix,
      IsCustomizable: flag(describe, 'layoutable'),
      IsCustomSetting: flag(describe, 'customSetting'),
      IsDeprecatedAndHidden: flag(describe, 'deprecatedAndHidden'),
      IsApexTriggerable: flag(describe, 'triggerable'),
      IsTriggerable: flag(describe, 'triggerable'),
      IsWorkflowEnabled: flag(describe, 'triggerable'),
      IsProcessEnabled: flag(describe, 'triggerable'),
      IsCompactLayoutable: flag(describe, 'compactLayoutable'),
      IsLayoutable: flag(describe, 'layoutable'),
      IsSearchLayoutable: flag(describe, 'searchLayoutable'),
      IsSearchable: flag(describe, 'searchable'),
      IsMruEnabled: flag(describe, 'mruEnabled'),
      IsFeedEnabled: flag(describe, 'feedEnabled'),
      IsReplicateable: describe.replicateable,
      IsRetrieveable: describe.retrieveable,
      IsQueryable: describe.queryable,
      IsEverCreatable: describe.createable,
      IsEverUpdatable: describe.updateable,
      IsEverDeletable: describe.deletable,
      IsIdEnabled: true,
      InternalSharingModel: SHARING_MODELS[name] ?? 'ReadWrite',
      ExternalSharingModel: SHARING_MODELS[name] === 'ControlledByParent' ? 'ControlledByParent' : 'Private',
      PublisherId: describe.custom ? '<local>' : 'System',
      DeploymentStatus: describe.custom ? 'Deployed' : null,
    }));
  },
};

function fieldCells({ entity, field }: DefinedField): Draft {
  return {
    Id: NO_ID,
    EntityDefinitionId: entity,
    QualifiedApiName: field.name,
    DeveloperName: shortName(field.name),
    MasterLabel: field.label,
    Label: field.label,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    ExtraTypeInfo: textOf(field, 'extraTypeInfo'),
    RelationshipName: field.relationshipName,
    ReferenceTargetField: textOf(field, 'referenceTargetField'),
    IsCalculated: field.calculated,
    IsHtmlFormatted: flag(field, 'htmlFormatted'),
    IsNameField: flag(field, 'nameField'),
    IsNillable: field.nillable,
    IsApiFilterable: field.filterable,
    IsApiSortable: field.sortable,
    IsApiGroupable: field.groupable,
    IsCompound: field.type === 'address' || field.type === 'location',
  };
}

export const fieldDefinitions: KeptRecipe = {
  object: 'FieldDefinition',
  key: 'DurableId',
  rows: (world) =>
    definedFields(world).map((defined) => ({
      ...fieldCells(defined),
      DurableId: defined.durableId,
      DataType: dataTypeLabel(defined.field),
      ValueTypeId: defined.field.type,
      IsIndexed:
        defined.field.unique ||
        defined.field.externalId ||
        defined.field.type === 'reference' ||
        defined.field.type === 'id',
      IsListFilterable: defined.field.filterable,
      IsListSortable: defined.field.sortable,
      IsPolymorphicForeignKey: defined.field.polymorphicForeignKey,
      IsSearchPrefilterable: flag(defined.field, 'searchPrefilterable'),
      PublisherId: defined.field.custom ? '<local>' : 'System',
    })),
};

export const entityParticles: KeptRecipe = {
  object: 'EntityParticle',
  key: 'DurableId',
  rows: (world) =>
    definedFields(world).map((defined) => ({
      ...fieldCells(defined),
      DurableId: defined.durableId,
      FieldDefinitionId: defined.durableId,
      Name: defined.field.name,
      DataType: defined.field.type,
      ValueTypeId: defined.field.type,
      ByteLength: (defined.field['byteLength'] as number | undefined) ?? null,
      Digits: (defined.field['digits'] as number | undefined) ?? null,
      Mask: textOf(defined.field, 'mask'),
      MaskType: textOf(defined.field, 'maskType'),
      RelationshipOrder: defined.field.relationshipOrder,
      IsAutonumber: defined.field.autoNumber,
      IsCaseSensitive: defined.field.caseSensitive,
      IsComponent: defined.field.compoundFieldName !== null,
      IsCreatable: defined.field.createable,
      IsDefaultedOnCreate: defined.field.defaultedOnCreate,
      IsDependentPicklist: flag(defined.field, 'dependentPicklist'),
      IsDeprecatedAndHidden: flag(defined.field, 'deprecatedAndHidden'),
      IsEncrypted: flag(defined.field, 'encrypted'),
      IsIdLookup: flag(defined.field, 'idLookup'),
      IsNamePointing: flag(defined.field, 'namePointing'),
      IsPermissionable: flag(defined.field, 'permissionable'),
      IsUnique: defined.field.unique,
      IsUpdatable: defined.field.updateable,
      IsWriteRequiresMasterRead: flag(defined.field, 'writeRequiresMasterRead'),
    })),
};

/** One row for each child relationship that names its child's field. */
export const relationshipInfos: KeptRecipe = {
  object: 'RelationshipInfo',
  key: 'DurableId',
  rows: (world) => {
    const entities = entityIds(world);
    const fields = new Map(
      definedFields(world).map(({ type, field, durableId }) => [`${type.name}.${field.name}`, durableId]),
    );
    const rows = world.schema.types.flatMap((type) =>
      type.describe.childRelationships
        .filter(({ childSObject, field }) => fields.has(`${childSObject}.${field}`))
        .map(({ childSObject, field, cascadeDelete, restrictedDelete, deprecatedAndHidden }) => ({
          Id: NO_ID,
          DurableId: `${entities.get(type.name)!}.${entities.get(childSObject)!}.${field}`,
          ChildSobjectId: entities.get(childSObject)!,
          FieldId: fields.get(`${childSObject}.${field}`)!,
          IsCascadeDelete: cascadeDelete,
          IsRestrictedDelete: restrictedDelete,
          IsDeprecatedAndHidden: deprecatedAndHidden === true,
        })),
    );
    return rows;
  },
};

export const picklistValueInfos: KeptRecipe = {
  object: 'PicklistValueInfo',
  key: 'DurableId',
  rows: (world) =>
    definedFields(world).flatMap(({ field, durableId }) =>
      field.picklistValues.map(({ value, label, active, defaultValue }, place) => ({
        Id: NO_ID,
        DurableId: `${durableId}.${place}`,
        EntityParticleId: durableId,
        Value: value,
        Label: label,
        IsActive: active,
        IsDefaultValue: defaultValue,
      })),
    ),
};

export const customObjectRows: KeptRecipe = {
  object: 'CustomObject',
  rows: (world) =>
    customObjects(world).map(({ name }) => ({
      DeveloperName: shortName(name),
      ManageableState: 'unmanaged',
      SharingModel: SHARING_MODELS[name] ?? 'ReadWrite',
    })),
};

export const customFieldRows: KeptRecipe = {
  object: 'CustomField',
  rows: (world) =>
    definedFields(world)
      .filter(({ field }) => field.custom && field.compoundFieldName === null)
      .map(({ type, entity, field }) => ({
        DeveloperName: shortName(field.name),
        TableEnumOrId: entity,
        EntityDefinitionId: entity,
        ManageableState: 'unmanaged',
        Length: field.length || null,
        Precision: field.precision || null,
        Scale: field.precision ? field.scale : null,
        FullName: `${type.name}.${field.name}`,
      })),
};

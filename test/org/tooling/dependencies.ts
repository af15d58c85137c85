// MetadataComponentDependency: who refers to whom, read from the components' own trees. Each row names both ends by id,
// name and type, as the Tooling API does; standard objects have no id and no row.
import { madeUpId } from '../metadata/identity.ts';
import type { MetadataRoom } from '../metadata/room.ts';
import type { Component, OrgState } from '../model.ts';
import { scalarText } from '../soap/xml.ts';
import type { DraftRow } from './rows.ts';

type OrgIdentity = Pick<OrgState, 'id' | 'seed'>;

/** Type -> the element that names the object it works on. */
const objectElements: Readonly<Record<string, string>> = {
  FlexiPage: 'sobjectType',
  QuickAction: 'targetObject',
  ReportType: 'baseObject',
};

function dependency(org: OrgIdentity, from: Component, to: Component): DraftRow {
  return {
    Id: madeUpId(org, '0MD', `${from.type}:${from.fullName}>${to.type}:${to.fullName}`),
    MetadataComponentId: from.id,
    MetadataComponentName: from.fullName,
    MetadataComponentNamespace: from.namespacePrefix ?? null,
    MetadataComponentType: from.type,
    RefMetadataComponentId: to.id,
    RefMetadataComponentName: to.fullName,
    RefMetadataComponentNamespace: to.namespacePrefix ?? null,
    RefMetadataComponentType: to.type,
  };
}

function* toObjects(org: OrgIdentity, room: Pick<MetadataRoom, 'store'>): Iterable<DraftRow> {
  for (const [type, element] of Object.entries(objectElements)) {
    for (const component of room.store.ofType(type)) {
      const target = room.store.find('CustomObject', scalarText(component.metadata()[element]));
      if (target !== undefined && target.properties.id !== '') {
        yield dependency(org, component.properties, target.properties);
      }
    }
  }
}

/** Validation rules and formula fields that name a custom field of their own object. */
function* toFields(org: OrgIdentity, room: Pick<MetadataRoom, 'store'>): Iterable<DraftRow> {
  const fields = room.store
    .children('CustomField')
    .filter(({ properties }) => properties.fullName.endsWith('__c'));
  const byObject = Map.groupBy(fields, ({ parent }) => parent.properties.fullName);
  const readers = [
    ...room.store.children('ValidationRule'),
    ...fields.filter(({ tree }) => tree.formula !== undefined),
  ];
  for (const { properties, parent, tree } of readers) {
    const words = new Set(scalarText(tree.formula ?? tree.errorConditionFormula).match(/\w+__c/g) ?? []);
    for (const field of byObject.get(parent.properties.fullName) ?? []) {
      if (words.has(scalarText(field.tree.fullName))) yield dependency(org, properties, field.properties);
    }
  }
}

/** All dependencies the components show. */
export function* dependencies(org: OrgIdentity, room: Pick<MetadataRoom, 'store'>): Iterable<DraftRow> {
  yield* toObjects(org, room);
  yield* toFields(org, room);
}

// The object type of a new custom object: what each kind (object, setting, metadata type, event …) has by itself. Its own
// fields are added one by one afterwards (Object Reference, "System Fields" and the pages of each kind).
import type { SObjectType } from '../../../model.ts';
import { blueprintOf, describedFields, type ObjectEntry } from '../../../schema/blueprint.ts';
import { objectType } from '../../../schema/objectType.ts';
import { restrictionsOf } from '../../../schema/restrictions.ts';
import type { XmlTree } from '../../../soap/xml.ts';
import { scalarText } from '../../../soap/xml.ts';
import { trees } from '../tree.ts';
import type { Ground } from './ground.ts';

const audit = {
  CreatedDate: '',
  CreatedById: '',
  LastModifiedDate: '',
  LastModifiedById: '',
  SystemModstamp: '',
};

/** The fields an object of each kind has by itself. */
const kinds: Readonly<Record<string, (tree: XmlTree) => Pick<ObjectEntry, 'family' | 'fields'>>> = {
  c(tree) {
    const [nameField = {}] = trees(tree, 'nameField');
    const isAuto = nameField.type === 'AutoNumber';
    const Name = `string(80) ${isAuto ? 'auto name' : 'name defaulted'} "${scalarText(nameField.label) || 'Name'}"`;
    if (tree.customSettingsType !== undefined) {
      const owner = {
        SetupOwnerId: 'reference ->Organization,Profile,User required defaulted createonly "Location"',
      };
      const own = tree.customSettingsType === 'Hierarchy' ? owner : {};
      return {
        family: 'customSetting',
        fields: { Id: '', IsDeleted: '', Name: 'string(38) name', ...own, ...audit },
      };
    }
    const isDetail = trees(tree, 'fields').some(({ type }) => type === 'MasterDetail');
    const OwnerId = 'reference ->Group,User required defaulted namepointing';
    return {
      family: 'customObject',
      fields: { Id: '', ...(isDetail ? {} : { OwnerId }), IsDeleted: '', Name, ...audit },
    };
  },
  mdt: () => ({
    family: 'customMetadata',
    fields: {
      Id: '',
      DeveloperName: 'string(40) readonly required name',
      MasterLabel: 'string(40) readonly required',
      Language: 'picklist(40) {en_US*=English|de=German} restricted readonly required',
      NamespacePrefix: 'string(15) readonly',
      Label: 'string(40) readonly required',
      QualifiedApiName: 'string(70) readonly required idlookup',
      SystemModstamp: '',
    },
  }),
  b: () => ({ family: 'bigObject', fields: { Id: '', CreatedDate: '', CreatedById: '' } }),
  e: () => ({
    family: 'platformEvent',
    fields: {
      ReplayId: 'string(1000) readonly ungroupable unsortable unfilterable',
      CreatedDate: '',
      CreatedById: '',
      EventUuid: 'string(36) readonly',
    },
  }),
  x: () => ({
    family: 'externalObject',
    fields: {
      Id: 'id "External Object ID"',
      ExternalId: 'string(255) required external unique name',
      DisplayUrl: 'url(1000)',
    },
  }),
};

const PREFIX_STARTS: Readonly<Record<string, string>> = { c: 'a', mdt: 'm', b: 'b', e: 'e', x: 'x' };

/** The type of a custom object that is new: the fields it has by itself, under the next free key prefix. */
export function newObject(name: string, tree: XmlTree, ground: Ground): SObjectType {
  const kind = name.slice(name.lastIndexOf('__') + 2);
  const blueprint = blueprintOf({
    name,
    label: scalarText(tree.label),
    plural: scalarText(tree.pluralLabel),
    prefix: freePrefix(PREFIX_STARTS[kind] ?? 'a', ground),
    ...kinds[kind](tree),
  });
  return objectType({
    blueprint,
    restrictions: restrictionsOf(blueprint),
    fields: () => describedFields(blueprint),
    children: () => [],
    firstRecordType: 0,
    instance: ground.state.id.slice(3, 6),
  });
}

/** The first key prefix of the series that no object has. */
function freePrefix(start: string, { state }: Ground): string {
  const taken = new Set(state.schema.types.map(({ keyPrefix }) => keyPrefix));
  for (let number = 0; ; number += 1) {
    const prefix = start + number.toString(36).toUpperCase().padStart(2, '0');
    if (!taken.has(prefix)) return prefix;
  }
}

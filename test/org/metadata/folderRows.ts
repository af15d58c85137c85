// Folders and reports beside the plain ones, because a backup must cope with them: a folder in a folder, a private one,
// a report in the public folder of what nobody filed, and one in its owner's personal folder.
import type { OrgState } from '../model.ts';
import { fitRow } from '../tooling/rows.ts';
import { madeUpId } from './identity.ts';
import { first } from './sources/source.ts';

interface ExtraFolder {
  readonly name: string;
  readonly accessType: 'Public' | 'Shared' | 'Hidden';
  /** Name of another extra folder or of the first folder the org has. */
  readonly inside: 'first' | undefined;
}

const folders: readonly ExtraFolder[] = [
  { name: 'Regional_Figures', accessType: 'Shared', inside: 'first' },
  { name: 'Board_Only', accessType: 'Hidden', inside: undefined },
];

/** Report -> where it is filed: an extra folder, the public rest, or the first user's own folder. */
const reports: ReadonlyArray<readonly [name: string, place: string]> = [
  ['Revenue_North', 'Regional_Figures'],
  ['Revenue_South', 'Regional_Figures'],
  ['Salaries', 'Board_Only'],
  ['Scratchpad', 'unfiled'],
  ['My_Customers', 'personal'],
];

/** Adds the rows, with the system columns of the org's first report folder; an org without report folders gets none. */
export function addFolderRows(state: OrgState): void {
  const folderType = state.schema.find('Folder');
  const reportType = state.schema.find('Report');
  if (folderType === undefined || reportType === undefined) return;
  const folderTable = state.tables.of('Folder');
  const template = first(folderTable.where('Type', 'Report'));
  const owner = first(state.tables.of('User').rows());
  if (template === undefined || owner === undefined) return;
  const folderId = (name: string): string => madeUpId(state, '00l', `folder:${name}`);

  for (const { name, accessType, inside } of folders) {
    const own = {
      Id: folderId(name),
      Name: name.replaceAll('_', ' '),
      DeveloperName: name,
      AccessType: accessType,
    };
    const ParentId = inside === undefined ? null : template.Id;
    folderTable.put(fitRow({ ...template, ...own, ParentId }, folderType.describe.fields));
  }
  const places: Readonly<Record<string, unknown>> = { unfiled: state.id, personal: owner.Id };
  const { CreatedById, CreatedDate, LastModifiedById, LastModifiedDate, SystemModstamp } = template;
  for (const [name, place] of reports) {
    const system = {
      CreatedById,
      CreatedDate,
      LastModifiedById,
      LastModifiedDate,
      SystemModstamp,
      IsDeleted: false,
    };
    const own = {
      Id: madeUpId(state, '00O', `report:${name}`),
      Name: name.replaceAll('_', ' '),
      DeveloperName: name,
    };
    const filed = {
      OwnerId: places[place] ?? folderId(place),
      FolderName: place === 'unfiled' ? 'Public Reports' : place.replaceAll('_', ' '),
      Format: 'Tabular',
    };
    state.tables.of('Report').put(fitRow({ ...system, ...own, ...filed }, reportType.describe.fields));
  }
}

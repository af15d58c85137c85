// The setup audit trail of a deploy: one entry for every component or part it created, changed or deleted (Salesforce
// Help, "Monitor Setup Changes with Setup Audit Trail").
import type { DeploySuccess, Fate } from '../messages.ts';
import type { Ground } from './ground.ts';
import { newId } from './ground.ts';

type Changed = Exclude<Fate, 'unchanged'>;

interface Entry {
  readonly actions: Readonly<Record<Changed, string>>;
  readonly section: string;
  readonly what: string;
}

const entry = (code: string, section: string, what: string): Entry => ({
  actions: { created: `created${code}`, changed: `changed${code}`, deleted: `deleted${code}` },
  section,
  what,
});

const ENTRIES: Readonly<Record<string, Entry | undefined>> = {
  ApexClass: entry('ApexClass', 'Apex Class', 'Apex Class'),
  ApexTrigger: entry('ApexTrigger', 'Apex Trigger', 'Apex Trigger'),
  ApexPage: entry('ApexPage', 'Page', 'Visualforce Page'),
  CustomField: entry('CF', 'Custom Objects', 'custom field'),
  CustomObject: entry('CustomObject', 'Custom Objects', 'custom object'),
  Flow: entry('Flow', 'Flows', 'flow'),
  FlowDefinition: entry('FlowDefinition', 'Flows', 'flow definition'),
  Layout: entry('PLayout', 'Page Layouts', 'page layout'),
  ListView: entry('ListView', 'List Views', 'list view'),
  PermissionSet: entry('PermSet', 'Manage Users', 'permission set'),
  PermissionSetGroup: entry('PermSetGroup', 'Manage Users', 'permission set group'),
  Profile: entry('Profile', 'Manage Users', 'profile'),
  RecordType: entry('RecordType', 'Record Types', 'record type'),
  ReportFolder: entry('ReportFolder', 'Report Folders', 'report folder'),
  Role: entry('Role', 'Manage Users', 'role'),
  Settings: entry('OrgSettings', 'Security Controls', 'settings'),
  SharingRules: entry('SharingRules', 'Sharing Rules', 'sharing rules'),
  ValidationRule: entry('ValidationRule', 'Validation Rules', 'validation rule'),
};

const VERBS: Readonly<Record<Changed, string>> = {
  created: 'Created',
  changed: 'Changed',
  deleted: 'Deleted',
};

/** Writes the entries; a table that is not there gets none. */
export function recordInAuditTrail(successes: readonly DeploySuccess[], ground: Ground): void {
  const { state, userId, now } = ground;
  if (state.schema.find('SetupAuditTrail') === undefined) return;
  const table = state.tables.of('SetupAuditTrail');
  const blank = Object.fromEntries(table.type.describe.fields.map(({ name }) => [name, null]));
  for (const { componentType, fullName, fate } of successes) {
    if (fate === 'unchanged') continue;
    const words = ENTRIES[componentType] ?? entry(componentType, 'Metadata', componentType);
    table.put({
      ...blank,
      Id: newId(ground, 'SetupAuditTrail', `${fate} ${componentType} ${fullName}`),
      Action: words.actions[fate],
      Section: words.section,
      Display: `${VERBS[fate]} ${words.what} ${fullName}`,
      CreatedDate: now,
      CreatedById: userId,
    });
  }
}

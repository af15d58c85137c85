// Words and small data: custom labels, custom metadata records out of their rows, translations of custom objects,
// report types.
import type { FieldDescribe, Row, SObjectType } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

const labels: Readonly<Record<string, string>> = {
  Welcome: 'Welcome back',
  Sign_Out: 'Sign out',
  Invoice_Paid: 'Paid',
  Invoice_Overdue: 'Overdue by {0} days',
  Project_On_Track: 'On track',
  Project_At_Risk: 'At risk',
  Error_Generic: 'Something went wrong. Try again.',
  Error_No_Access: 'You do not have access to <this> record.',
  Button_Save: 'Save',
  Button_Cancel: 'Cancel',
  Terms: 'Terms & conditions',
  Greeting_Emoji: 'Hello 👋',
};

const customLabels: Definition = {
  type: 'CustomLabels',
  fullName: 'CustomLabels',
  metadata: () => ({
    labels: Object.entries(labels)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([fullName, value]) => ({
        fullName,
        categories: fullName.startsWith('Error') ? 'Errors' : undefined,
        language: 'en_US',
        protected: false,
        shortDescription: fullName.replaceAll('_', ' '),
        value,
      })),
  }),
};

/** Describe type -> the schema type a custom metadata value is written with; all others are strings. */
const valueTypes: Readonly<Record<string, string | undefined>> = {
  boolean: 'xsd:boolean',
  double: 'xsd:double',
  int: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};

function typedValue(field: FieldDescribe, row: Row): XmlTree {
  const value = row[field.name] ?? null;
  if (value === null) return { '@xsi:nil': 'true' };
  const isDouble = valueTypes[field.type] === 'xsd:double';
  const text = isDouble && Number.isInteger(Number(value)) ? `${value}.0` : String(value);
  return { '@xsi:type': valueTypes[field.type] ?? 'xsd:string', '#': text };
}

function* customMetadata(context: SourceContext, type: SObjectType): Iterable<Definition> {
  const fields = type.describe.fields.filter((field) => field.custom);
  for (const row of context.rows(type.name)) {
    yield {
      type: 'CustomMetadata',
      fullName: `${type.name.replace(/__mdt$/, '')}.${column(row, 'DeveloperName')}`,
      row,
      metadata: () => ({
        label: column(row, 'MasterLabel', column(row, 'Label')),
        protected: row.IsProtected === true,
        values: fields.map((field) => ({ field: field.name, value: typedValue(field, row) })),
      }),
    };
  }
}

function objectTranslation({ describe }: SObjectType, language: string): Definition {
  return {
    type: 'CustomObjectTranslation',
    fullName: `${describe.name}-${language}`,
    metadata: () => ({
      caseValues: [
        { plural: false, value: `${describe.label} [${language}]` },
        { plural: true, value: `${describe.labelPlural} [${language}]` },
      ],
      fields: describe.fields
        .filter((field) => field.custom && field.compoundFieldName === null)
        .slice(0, 20)
        .map((field) => ({ label: `${field.label} [${language}]`.slice(0, 40), name: field.name })),
      gender: 'Neuter',
    }),
  };
}

const reportTypes: ReadonlyArray<readonly [name: string, base: string]> = [
  ['Projects_With_Tasks', 'Project__c'],
  ['Invoices_By_Account', 'Invoice__c'],
  ['Ledger_Entries', 'Ledger__c'],
];

export const content: Source = function* (context) {
  yield customLabels;
  for (const language of ['de', 'fr']) {
    const customLabelTranslations = Object.entries(labels).map(([name, value]) => ({
      label: `${value} [${language}]`,
      name,
    }));
    yield {
      type: 'Translations',
      fullName: language,
      metadata: () => ({ customLabels: customLabelTranslations }),
    };
  }
  for (const type of context.state.schema.types) {
    if (type.name.endsWith('__mdt')) yield* customMetadata(context, type);
    if (type.name.endsWith('__c')) yield objectTranslation(type, 'de');
  }
  for (const [fullName, baseObject] of reportTypes) {
    yield {
      type: 'ReportType',
      fullName,
      metadata: () => ({
        baseObject,
        category: 'other',
        deployed: true,
        label: fullName.replaceAll('_', ' '),
        sections: {
          columns: [{ checkedByDefault: true, field: 'Name', table: baseObject }],
          masterLabel: 'Main',
        },
      }),
    };
  }
};

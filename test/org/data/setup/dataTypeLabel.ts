// FieldDefinition.DataType: the field's type as Setup words it, `Text(255)`, `Lookup(Account)`, `Formula (Currency)`.

import type { FieldDescribe } from '../../model.ts';

const LABELS: Readonly<Partial<Record<string, (field: FieldDescribe) => string>>> = {
  string: ({ length }) => `Text(${length})`,
  textarea: ({ length, ...field }) =>
    length > 255
      ? `${field['htmlFormatted'] === true ? 'Rich' : 'Long'} Text Area(${length})`
      : 'Text Area(255)',
  encryptedstring: ({ length }) => `Text (Encrypted)(${length})`,
  double: ({ precision, scale }) => `Number(${precision - scale}, ${scale})`,
  currency: ({ precision, scale }) => `Currency(${precision - scale}, ${scale})`,
  percent: ({ precision, scale }) => `Percent(${precision - scale}, ${scale})`,
  int: ({ digits }) => `Number(${(digits as number | undefined) ?? 9}, 0)`,
  boolean: () => 'Checkbox',
  date: () => 'Date',
  datetime: () => 'Date/Time',
  time: () => 'Time',
  email: () => 'Email',
  phone: () => 'Phone',
  url: ({ length }) => `URL(${length})`,
  picklist: () => 'Picklist',
  multipicklist: () => 'Picklist (Multi-Select)',
  reference: ({ referenceTo, cascadeDelete, custom }) =>
    `${cascadeDelete && custom ? 'Master-Detail' : 'Lookup'}(${referenceTo.join(',')})`,
  address: () => 'Address',
  location: () => 'Geolocation',
  id: () => 'Lookup()',
};

/** At most 255 characters, which lookups to dozens of objects would exceed. */
export function dataTypeLabel(field: FieldDescribe): string {
  const label = (LABELS[field.type]?.(field) ?? field.type).slice(0, 255);
  if (field.autoNumber) return 'Auto Number';
  return field.calculated && field.custom ? `Formula (${label.replace(/\(.*$/, '').trim()})` : label;
}

// Addresses and geolocations: compound fields store nothing, their components do. REST shows them as one object, or
// null when every component is.
import type { Row, SObjectType } from '../../model.ts';
import { jsonCell } from '../json.ts';
import type { JsonRecord } from '../json.ts';

/** Component names, in the order REST writes them; `BillingStreet`, `Office__Street__s` and plain `Street` all end so. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  address: [
    'City',
    'Country',
    'CountryCode',
    'GeocodeAccuracy',
    'Latitude',
    'Longitude',
    'PostalCode',
    'State',
    'StateCode',
    'Street',
  ],
  location: ['Latitude', 'Longitude'],
};

/** Reads the compound field `name` (of describe type `address` or `location`) off a row of `type`. */
export function compoundReader(
  type: SObjectType,
  name: string,
  kind: string,
): (row: Row) => JsonRecord | null {
  const components = type.describe.fields.filter(({ compoundFieldName }) => compoundFieldName === name);
  const parts = PARTS[kind].flatMap((part) => {
    const ending = new RegExp(`(?:^|[a-z_])${part}(?:__s)?$`);
    const component = components.find((field) => ending.test(field.name));
    return component === undefined ? [] : [{ key: part[0].toLowerCase() + part.slice(1), component }];
  });
  return (row) => {
    if (parts.every(({ component }) => (row[component.name] ?? null) === null)) return null;
    return Object.fromEntries(
      parts.map(({ key, component }) => [key, jsonCell(row[component.name] ?? null, component.type)]),
    );
  };
}

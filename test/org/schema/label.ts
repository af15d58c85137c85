// Labels as Salesforce writes them when nobody chose one: `BillingPostalCode` -> `Billing Postal Code`,
// `AccountId` -> `Account ID`, `National_Id__c` -> `National Id`.

const suffix = /__(c|r|b|e|x|mdt|pc|History|Share|Feed|ChangeEvent)$/;

/** The default label of an object or field, from its API name. */
export function labelOf(name: string): string {
  if (suffix.test(name)) return name.replace(suffix, '').replaceAll('_', ' ');
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/\b(Id|Url|Api|Ip)\b/g, (word) => word.toUpperCase());
}

/** The default plural: `Opportunities`, `Statuses`, `Contacts`. */
export function pluralOf(label: string): string {
  if (/[^aeiou]y$/.test(label)) return `${label.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(label) ? `${label}es` : `${label}s`;
}

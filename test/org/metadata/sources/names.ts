// Names that several sources must agree on: an object's layouts and tabs, which profiles refer to by name.
import type { Schema, SObjectType } from '../../model.ts';
import { isCustomizable } from './objects.ts';
import { encodeName } from './source.ts';

/** Parts of other objects, which are shown in lists and on no page of their own. */
const withoutLayout =
  /(Role|Relation|TeamMember|MemberStatus|Competitor)$|^(Feed|ContentDocument$|Partner$|Topic$|WorkThanks|WorkBadge)/;

/** Objects with page layouts. */
export function laidOut(schema: Schema): readonly SObjectType[] {
  return schema.types.filter(
    (type) =>
      isCustomizable(type) &&
      type.describe.layoutable === true &&
      type.describe.customSetting !== true &&
      !withoutLayout.test(type.name),
  );
}

/** An object's layouts; the two big ones have a second, its name with characters that file names must encode. */
export function layoutsOf(type: SObjectType): readonly string[] {
  const { name, label } = type.describe;
  const own = `${name}-${encodeName(`${label} Layout`)}`;
  return name === 'Account' || name === 'Case'
    ? [own, `${name}-${encodeName(`${label} (Partners & Guests) Layout`)}`]
    : [own];
}

/** The layout each profile is assigned, one an object. */
export function layoutNames(schema: Schema): readonly string[] {
  return laidOut(schema)
    .map((type) => layoutsOf(type).at(0))
    .filter((name) => name !== undefined);
}

/** Custom objects that have a tab, which goes by the object's name. */
export function customTabs(schema: Schema): readonly string[] {
  return laidOut(schema)
    .map(({ name }) => name)
    .filter((name) => name.endsWith('__c'));
}

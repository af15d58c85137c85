// Value sets and the picklists that take their values from them.
import { scalarText } from '../../../soap/xml.ts';
import { standardSets } from '../../sources/valueSets.ts';
import type { Draft, DraftChange } from '../draft.ts';
import { trees } from '../tree.ts';
import { picklistKeys } from './fieldDescribe.ts';
import type { Ground } from './ground.ts';

/** A standard set is the picklist of one standard field. */
export function commitStandardValueSet({ fullName, after }: DraftChange, ground: Ground): void {
  const [object, field] = (standardSets[fullName] ?? '').split('.');
  if (after !== undefined && object !== '' && field !== undefined)
    setPicklist(object, field, picklistKeys(trees(after.tree, 'standardValue')), ground);
}

/** A global set is the picklist of every field that names it. */
export function commitGlobalValueSet({ fullName, after }: DraftChange, draft: Draft, ground: Ground): void {
  if (after === undefined) return;
  const keys = picklistKeys(trees(after.tree, 'customValue'));
  for (const object of draft.ofType('CustomObject'))
    for (const [field, tree] of draft.partsOf(object, 'fields'))
      if (trees(tree, 'valueSet').some(({ valueSetName }) => scalarText(valueSetName) === fullName))
        setPicklist(object.fullName, field, keys, ground);
}

/** Rows keep what they hold, whether it is among the values or not. */
function setPicklist(
  object: string,
  name: string,
  keys: Readonly<Record<string, unknown>>,
  { state }: Ground,
): void {
  const field = state.schema.find(object)?.field(name);
  if (field !== undefined)
    state.structure?.putField(object, { ...field, ...keys }, (row) => row[field.name] ?? null);
}

// Formula fields are kept as cells: worked out when their row is saved, and again when a parent they read changes.
// A formula over TODAY() or NOW() is as old as its row's last save.
import type { Row } from '../model.ts';
import type { Change } from './change.ts';
import { changed } from './change.ts';
import { formulaCell, reads } from './formula/rowScope.ts';
import { planOf } from './typePlan.ts';

export function workOutFormulas({ ground, plan, draft }: Change): void {
  for (const field of plan.formulas) draft[field.name] = formulaCell(ground.state, plan.type, field, draft);
}

/** Works out the formulas of children that read fields of this row which changed. */
export function workOutChildren(change: Change, saved: Row): void {
  const { ground, plan, before } = change;
  if (before === undefined) return;
  const { schema, tables } = ground.state;
  const fields = plan.type.describe.fields.filter(({ name }) => changed(change, name));
  const names = new Set(fields.map(({ name }) => name.toLowerCase()));
  for (const { childSObject, field } of plan.type.describe.childRelationships) {
    const child = schema.find(childSObject);
    const childPlan = child && planOf(child);
    const reference = child?.field(field);
    if (!childPlan || childPlan.formulas.length === 0 || !reference?.relationshipName) continue;
    const { relationshipName } = reference;
    if (
      !childPlan.formulas.some(({ calculatedFormula }) =>
        reads(String(calculatedFormula), relationshipName, names),
      )
    )
      continue;
    for (const row of [...tables.of(childSObject).where(field, String(saved.Id))]) {
      const draft = { ...row };
      for (const each of childPlan.formulas) draft[each.name] = formulaCell(ground.state, child, each, draft);
      ground.journal.put(childSObject, draft);
    }
  }
}

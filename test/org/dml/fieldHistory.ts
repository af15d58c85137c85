// Field history: a row for a new record, and one for each tracked field that changed (Object Reference, "Field History").
import { DATA_TYPES, HISTORIES, trackedFields, type Tracked } from '../data/recipes/history.ts';
import type { Row, Schema, Value } from '../model.ts';
import { changed, type Change } from './change.ts';

interface Tracking {
  readonly object: string;
  readonly parentField: string;
  readonly fields: readonly Tracked[];
  readonly tellsType: boolean;
}

const known = new WeakMap<object, Tracking | null>();

function trackingOf(schema: Schema, { plan }: Change): Tracking | undefined {
  const { describe, name } = plan.type;
  let tracking = known.get(describe);
  if (tracking === undefined) {
    const [object, , parentField] = HISTORIES.find(([, parent]) => parent === name) ?? [];
    const type = object === undefined ? undefined : schema.find(object);
    tracking =
      object === undefined || parentField === undefined || type === undefined
        ? null
        : {
            object,
            parentField,
            fields: trackedFields(schema, name),
            tellsType: type.field('DataType') !== undefined,
          };
    known.set(describe, tracking);
  }
  return tracking ?? undefined;
}

/** Writes the history rows of a change that was saved. */
export function keepFieldHistory(change: Change, saved: Row): void {
  const { ground, writer, before } = change;
  const tracking = trackingOf(ground.state.schema, change);
  if (tracking === undefined) return;
  const add = (field: string, type: string, oldValue: Value, newValue: Value): void => {
    ground.rows.record(
      tracking.object,
      {
        [tracking.parentField]: saved.Id!,
        Field: field,
        OldValue: oldValue,
        NewValue: newValue,
        ...(tracking.tellsType && { DataType: type }),
      },
      writer,
    );
  };
  if (before === undefined) {
    add('created', 'Text', null, null);
    return;
  }
  for (const { name, type } of tracking.fields)
    if (changed(change, name)) add(name, DATA_TYPES[type] ?? 'Text', shown(before[name]), shown(saved[name]));
}

function shown(value: Value | undefined): Value {
  return value === null || value === undefined ? null : String(value);
}

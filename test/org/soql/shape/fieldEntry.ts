// One field of a REST record: its value, its compound object, or the path its body is read from.
import type { Row } from '../../model.ts';
import type { ParentStep } from '../check/parentStep.ts';
import type { QueryContext } from '../check/context.ts';
import type { Operand } from '../check/operand.ts';
import { jsonCell } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { recordUrl } from './attributes.ts';
import { compoundReader } from './compound.ts';

export type Reader = (row: Row) => JsonValue;

/** The row at the end of `steps`, from a row of the FROM object. */
export function rowAt(steps: readonly ParentStep[], row: Row): Row | undefined {
  let at: Row | undefined = row;
  for (const step of steps) at = at && step.parentOf(at)?.row;
  return at;
}

function bodyReader({ scope }: QueryContext, { source }: Operand): Reader {
  const { steps, owner, field } = source;
  return (row) => {
    const at = rowAt(steps, row);
    const body = at && scope.org.blobs.of(owner.name, String(at.Id), field.name);
    return body === undefined ? null : `${recordUrl(scope, owner, at!)}/${field.name}`;
  };
}

/** How REST shows the value of `operand`. */
export function fieldReader(context: QueryContext, operand: Operand): Reader {
  const { type, source, get, functionName } = operand;
  if (functionName !== undefined) return (row) => jsonCell(get(row), type);
  if (type === 'base64') return bodyReader(context, operand);
  if (type !== 'address' && type !== 'location') return (row) => jsonCell(get(row), type);
  const read = compoundReader(source.owner, source.field.name, type);
  return (row) => {
    const at = rowAt(source.steps, row);
    return at === undefined ? null : read(at);
  };
}

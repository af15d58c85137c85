// What the columns of an upload mean: fields, and parents by a field that identifies them ("Relationship Fields in a
// Header Row"). A column that means nothing to the object ends the load; its text is the one of amp-labs/connectors#118.
import type { InputRow, InputValue } from '../../dml/model.ts';
import type { Access, FieldDescribe, Schema, SObjectType } from '../../model.ts';
import { LoadFailure } from './failure.ts';

/** In a cell of any type: make the field null. An empty cell leaves it as it is ("Prepare CSV Files"). */
const NULL_CELL = '#N/A';

export type LoadOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';

export interface Columns {
  toInput(cells: readonly string[]): InputRow;
}

type Put = (input: Record<string, InputValue>, cell: string) => void;

/** Reads the header for a load into `type`. Throws LoadFailure for a name that is unknown to the caller, or repeated. */
export function readColumns(
  names: readonly string[],
  load: { operation: LoadOperation; type: SObjectType; schema: Schema; access: Access },
): Columns {
  const { operation } = load;
  if ((operation === 'delete' || operation === 'hardDelete') && (names.length > 1 || names[0] !== 'Id'))
    throw new LoadFailure('InvalidBatch', `The '${operation}' batch must contain only ids`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new LoadFailure('InvalidBatch', `Duplicate column name : ${repeated}`);
  const puts = names.map((name) => {
    const put = name.includes('.') ? parentColumn(name, load) : fieldColumn(name, load);
    if (put === undefined) throw new LoadFailure('InvalidBatch', `Field name not found : ${name}`);
    return put;
  });
  return {
    toInput(cells) {
      const input: Record<string, InputValue> = {};
      for (let index = 0; index < puts.length; index++) {
        const cell = cells[index]!;
        if (cell !== '') puts[index]!(input, cell);
      }
      return input;
    },
  };
}

interface Load {
  readonly type: SObjectType;
  readonly schema: Schema;
  readonly access: Access;
}

/** The names of a header are case-sensitive. */
function fieldColumn(name: string, { type, access }: Load): Put | undefined {
  if (type.field(name)?.name !== name || !access.seesField(type.name, name)) return undefined;
  return (input, cell) => {
    input[name] = cell === NULL_CELL ? null : cell;
  };
}

/** `Parent__r.Ext__c`, and `Lead:Who.Email` where the parent may be of several types. */
function parentColumn(name: string, { type, schema, access }: Load): Put | undefined {
  const [, named, relationship = '', key = ''] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? [];
  const field = type.parentField(relationship);
  if (field?.relationshipName !== relationship || !access.seesField(type.name, field.name)) return undefined;
  const object = parentObject(field, named);
  const parent = object === undefined ? undefined : schema.find(object)?.field(key);
  if (object === undefined || parent?.name !== key || !(parent.externalId || parent.idLookup === true))
    return undefined;
  return (input, cell) => {
    if (cell === NULL_CELL) input[field.name] = null;
    else input[relationship] = { attributes: { type: object }, [key]: cell };
  };
}

function parentObject(field: FieldDescribe, named: string | undefined): string | undefined {
  if (named !== undefined) return field.referenceTo.find((object) => object === named);
  return field.referenceTo.length === 1 ? field.referenceTo[0] : undefined;
}

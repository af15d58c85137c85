// Fields that exist and are not in the version: hidden by field-level security, masked, secret, or bodies that no file
// holds. A describe alone would lose them without a word.

import { hiddenFields } from '../../org/fields.ts';
import type { FieldDescribe, ObjectDescribe } from '../../org/describe.ts';
import { gapReason } from '../../org/errors.ts';
import type { Gap } from '../../vault/gaps.ts';
import type { RunContext } from '../runContext.ts';
import { takesField } from '../selection.ts';
import { columnsOf } from './columns.ts';

export async function fieldGaps(context: RunContext, objects: readonly ObjectDescribe[]): Promise<Gap[]> {
  const { selection, identity } = context;
  const seesEncrypted = identity.user.permissions?.includes('ViewEncryptedData') ?? false;
  const known = objects.flatMap((object) => {
    const { bodies, secrets, fields } = columnsOf(object, selection);
    const masked = seesEncrypted ? [] : fields.filter(isMasked).map((field) => field.name);
    return [
      ...bodies.map((field) =>
        gap(object.name, field, 'unsupported', 'a base64 field that no query gives out'),
      ),
      ...secrets.map((field) => gap(object.name, field, 'secret')),
      ...masked.map((field) => gap(object.name, field, 'masked')),
    ];
  });
  return [...known, ...(await hiddenGaps(context, objects))];
}

async function hiddenGaps(
  { session, selection }: RunContext,
  objects: readonly ObjectDescribe[],
): Promise<Gap[]> {
  const { hidden, unknown } = await hiddenFields(
    session,
    objects.map((object) => object.name),
  );
  const gaps: Gap[] = [];
  for (const [object, fields] of hidden) {
    gaps.push(
      ...fields
        .filter((field) => takesField(selection, object, field))
        .map((field) => gap(object, field, 'field-hidden')),
    );
  }
  for (const [object, error] of unknown) {
    const detail = `whether it has hidden fields could not be seen: ${error.code}`;
    gaps.push({ kind: 'field', name: `${object}.*`, reason: gapReason(error), detail });
  }
  return gaps;
}

/** Classic encrypted text reads as `****` for users without View Encrypted Data (help, "Classic Encryption"). */
function isMasked(field: FieldDescribe): boolean {
  return field.type === 'encryptedstring';
}

function gap(object: string, field: string, reason: Gap['reason'], detail?: string): Gap {
  return { kind: 'field', name: `${object}.${field}`, reason, ...(detail !== undefined && { detail }) };
}

// All curated notes on standard fields, by object.

import type { FieldNotes } from '../standardObject.ts';
import { code } from './code.ts';
import { content } from './content.ts';
import { definitions } from './definitions.ts';
import { people } from './people.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';
import { setup } from './setup.ts';

export const curated: FieldNotes = {
  ...sales,
  ...service,
  ...content,
  ...code,
  ...people,
  ...setup,
  ...definitions,
};

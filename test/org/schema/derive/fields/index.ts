// All curated notes on standard fields, by object.

import type { FieldNotes } from '../standardObject.ts';
import { content } from './content.ts';
import { people } from './people.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';
import { setup } from './setup.ts';

export const curated: FieldNotes = { ...sales, ...service, ...content, ...people, ...setup };

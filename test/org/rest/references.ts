// `@{ref.path}` in composite subrequests: replaced by a value of an earlier answer, in URLs and bodies alike.
import { OrgFault } from '../model.ts';

const REFERENCE = /@\{([A-Za-z]\w*)((?:\.\w+|\[\d+\])*)\}/g;

/** The text with every reference replaced. Throws PROCESSING_HALTED for one that names nothing. */
export function resolveReferences(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replace(REFERENCE, (whole, name: string, path: string) => {
    if (!answers.has(name))
      throw new OrgFault(
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${whole.slice(2, -1)} found`,
      );
    const value = steps(path).reduce<unknown>((from, step) => valueAt(from, step, whole), answers.get(name));
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw new OrgFault(
        'PROCESSING_HALTED',
        `Invalid reference specified. ${whole.slice(2, -1)} is not a value`,
      );
    return String(value);
  });
}

function steps(path: string): string[] {
  return path.split(/[.[\]]/).filter((step) => step !== '');
}

function valueAt(from: unknown, step: string, whole: string): unknown {
  if (typeof from === 'object' && from !== null && step in from)
    return (from as Record<string, unknown>)[step];
  throw new OrgFault(
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${whole.slice(2, -1)} found in ${step}`,
  );
}

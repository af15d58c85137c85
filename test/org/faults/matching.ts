// Whether a fault's target is this call: every key it names must match, whatever the case, `*` for any text.
import type { Target } from './plan.ts';

/** What is known of a call, or of the thing a room asks about. */
export type Subject = { readonly [K in keyof Target]?: string | undefined };

/** True when the subject has every key of the target, matching. */
export function matches(target: Target | undefined, subject: Subject): boolean {
  return Object.entries(target ?? {}).every(([key, pattern]) => {
    const value = subject[key as keyof Target];
    return value !== undefined && glob(pattern as string).test(value);
  });
}

function glob(pattern: string): RegExp {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'is');
}

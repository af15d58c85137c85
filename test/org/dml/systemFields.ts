// Fields the org sets itself: who and when, taken from the writer and the org's clock; set audit fields are kept.
import type { Draft, TypePlan } from './typePlan.ts';

/** Stamps a new row; audit fields that were sent win. */
export function stampNew(draft: Draft, plan: TypePlan, userId: string, stamp: string): void {
  if (plan.has('CreatedDate')) draft.CreatedDate ??= stamp;
  if (plan.has('CreatedById')) draft.CreatedById ??= userId;
  if (plan.has('LastModifiedDate')) draft.LastModifiedDate ??= stamp;
  if (plan.has('LastModifiedById')) draft.LastModifiedById ??= userId;
  if (plan.has('SystemModstamp')) draft.SystemModstamp = stamp;
  if (plan.has('OwnerId')) draft.OwnerId ??= userId;
}

/** Stamps a row a user changed. */
export function stampChanged(draft: Draft, plan: TypePlan, userId: string, stamp: string): void {
  if (plan.has('LastModifiedDate')) draft.LastModifiedDate = stamp;
  if (plan.has('LastModifiedById')) draft.LastModifiedById = userId;
  if (plan.has('SystemModstamp')) draft.SystemModstamp = stamp;
}

/** Stamps a row the org changed by itself: a lookup it cleared, a sum it counted anew. */
export function stampTouched(draft: Draft, plan: TypePlan, stamp: string): void {
  if (plan.has('SystemModstamp')) draft.SystemModstamp = stamp;
}

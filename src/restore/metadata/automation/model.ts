// What happens by itself when rows are written, and how it is switched.
import type { ComponentName } from '../../../org/metadata/component.ts';

export type AutomationKind =
  'trigger' | 'flow' | 'validation-rule' | 'workflow-rule' | 'duplicate-rule' | 'assignment-rule';

/**
 * Why it cannot be switched off: `managed` a package's own · `production` Apex is not deployed to production without
 * tests, and not for a restore · `not-fired` writes of a restore do not ask for assignment ·
 * `version-unknown` the org does not say which version of the flow is active
 */
export type Unswitchable = 'managed' | 'production' | 'not-fired' | 'version-unknown';

/** A file, or the part of one, in its two states. */
export interface SwitchFile {
  readonly path: string;
  readonly on: string;
  readonly off: string;
}

export interface Switch extends ComponentName {
  readonly files: readonly SwitchFile[];
}

/** Something active on an object. `type` and `fullName` are what the Metadata API calls it. */
export interface Automation extends ComponentName {
  readonly kind: AutomationKind;
  readonly object: string;
  /** How to switch it; missing with a reason. */
  readonly switch?: Switch;
  readonly reason?: Unswitchable;
}

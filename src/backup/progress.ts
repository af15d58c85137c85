// What a running backup tells whoever listens. A command draws it, a test collects it, `watch` ignores most of it.

import type { Part } from './selection.ts';

export type Stage = 'look' | 'take' | 'publish';

/** What is taken side by side. Security rows come with the others. */
export type Taking = Exclude<Part, 'security'>;

export type BackupEvent =
  | { readonly kind: 'version'; readonly version: string; readonly resumed: boolean }
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** What a part expects to take; approximate, for the time left. */
  | { readonly kind: 'expected'; readonly part: Taking; readonly items: number }
  /** Rows, files or components that are safe now, and their bytes before compression. */
  | { readonly kind: 'taken'; readonly part: Taking; readonly items: number; readonly bytes: number }
  | { readonly kind: 'object'; readonly name: string; readonly rows: number }
  | { readonly kind: 'apiCalls'; readonly total: number };

export type BackupListener = (event: BackupEvent) => void;

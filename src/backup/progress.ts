// What a running backup tells whoever listens. A command draws it, a test collects it, `watch` ignores most of it.

export type Stage = 'look' | 'data' | 'files' | 'metadata' | 'publish';

export type BackupEvent =
  | { readonly kind: 'version'; readonly version: string; readonly resumed: boolean }
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** What the stage expects to take; approximate, for the time left. */
  | { readonly kind: 'expected'; readonly stage: Stage; readonly items: number }
  /** Rows, files or components that are safe now, and their bytes before compression. */
  | { readonly kind: 'taken'; readonly stage: Stage; readonly items: number; readonly bytes: number }
  | { readonly kind: 'object'; readonly name: string; readonly rows: number }
  | { readonly kind: 'apiCalls'; readonly total: number };

export type BackupListener = (event: BackupEvent) => void;

// Draws a running backup: stages, figures, time left. Nothing is loaded or drawn under --json.

import { Messages } from '@salesforce/core';
import type { MultiStageOutput } from '@oclif/multi-stage-output';
import type { BackupEvent } from './backup/progress.ts';
import { BackupProgress, NOTHING_YET, type ProgressView } from './report/backupProgress.ts';
import { count, duration, size } from './report/units.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.run');

const STAGES = ['look', 'take', 'publish'] as const;
const stageName = (stage: (typeof STAGES)[number]): string => messages.getMessage(`stage.${stage}`);

/** Milliseconds between two drawings of the figures. */
const REDRAW_AFTER = 200;

type Drawn = Record<string, unknown> & ProgressView;

export class BackupStages {
  readonly #output: MultiStageOutput<Drawn> | undefined;
  readonly #progress = new BackupProgress();
  #drawn = 0;

  private constructor(output: MultiStageOutput<Drawn> | undefined) {
    this.#output = output;
  }

  static async open(jsonEnabled: boolean): Promise<BackupStages> {
    if (jsonEnabled) return new BackupStages(undefined);
    const { MultiStageOutput: Output } = await import('@oclif/multi-stage-output');
    const line = (key: string, get: (view: Drawn) => string | undefined) => ({
      type: 'dynamic-key-value' as const,
      label: messages.getMessage(`progress.${key}`),
      get: (view?: Drawn) => view && get(view),
    });
    const output = new Output<Drawn>({
      stages: STAGES.map(stageName),
      title: messages.getMessage('title.progress'),
      jsonEnabled,
      data: NOTHING_YET as Drawn,
      postStagesBlock: [
        line('rows', ({ rows }) => count(rows)),
        line('files', ({ files }) => count(files)),
        line('components', ({ components }) => count(components)),
        line('size', ({ bytes }) => size(bytes)),
        line('apiCalls', ({ apiCalls }) => count(apiCalls)),
        line('timeLeft', ({ timeLeft }) => (timeLeft === undefined ? undefined : duration(timeLeft))),
      ],
    });
    output.goto(stageName('look'));
    return new BackupStages(output);
  }

  hear(event: BackupEvent): void {
    const now = performance.now();
    const view = this.#progress.add(event, now);
    if (event.kind === 'stage') this.#output?.goto(stageName(event.stage), view as Drawn);
    else if (now - this.#drawn > REDRAW_AFTER) {
      this.#drawn = now;
      this.#output?.updateData(view as Drawn);
    }
  }

  done(): void {
    this.#output?.stop('completed');
  }

  /** Ends the drawing; as failed where it was not done. */
  stop(): void {
    this.#output?.error();
  }
}

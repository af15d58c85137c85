// A running backup as a person sees it: drawn live on a terminal, told in lines where output goes to a file or a log,
// and not at all under --json.

import { Messages } from '@salesforce/core';
import type { BackupEvent, Stage } from './backup/progress.ts';
import { BackupProgress, NOTHING_YET, type ProgressView } from './report/backupProgress.ts';
import { count, duration, size } from './report/units.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-safekeep', 'backup.run');

const STAGES = ['look', 'take', 'publish'] as const satisfies readonly Stage[];
const stageName = (stage: Stage): string => messages.getMessage(`stage.${stage}`);

/** Milliseconds between two drawings of the figures. */
const REDRAW_AFTER = 200;

const FIGURES: ReadonlyArray<readonly [label: string, figure: (view: ProgressView) => string | undefined]> = [
  ['rows', ({ rows }) => count(rows)],
  ['files', ({ files }) => count(files)],
  ['components', ({ components }) => count(components)],
  ['size', ({ bytes }) => size(bytes)],
  ['apiCalls', ({ apiCalls }) => count(apiCalls)],
  ['timeLeft', ({ timeLeft }) => (timeLeft === undefined ? undefined : duration(timeLeft))],
];

interface Drawing {
  stage(stage: Stage, view: ProgressView): void;
  figures(view: ProgressView): void;
  done(): void;
  failed(): void;
}

export class BackupStages {
  readonly #drawing: Drawing | undefined;
  readonly #progress = new BackupProgress();
  #drawn = 0;
  #isOver = false;

  private constructor(drawing: Drawing | undefined) {
    this.#drawing = drawing;
  }

  /** @param say writes a line to standard output; used where that is no terminal */
  static async open(jsonEnabled: boolean, say: (line: string) => void): Promise<BackupStages> {
    if (jsonEnabled) return new BackupStages(undefined);
    const stages = new BackupStages(process.stdout.isTTY ? await liveDrawing() : lines(say));
    stages.#drawing?.stage('look', NOTHING_YET);
    return stages;
  }

  hear(event: BackupEvent): void {
    const now = performance.now();
    const view = this.#progress.add(event, now);
    if (event.kind === 'stage') this.#drawing?.stage(event.stage, view);
    else if (now - this.#drawn > REDRAW_AFTER) {
      this.#drawn = now;
      this.#drawing?.figures(view);
    }
  }

  done(): void {
    this.#isOver = true;
    this.#drawing?.done();
  }

  /** Ends the drawing; as failed where it was not done. */
  stop(): void {
    if (!this.#isOver) this.#drawing?.failed();
  }
}

/** Without a terminal, drawing would ask the system for its size by a child process at every redraw. */
function lines(say: (line: string) => void): Drawing {
  return {
    stage: (stage) => say(`${stageName(stage)} …`),
    figures: () => undefined,
    done: () => undefined,
    failed: () => undefined,
  };
}

async function liveDrawing(): Promise<Drawing> {
  const { MultiStageOutput } = await import('@oclif/multi-stage-output');
  type Drawn = ProgressView & Record<string, unknown>;
  const output = new MultiStageOutput<Drawn>({
    stages: STAGES.map(stageName),
    title: messages.getMessage('title.progress'),
    jsonEnabled: false,
    data: NOTHING_YET as Drawn,
    postStagesBlock: FIGURES.map(([label, figure]) => ({
      type: 'dynamic-key-value',
      label: messages.getMessage(`progress.${label}`),
      get: (view?: Drawn) => view && figure(view),
    })),
  });
  return {
    stage: (stage, view) => output.goto(stageName(stage), view as Drawn),
    figures: (view) => output.updateData(view as Drawn),
    done: () => output.stop('completed'),
    failed: () => output.error(),
  };
}

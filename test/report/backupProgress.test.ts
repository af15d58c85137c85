import { expect } from 'chai';
import type { BackupEvent } from '../../src/backup/progress.ts';
import { BackupProgress } from '../../src/report/backupProgress.ts';

describe('BackupProgress', () => {
  const after = (
    ...events: ReadonlyArray<readonly [BackupEvent, number]>
  ): ReturnType<BackupProgress['add']> => {
    const progress = new BackupProgress();
    return events.map(([event, now]) => progress.add(event, now)).at(-1)!;
  };

  it('adds up what is taken, part by part', () => {
    const view = after(
      [{ kind: 'taken', part: 'data', items: 10, bytes: 100 }, 1],
      [{ kind: 'taken', part: 'files', items: 2, bytes: 50 }, 2],
      [{ kind: 'taken', part: 'data', items: 5, bytes: 20 }, 3],
      [{ kind: 'apiCalls', total: 7 }, 4],
    );
    expect(view).to.include({ rows: 15, files: 2, components: 0, bytes: 170, apiCalls: 7 });
  });

  it('reckons the time left by the slowest part, from its own speed', () => {
    const view = after(
      [{ kind: 'stage', stage: 'take' }, 1000],
      [{ kind: 'expected', part: 'data', items: 400 }, 1000],
      [{ kind: 'expected', part: 'files', items: 10 }, 1000],
      [{ kind: 'taken', part: 'files', items: 9, bytes: 0 }, 2000],
      [{ kind: 'taken', part: 'data', items: 100, bytes: 0 }, 2000],
    );
    expect(view.timeLeft).to.equal(3000);
  });

  it('says nothing of the time left before anything came, or when more came than the org announced', () => {
    expect(after([{ kind: 'expected', part: 'data', items: 400 }, 0]).timeLeft).to.equal(undefined);
    const more = after(
      [{ kind: 'expected', part: 'data', items: 4 }, 0],
      [{ kind: 'taken', part: 'data', items: 5, bytes: 0 }, 9],
    );
    expect(more.timeLeft).to.equal(undefined);
  });
});

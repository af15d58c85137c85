// Result pages are unpacked, checked and compressed in a thread of their own, so that the one that talks to the org is
// free to: what goes over is what the network brought, what comes back is what the archive takes.
import { extname } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { PortStream } from '../../kit/portStream.ts';
import type { OpenPage } from '../../org/bulkPages.ts';
import type { PageColumn } from '../../org/pageStream.ts';
import type { PageCounts, PageTask } from './pageWorker.ts';

export interface CompressedPage {
  /** One zstd frame, to be read once, to the end. Throws as `checkedPage` and the connection do. */
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** To be asked for when `bytes` has ended. */
  counts(): PageCounts;
}

export class PageThread {
  #worker: Worker | undefined;
  /** What the thread died of: out of memory, for one. */
  #failure: unknown;

  /** Takes in a page that was just opened. */
  take(page: OpenPage, columns: readonly PageColumn[]): CompressedPage {
    const { port1, port2 } = new MessageChannel();
    const { encoded, isGzip } = page.content;
    const plain = columns.map(({ name, type }) => ({ name, type }));
    const task: PageTask = { port: port2, rows: page.rows, isGzip, columns: plain };
    this.#started().postMessage(task, [port2]);
    let counts: PageCounts | undefined;
    const failure = (): unknown => this.#failure;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      const stream = new PortStream(port1);
      let broken: unknown;
      const sending = stream.send(encoded).catch((error: unknown) => (broken = error));
      try {
        counts = (yield* stream.receive()) as unknown as PageCounts;
        await sending;
      } catch (error) {
        throw broken ?? failure() ?? error;
      } finally {
        encoded.destroy();
        stream.close();
      }
    };
    return {
      bytes: bytes(),
      counts: () => {
        if (!counts) throw new Error('The page has not been read to its end.');
        return counts;
      },
    };
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL(`./pageWorker${extname(import.meta.url)}`, import.meta.url));
    worker.once('error', (error) => (this.#failure = error));
    this.#worker = worker;
    return worker;
  }
}

// The thread behind PageThread: each task brings a port of its own, over which the page comes and goes.
import { Readable } from 'node:stream';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { seen } from '../../kit/bytes.ts';
import { gunzipped } from '../../kit/gunzip.ts';
import { PortStream } from '../../kit/portStream.ts';
import { compressed } from '../../kit/zstd.ts';
import { checkedPage, type PageColumn } from '../../org/pageStream.ts';

export interface PageTask {
  readonly port: MessagePort;
  /** Sforce-NumberOfRecords */
  readonly rows: number;
  readonly isGzip: boolean;
  readonly columns: readonly PageColumn[];
}

export interface PageCounts {
  readonly rows: number;
  readonly deletedRows: number;
  /** Before compression. */
  readonly rawBytes: number;
}

async function work({ port, rows, isGzip, columns }: PageTask): Promise<void> {
  const stream = new PortStream(port);
  const body = Readable.from(stream.receive(), { objectMode: false });
  const page = checkedPage({ rows, body: isGzip ? gunzipped(body) : body }, columns);
  let rawBytes = 0;
  const raw = seen(page.bytes, (chunk) => (rawBytes += chunk.length));
  await stream.send(compressed(raw), () => ({ rows: page.rows, deletedRows: page.deletedRows, rawBytes }));
}

parentPort?.on('message', (task: PageTask) => {
  // What goes wrong is told over the task's own port.
  work(task).catch(() => undefined);
});

// For tests: a visitor's loads, step by step or whole, with nothing retried.
import { DATA, type Reply, type Visitor } from '../../http/visitor.ts';
import { csvRows } from './csv.ts';

export const LOADS = `${DATA}/jobs/ingest`;

export interface LoadJob {
  readonly id: string;
  readonly state: string;
  readonly object: string;
  readonly operation: string;
  readonly contentUrl?: string;
  readonly errorMessage?: string;
  readonly numberRecordsProcessed: number;
  readonly numberRecordsFailed: number;
}

export type ResultRow = Readonly<Record<string, string>>;

export interface Loads {
  create(ask: object): Promise<Reply>;
  upload(id: string, csv: string | Buffer): Promise<Reply>;
  change(id: string, state: string): Promise<Reply>;
  look(id: string): Promise<LoadJob>;
  /** Asks until the job has ended. */
  ended(id: string): Promise<LoadJob>;
  /** Create, upload, close, wait. */
  run(ask: object, csv: string | Buffer): Promise<LoadJob>;
  /** A result set as rows under the names of its header. */
  rows(id: string, set: 'successfulResults' | 'failedResults' | 'unprocessedrecords'): Promise<ResultRow[]>;
}

export function loadsOf(visitor: Visitor): Loads {
  const create: Loads['create'] = (ask) =>
    visitor.send('POST', LOADS, ask, { 'content-type': 'application/json' });
  const upload: Loads['upload'] = (id, csv) =>
    visitor.send('PUT', `${LOADS}/${id}/batches`, csv.toString(), { 'content-type': 'text/csv' });
  const change: Loads['change'] = (id, state) => visitor.send('PATCH', `${LOADS}/${id}`, { state });
  const look: Loads['look'] = async (id) => (await visitor.get(`${LOADS}/${id}`)).json<LoadJob>();
  const ended: Loads['ended'] = async (id) => {
    for (;;) {
      const job = await look(id);
      if (job.state !== 'UploadComplete' && job.state !== 'InProgress') return job;
    }
  };
  return {
    create,
    upload,
    change,
    look,
    ended,
    async run(ask, csv) {
      const { id } = (await create(ask)).json<LoadJob>();
      await upload(id, csv);
      await change(id, 'UploadComplete');
      return ended(id);
    },
    rows: async (id, set) => parsed((await visitor.get(`${LOADS}/${id}/${set}`)).text),
  };
}

/** Comma-separated lines that end with a line feed. */
export function parsed(text: string): ResultRow[] {
  const [header, ...rows] = csvRows(Buffer.from(text), ',', 'LF');
  return rows.map(({ cells }) =>
    Object.fromEntries(header!.cells.map((name, index) => [name, cells[index]!])),
  );
}

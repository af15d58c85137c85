// Bulk v1's XML elements, with the fields jsforce and older tools read.
import { restTime } from '../../http/clock.ts';
import { writeElement, type XmlTree } from '../../soap/xml.ts';
import type { ClassicBatch, ClassicJob } from './jobs.ts';

const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';

/** `<jobInfo>` */
export function jobInfo(job: ClassicJob): string {
  return document('jobInfo', {
    id: job.id,
    operation: job.operation,
    object: job.object,
    externalIdFieldName: job.externalIdFieldName,
    createdById: job.createdById,
    createdDate: restTime(job.createdAt),
    systemModstamp: restTime(job.createdAt),
    state: job.state,
    concurrencyMode: job.concurrencyMode,
    contentType: 'CSV',
    numberBatchesQueued: count(job, 'Queued'),
    numberBatchesInProgress: count(job, 'InProgress'),
    numberBatchesCompleted: count(job, 'Completed'),
    numberBatchesFailed: count(job, 'Failed'),
    numberBatchesTotal: job.batches.length,
    numberRecordsProcessed: job.batches.reduce((sum, batch) => sum + processed(batch), 0),
    numberRetries: 0,
    apiVersion: job.apiVersion.toFixed(1),
    numberRecordsFailed: job.batches.reduce((sum, batch) => sum + failed(batch), 0),
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  });
}

/** `<batchInfo>` */
export function batchInfo(batch: ClassicBatch): string {
  return document('batchInfo', batchTree(batch));
}

/** `<batchInfoList>` */
export function batchInfoList(batches: readonly ClassicBatch[]): string {
  return document('batchInfoList', { batchInfo: batches.map(batchTree) });
}

/** `<result-list>` */
export function resultList(ids: readonly string[]): string {
  return document('result-list', { result: ids });
}

function batchTree(batch: ClassicBatch): XmlTree {
  return {
    id: batch.id,
    jobId: batch.jobId,
    state: batch.state,
    stateMessage: batch.stateMessage,
    createdDate: restTime(batch.createdAt),
    systemModstamp: restTime(batch.createdAt),
    numberRecordsProcessed: processed(batch),
    numberRecordsFailed: failed(batch),
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  };
}

function processed({ file, outcome }: ClassicBatch): number {
  return file?.rows ?? outcome?.processed ?? 0;
}

function failed({ outcome }: ClassicBatch): number {
  return outcome?.failed ?? 0;
}

function count(job: ClassicJob, state: ClassicBatch['state']): number {
  return job.batches.filter((batch) => batch.state === state).length;
}

function document(tag: string, tree: XmlTree): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${writeElement(tag, { '@xmlns': NAMESPACE, ...tree })}`;
}

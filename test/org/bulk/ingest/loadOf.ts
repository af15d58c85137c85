// Puts together what a job's work needs of the org: its object, its writer, its fault.
import type { RoutedCall } from '../../http/call.ts';
import type { PracticeOrg } from '../../http/practiceOrg.ts';
import { loadWriter } from './apply.ts';
import type { IngestJob, Upload } from './jobs.ts';
import type { Load } from './load.ts';
import { readLoadType } from './request.ts';

/** The load of a closed job, with the rights of the caller who closed it. Throws OrgFault when the object is gone. */
export function loadOf(job: IngestJob, upload: Upload, call: RoutedCall, org: PracticeOrg): Load {
  const access = org.accessOf(call.session);
  const { schema } = org.state;
  const type = readLoadType(job.object, schema, access);
  const fault = org.faults.faultFor('failIngest', type.name);
  return {
    job,
    upload,
    type,
    schema,
    access,
    target: {
      operation: job.operation,
      object: type.name,
      keyField: job.externalIdFieldName ?? 'Id',
      dml: org.dml,
      writer: loadWriter(access, job.assignmentRuleId),
    },
    failure: fault && {
      afterRows: fault.afterRows ?? 0,
      message: fault.message ?? 'An unexpected error occurred. Please try again',
    },
  };
}

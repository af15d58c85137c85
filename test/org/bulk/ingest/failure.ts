// What ends a load before all its rows were tried. Each text begins with the name that the Bulk API gives such errors
// (Bulk API 2.0 Developer Guide, "Errors"): it becomes a job's errorMessage, or a Bulk v1 batch's stateMessage.

export class LoadFailure extends Error {
  constructor(code: 'ClientInputError' | 'InvalidBatch' | 'InternalServerError', message: string) {
    super(`${code} : ${message}`);
    this.name = 'LoadFailure';
  }
}

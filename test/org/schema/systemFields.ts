// Fields that are the same on whatever object has them, as the recorded describes show them.

/** Notes (see notation.ts) by field name. */
export const systemFields: Readonly<Partial<Record<string, string>>> = {
  Id: 'id "Record ID"',
  IsDeleted: 'boolean readonly "Deleted"',
  CreatedDate: 'datetime readonly required defaulted',
  CreatedById: 'reference ->User readonly required defaulted',
  LastModifiedDate: 'datetime readonly required defaulted',
  LastModifiedById: 'reference ->User readonly required defaulted',
  SystemModstamp: 'datetime readonly required defaulted',
  LastActivityDate: 'date readonly',
  LastViewedDate: 'datetime readonly',
  LastReferencedDate: 'datetime readonly',
};

// The columns a caller may write: the field behind a name in any case, or behind a relationship's name, and whether it
// may be written this time. Worked out once a call, for all its rows.
import type { Access, FieldDescribe, SObjectType } from '../model.ts';

/** How a row is to be saved: `upsert` is a new row by upsert, which sets no audit fields. */
export type Saving = 'insert' | 'update' | 'upsert';

export interface Column {
  readonly field: FieldDescribe;
  /** Named by the relationship (`Account`, `Parent__r`), as a parent's external id is. */
  readonly isRelationship: boolean;
  readonly isWritable: boolean;
}

export interface Columns {
  readonly type: SObjectType;
  /** Undefined for a name the caller knows no field by. */
  named(name: string): Column | undefined;
}

export function columnsFor(type: SObjectType, saving: Saving, access: Access): Columns {
  const known = new Map<string, Column | undefined>();
  const find = (name: string): Column | undefined => {
    const field = type.field(name) ?? type.parentField(name);
    if (field === undefined || !access.seesField(type.name, field.name)) return undefined;
    return {
      field,
      isRelationship: type.field(name) === undefined,
      isWritable: isWritable(type, field, saving, access),
    };
  };
  return {
    type,
    named(name) {
      if (!known.has(name)) known.set(name, find(name));
      return known.get(name);
    },
  };
}

const AUDIT = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById']);
/** Standard objects whose audit fields can be set (Help 000384924, "Set Audit Fields upon Record Creation"); all custom ones can. */
const AUDITED = new Set(
  'Account CampaignMember Case CaseComment Contact ContentVersion ContentNote Contract EmailMessage FeedComment FeedItem Idea IdeaComment Lead Opportunity Quote Vote WorkOrder Task Event Attachment'.split(
    ' ',
  ),
);

function isWritable(type: SObjectType, field: FieldDescribe, saving: Saving, access: Access): boolean {
  if (AUDIT.has(field.name) && saving === 'insert')
    return (AUDITED.has(type.name) || type.describe.custom) && access.has('CreateAuditFields');
  if (!(saving !== 'update' ? field.createable : field.updateable)) return false;
  return access.mayEditField(type.name, field.name);
}

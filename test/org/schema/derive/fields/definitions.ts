// Fields of the objects that describe other objects: entities, fields, relationships, picklist values, flows.

import type { FieldNotes } from '../standardObject.ts';

export const definitions: FieldNotes = {
  FlowDefinitionView: {
    Id: 'id',
    DurableId: 'string(255) readonly',
    ApiName: 'string(255) readonly',
    Label: 'string(255) readonly name',
    ProcessType: 'picklist(40) readonly',
    TriggerType: 'picklist(40) readonly',
    IsActive: 'boolean readonly "Active"',
  },
  FlowVersionView: {
    DurableId: 'string(255) readonly',
    FlowDefinitionViewId: 'string(255) readonly',
    Label: 'string(255) readonly name',
    Status: 'picklist(40) {Active|Draft|Obsolete|InvalidDraft} readonly',
  },
  EntityDefinition: {
    DurableId: 'string(255) readonly',
    QualifiedApiName: 'string(255) readonly required',
    DeveloperName: 'string(255) readonly',
    KeyPrefix: 'string(3) readonly',
    InternalSharingModel:
      'picklist(40) {Private|Read|ReadWrite|ReadWriteTransfer|FullAccess|ControlledByParent|ControlledByCampaign|ControlledByLeadOrContact} readonly',
    ExternalSharingModel:
      'picklist(40) {Private|Read|ReadWrite|ReadWriteTransfer|FullAccess|ControlledByParent|ControlledByCampaign|ControlledByLeadOrContact} readonly',
    DeploymentStatus: 'picklist(40) {InDevelopment|Deployed} readonly',
    PublisherId: 'string(255) readonly',
  },
  FieldDefinition: {
    EntityDefinitionId: 'reference(255) ->EntityDefinition readonly',
    DurableId: 'string(255) readonly',
    DataType: 'string(255) readonly',
    ValueTypeId: 'string(255) readonly',
    SecurityClassification: 'picklist(40) {Public|Internal|Confidential|Restricted|MissionCritical} readonly',
    Description: 'textarea(4000) readonly',
    IsPolymorphicForeignKey: 'boolean readonly',
  },
  EntityParticle: {
    EntityDefinitionId: 'reference(255) ->EntityDefinition readonly',
    FieldDefinitionId: 'reference(255) ->FieldDefinition readonly',
    DurableId: 'string(255) readonly',
    DataType: 'string(255) readonly',
  },
  RelationshipInfo: {
    ChildSobjectId: 'reference(255) ->EntityDefinition readonly',
    FieldId: 'reference(255) ->FieldDefinition readonly',
    DurableId: 'string(255) readonly',
  },
  PicklistValueInfo: {
    EntityParticleId: 'reference(255) ->EntityParticle readonly',
    DurableId: 'string(255) readonly',
    Value: 'string(255) readonly',
    Label: 'string(255) readonly',
    ValidFor: 'string(255) readonly',
  },
};

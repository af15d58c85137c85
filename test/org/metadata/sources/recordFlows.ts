// What the org's record-triggered flows do, by name: one makes a task, one stamps a field. The others stamp nothing.
import type { XmlTree } from '../../soap/xml.ts';

function element(name: string): XmlTree {
  return { name, label: name.replaceAll('_', ' '), locationX: 176, locationY: 323 };
}

/** Start and elements of the flows that have an effect. */
export const recordFlows: Readonly<Record<string, XmlTree | undefined>> = {
  Opportunity_Won_Task: {
    recordCreates: [
      {
        ...element('Thank_Customer'),
        inputAssignments: [
          { field: 'Subject', value: { stringValue: 'Thank the customer' } },
          { field: 'WhatId', value: { elementReference: '$Record.Id' } },
        ],
        object: 'Task',
        storeOutputAutomatically: true,
      },
    ],
    start: {
      locationX: 50,
      locationY: 0,
      connector: { targetReference: 'Thank_Customer' },
      doesRequireRecordChangedToMeetCriteria: true,
      filterLogic: 'and',
      filters: [{ field: 'IsWon', operator: 'EqualTo', value: { booleanValue: true } }],
      object: 'Opportunity',
      recordTriggerType: 'CreateAndUpdate',
      triggerType: 'RecordAfterSave',
    },
  },
  Project_Done_Progress: {
    recordUpdates: [
      {
        ...element('Set_Progress'),
        inputAssignments: [{ field: 'Progress__c', value: { numberValue: 100 } }],
        inputReference: '$Record',
      },
    ],
    start: {
      locationX: 50,
      locationY: 0,
      connector: { targetReference: 'Set_Progress' },
      filterLogic: 'and',
      filters: [{ field: 'Status__c', operator: 'EqualTo', value: { stringValue: 'Done' } }],
      object: 'Project__c',
      recordTriggerType: 'CreateAndUpdate',
      triggerType: 'RecordBeforeSave',
    },
  },
};

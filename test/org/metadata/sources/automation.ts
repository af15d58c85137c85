// What happens by itself: flows out of FlowDefinitionView rows, workflow, assignment, escalation, sharing, duplicate
// and matching rules, approval processes, transaction security.
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import { pick } from '../seeded.ts';
import { recordFlows } from './recordFlows.ts';
import type { Source, SourceContext } from './source.ts';
import { column, first } from './source.ts';

const flowTrigger = ['Account', 'Opportunity', 'Case', 'Lead', 'Project__c'] as const;

/** A record-triggered flow that stamps a description. */
export function flowTree(context: SourceContext, name: string, label: string, status: string): XmlTree {
  const object = pick(context.state.seed, `flow:${name}`, flowTrigger);
  return {
    apiVersion: '64.0',
    environments: 'Default',
    interviewLabel: `${label} {!$Flow.CurrentDateTime}`,
    label,
    processMetadataValues: [{ name: 'BuilderType', value: { stringValue: 'LightningFlowBuilder' } }],
    processType: 'AutoLaunchedFlow',
    recordUpdates: [
      { name: 'Stamp', label: 'Stamp', locationX: 176, locationY: 323, inputReference: '$Record' },
    ],
    start: {
      locationX: 50,
      locationY: 0,
      connector: { targetReference: 'Stamp' },
      object,
      recordTriggerType: 'Update',
      triggerType: 'RecordBeforeSave',
    },
    status,
    ...recordFlows[name],
  };
}

function* flows(context: SourceContext): Iterable<Definition> {
  for (const row of context.rows('FlowDefinitionView')) {
    const fullName = column(row, 'ApiName');
    const status = row.IsActive === false ? 'Draft' : 'Active';
    const metadata = (): XmlTree => flowTree(context, fullName, column(row, 'Label', fullName), status);
    yield {
      type: 'Flow',
      fullName,
      metadata,
      namespace: column(row, 'NamespacePrefix') || undefined,
      row: { ...row, Id: row.ActiveVersionId ?? row.LatestVersionId },
    };
  }
}

/** Each flow's definition says which version is active; none is when it says nothing. */
function* flowDefinitions(context: SourceContext): Iterable<Definition> {
  for (const { ApiName, NamespacePrefix } of context.rows('FlowDefinitionView')) {
    if (NamespacePrefix) continue;
    yield {
      type: 'FlowDefinition',
      fullName: String(ApiName),
      metadata: () => flowDefinitionTree(context, String(ApiName)),
    };
  }
}

/** What a flow's rows say of its definition. */
export function flowDefinitionTree(context: SourceContext, name: string): XmlTree {
  const row = first(context.rowsWhere('FlowDefinitionView', 'ApiName', name));
  const version = first(
    context.rowsWhere('FlowVersionView', 'DurableId', column(row ?? {}, 'ActiveVersionId')),
  );
  return version === undefined ? {} : { activeVersionNumber: Number(version.VersionNumber) };
}

function workflow(object: string, rules: readonly string[]): Definition {
  const names = rules.map((rule) => rule.replaceAll(' ', '_'));
  return {
    type: 'Workflow',
    fullName: object,
    metadata: () => ({
      alerts: names.map((name) => ({
        fullName: `${name}_Alert`,
        description: `${name} alert`,
        protected: false,
        recipients: { type: 'owner' },
        senderType: 'CurrentUser',
        template: 'unfiled$public/Owner_Notice',
      })),
      fieldUpdates: names.map((name) => ({
        fullName: `${name}_Stamp`,
        field: 'Description',
        literalValue: 'Set by workflow',
        name: `${name} stamp`,
        notifyAssignee: false,
        operation: 'Literal',
        protected: false,
        reevaluateOnChange: false,
      })),
      rules: rules.map((rule, index) => ({
        fullName: rule,
        actions: { name: `${names[index] ?? rule}_Stamp`, type: 'FieldUpdate' },
        active: index === 0,
        formula: 'ISCHANGED(OwnerId)',
        triggerType: 'onAllChanges',
      })),
    }),
  };
}

function* rules(context: SourceContext): Iterable<Definition> {
  for (const [object, status] of [
    ['Case', 'New'],
    ['Lead', 'Open - Not Contacted'],
  ]) {
    const queue = [...context.rowsWhere('Group', 'Type', 'Queue')].find((row) =>
      column(row, 'DeveloperName').startsWith(`${object}_`),
    );
    const assignee =
      queue === undefined
        ? { assignedTo: 'admin@practice.example', assignedToType: 'User' }
        : { assignedTo: column(queue, 'DeveloperName'), assignedToType: 'Queue' };
    const ruleEntry = [
      { ...assignee, criteriaItems: { field: `${object}.Status`, operation: 'equals', value: status } },
    ];
    yield {
      type: 'AssignmentRules',
      fullName: object,
      metadata: () => ({ assignmentRule: [{ fullName: `${object} Routing`, active: true, ruleEntry }] }),
    };
    yield { type: 'AutoResponseRules', fullName: object, metadata: () => ({}) };
  }
  const escalation = {
    escalationAction: {
      assignedTo: 'admin@practice.example',
      assignedToType: 'User',
      minutesToEscalation: 480,
      notifyCaseOwner: true,
    },
    businessHoursSource: 'Case',
    criteriaItems: { field: 'Case.Priority', operation: 'equals', value: 'High' },
  };
  yield {
    type: 'EscalationRules',
    fullName: 'Case',
    metadata: () => ({
      escalationRule: [{ fullName: 'Urgent Cases', active: true, ruleEntry: [escalation] }],
    }),
  };
}

function* sharing(context: SourceContext): Iterable<Definition> {
  const role = first(context.rows('UserRole'));
  const target = role === undefined ? { allInternalUsers: {} } : { role: column(role, 'DeveloperName') };
  for (const object of ['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'Project__c']) {
    const isRuled = object === 'Account' || object === 'Project__c';
    const owned = {
      fullName: `${object.replace('__c', '')}_To_Lead`,
      accessLevel: 'Read',
      label: `${object} to lead`,
      sharedTo: target,
      sharedFrom: { allInternalUsers: {} },
    };
    yield {
      type: 'SharingRules',
      fullName: object,
      metadata: () => (isRuled ? { sharingOwnerRules: [owned] } : {}),
    };
  }
}

function* duplicates(context: SourceContext): Iterable<Definition> {
  for (const row of context.rows('DuplicateRule')) {
    const object = column(row, 'SobjectType');
    yield {
      type: 'DuplicateRule',
      fullName: `${object}.${column(row, 'DeveloperName')}`,
      row,
      metadata: () => ({
        actionOnInsert: 'Allow',
        actionOnUpdate: 'Allow',
        alertText: 'You are creating a duplicate record.',
        isActive: row.IsActive === true,
        masterLabel: column(row, 'MasterLabel'),
        operationsOnInsert: ['Alert', 'Report'],
        securityOption: 'EnforceSharingRules',
        sortOrder: 1,
      }),
    };
  }
  const matching = new Map<string, XmlTree[]>();
  for (const row of context.rows('MatchingRule')) {
    const object = column(row, 'SobjectType');
    const rule = {
      fullName: column(row, 'DeveloperName'),
      label: column(row, 'MasterLabel'),
      matchingRuleItems: [
        { blankValueBehavior: 'NullNotAllowed', fieldName: 'Name', matchingMethod: 'Exact' },
      ],
      ruleStatus: column(row, 'RuleStatus', 'Active'),
    };
    matching.set(object, [...(matching.get(object) ?? []), rule]);
  }
  for (const [object, matchingRules] of matching) {
    yield { type: 'MatchingRules', fullName: object, metadata: () => ({ matchingRules }) };
  }
}

const approvals: ReadonlyArray<readonly [object: string, name: string]> = [
  ['Opportunity', 'Discount_Approval'],
  ['Invoice__c', 'Credit_Approval'],
];

const transactionPolicies: ReadonlyArray<readonly [name: string, eventName: string, block: boolean]> = [
  ['Large_Report_Export', 'ReportEvent', true],
  ['Login_From_New_Country', 'LoginEvent', false],
  ['Bulk_Api_Download', 'BulkApiResultEventStore', false],
];

export const automation: Source = function* (context) {
  yield* flows(context);
  yield* flowDefinitions(context);
  yield workflow('Account', ['Owner Changed', 'Rating Raised']);
  yield workflow('Case', ['Case Escalated']);
  yield workflow('Opportunity', ['Big Deal', 'Stage Moved']);
  yield* rules(context);
  yield* sharing(context);
  yield* duplicates(context);
  for (const [object, name] of approvals) {
    yield {
      type: 'ApprovalProcess',
      fullName: `${object}.${name}`,
      metadata: () => ({
        active: true,
        allowRecall: true,
        allowedSubmitters: { type: 'owner' },
        approvalStep: {
          allowDelegate: false,
          assignedApprover: { approver: { type: 'adhoc' } },
          label: 'Step 1',
          name: 'Step_1',
        },
        finalApprovalRecordLock: true,
        label: name.replaceAll('_', ' '),
        recordEditability: 'AdminOnly',
        showApprovalHistory: true,
      }),
    };
  }
  for (const [name, eventName, block] of transactionPolicies) {
    yield {
      type: 'TransactionSecurityPolicy',
      fullName: name,
      metadata: () => ({
        action: {
          block,
          endSession: false,
          freezeUser: false,
          notifications: [{ inApp: true, sendEmail: true, user: 'admin@practice.example' }],
          twoFactorAuthentication: !block,
        },
        active: true,
        eventName,
        eventType: 'DataExport',
        masterLabel: name.replaceAll('_', ' '),
        type: 'CustomConditionBuilderPolicy',
      }),
    };
  }
};

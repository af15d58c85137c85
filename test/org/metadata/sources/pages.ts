// What users see: layouts, tabs, applications, record pages, quick actions, home pages, sites. Layouts are made from
// the describes, so that each field on one exists.
import type { SObjectType } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import { customTabs, laidOut, layoutsOf } from './names.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

function layoutTree({ describe }: SObjectType): XmlTree {
  const shown = describe.fields
    .filter((field) => field.createable && field.compoundFieldName === null)
    .slice(0, 12);
  const items = shown.map((field) => ({
    behavior: !field.nillable && !field.defaultedOnCreate ? 'Required' : 'Edit',
    field: field.name,
  }));
  const half = Math.ceil(items.length / 2);
  return {
    excludeButtons: ['Submit'],
    layoutSections: [
      {
        customLabel: true,
        detailHeading: false,
        editHeading: true,
        label: 'Information',
        layoutColumns: [{ layoutItems: items.slice(0, half) }, { layoutItems: items.slice(half) }],
        style: 'TwoColumnsTopToBottom',
      },
    ],
    showEmailCheckbox: false,
    showHighlightsPanel: false,
    showInteractionLogPanel: false,
    showRunAssignmentRulesCheckbox: describe.name === 'Case' || describe.name === 'Lead' ? true : undefined,
    showSubmitAndAttachButton: false,
  };
}

function* objectPages({ state }: SourceContext): Iterable<Definition> {
  for (const type of laidOut(state.schema)) {
    for (const fullName of layoutsOf(type))
      yield { type: 'Layout', fullName, metadata: () => layoutTree(type) };
  }
  for (const tab of customTabs(state.schema)) {
    yield {
      type: 'CustomTab',
      fullName: tab,
      metadata: () => ({ customObject: true, motif: 'Custom20: Airplane' }),
    };
  }
}

const applications: ReadonlyArray<readonly [name: string, label: string, tabs: readonly string[]]> = [
  ['Practice_Console', 'Practice Console', ['standard-Account', 'standard-Case', 'Project__c']],
  ['Finance', 'Finance', ['standard-Account', 'Invoice__c']],
  [
    'standard__Sales',
    'Sales',
    ['standard-home', 'standard-Account', 'standard-Opportunity', 'standard-Lead'],
  ],
  ['standard__Service', 'Service', ['standard-home', 'standard-Case', 'standard-Contact']],
  ['standard__LightningSales', 'Lightning Sales', ['standard-home', 'standard-Opportunity']],
];

/** A record page with one component on it. */
export function recordPage(fullName: string, object: string): Definition {
  const instance = {
    componentInstance: {
      componentInstanceProperties: { name: 'collapsed', value: false },
      componentName: 'force:highlightsPanel',
      identifier: 'force_highlightsPanel',
    },
  };
  return {
    type: 'FlexiPage',
    fullName,
    metadata: () => ({
      flexiPageRegions: [{ itemInstances: instance, name: 'header', type: 'Region' }],
      masterLabel: fullName.replaceAll('_', ' '),
      sobjectType: object,
      template: { name: 'flexipage:recordHomeTemplateDesktop' },
      type: 'RecordPage',
    }),
  };
}

const recordPages: ReadonlyArray<readonly [name: string, object: string]> = [
  ['Account_Record_Page', 'Account'],
  ['Account_Partner_Page', 'Account'],
  ['Contact_Record_Page', 'Contact'],
  ['Opportunity_Record_Page', 'Opportunity'],
  ['Opportunity_Renewal_Page', 'Opportunity'],
  ['Case_Record_Page', 'Case'],
  ['Case_Console_Page', 'Case'],
  ['Lead_Record_Page', 'Lead'],
  ['Project_Record_Page', 'Project__c'],
  ['Project_Task_Record_Page', 'Project_Task__c'],
  ['Invoice_Record_Page', 'Invoice__c'],
  ['Order_Record_Page', 'Order'],
];

const quickActions: ReadonlyArray<readonly [fullName: string, target: string]> = [
  ['New_Project', 'Project__c'],
  ['New_Invoice', 'Invoice__c'],
  ['Account.New_Project', 'Project__c'],
  ['Account.New_Invoice', 'Invoice__c'],
  ['Account.Log_Visit', 'Task'],
  ['Case.Escalate', 'Case'],
  ['Case.Log_Callback', 'Task'],
  ['Contact.Send_Welcome', 'Task'],
  ['Lead.Qualify', 'Lead'],
  ['Opportunity.Add_Next_Step', 'Opportunity'],
  ['Project__c.New_Task', 'Project_Task__c'],
  ['Invoice__c.Mark_Paid', 'Invoice__c'],
];

function quickAction([fullName, target]: readonly [string, string]): Definition {
  const label = (fullName.split('.').at(-1) ?? fullName).replaceAll('_', ' ');
  return {
    type: 'QuickAction',
    fullName,
    metadata: () => ({
      label,
      optionsCreateFeedItem: true,
      quickActionLayout: { layoutSectionStyle: 'TwoColumnsLeftToRight' },
      targetObject: target,
      type: 'Create',
    }),
  };
}

function* sites(context: SourceContext): Iterable<Definition> {
  for (const row of context.rows('Site')) {
    const guest = context.row('User', column(row, 'GuestUserId'));
    yield {
      type: 'CustomSite',
      fullName: column(row, 'Name'),
      row,
      metadata: () => ({
        active: row.Status === 'Active',
        allowHomePage: false,
        clickjackProtectionLevel: 'SameOriginOnly',
        guestProfile:
          guest === undefined
            ? undefined
            : column(context.row('Profile', column(guest, 'ProfileId')) ?? {}, 'Name'),
        masterLabel: column(row, 'MasterLabel', column(row, 'Name')),
        siteType: 'ChatterNetwork',
        urlPathPrefix: column(row, 'UrlPathPrefix') || undefined,
      }),
    };
  }
  for (const row of context.rows('Network')) {
    yield {
      type: 'Network',
      fullName: column(row, 'Name'),
      row,
      metadata: () => ({
        allowInternalUserLogin: false,
        allowMembersToFlag: false,
        enableGuestChatter: false,
        enableGuestFileAccess: true,
        enableGuestMemberVisibility: false,
        enableInvitation: false,
        enableNicknameDisplay: true,
        emailSenderAddress: 'community@practice.example',
        emailSenderName: 'Practice community',
        selfRegistration: row.OptionsSelfRegistrationEnabled === true,
        status: column(row, 'Status', 'Live'),
        urlPathPrefix: column(row, 'UrlPathPrefix') || undefined,
      }),
    };
  }
}

function* home(): Iterable<Definition> {
  yield {
    type: 'HomePageLayout',
    fullName: 'Home Page Default',
    metadata: () => ({ wideComponents: ['Tasks', 'Calendar'] }),
  };
  yield {
    type: 'HomePageLayout',
    fullName: 'Sales Home',
    metadata: () => ({ wideComponents: ['Tasks'], narrowComponents: ['Company_News'] }),
  };
  yield {
    type: 'HomePageComponent',
    fullName: 'Company_News',
    metadata: () => ({
      body: '<p>Welcome &amp; good morning</p>',
      pageComponentType: 'htmlArea',
      width: 'narrow',
    }),
  };
  yield {
    type: 'AppMenu',
    fullName: 'AppSwitcher',
    metadata: () => ({ appMenuItems: applications.map(([name]) => ({ name, type: 'CustomApplication' })) }),
  };
  yield {
    type: 'PathAssistant',
    fullName: 'Opportunity_Path',
    metadata: () => ({
      active: true,
      entityName: 'Opportunity',
      fieldName: 'StageName',
      masterLabel: 'Opportunity Path',
      recordTypeName: '__MASTER__',
    }),
  };
  yield {
    type: 'CustomNotificationType',
    fullName: 'Large_Deal',
    metadata: () => ({
      customNotifTypeName: 'Large_Deal',
      desktop: true,
      masterLabel: 'Large Deal',
      mobile: true,
    }),
  };
  yield {
    type: 'LightningMessageChannel',
    fullName: 'RecordSelected',
    metadata: () => ({
      isExposed: true,
      lightningMessageFields: { description: 'Record', fieldName: 'recordId' },
      masterLabel: 'RecordSelected',
    }),
  };
  yield {
    type: 'CustomPageWebLink',
    fullName: 'Ledger_Export',
    metadata: () => ({
      availability: 'online',
      displayType: 'link',
      encodingKey: 'UTF-8',
      linkType: 'url',
      masterLabel: 'Ledger Export',
      openType: 'newWindow',
      protected: false,
      url: 'https://ledger.practice.example/?a=1&b=2',
    }),
  };
}

export const pages: Source = function* (context) {
  yield* objectPages(context);
  for (const [fullName, label, tabs] of applications) {
    yield {
      type: 'CustomApplication',
      fullName,
      metadata: () => ({
        defaultLandingTab: tabs[0],
        formFactors: 'Large',
        label,
        navType: 'Standard',
        tabs,
        uiType: 'Lightning',
      }),
    };
  }
  for (const [name, object] of recordPages) yield recordPage(name, object);
  for (const action of quickActions) yield quickAction(action);
  yield* sites(context);
  yield* home();
};

// Code: Apex and Visualforce and static resources out of their rows, Lightning bundles from a list of names.
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

const status = (row: Row): string => column(row, 'Status', 'Active');

function version(row: Row): string {
  const given = Number(row.ApiVersion);
  return Number.isFinite(given) && given > 0 ? given.toFixed(1) : '64.0';
}

interface CodeKind {
  readonly type: string;
  readonly body: string;
  metadata(row: Row): XmlTree;
}

const apex = (row: Row): XmlTree => ({ apiVersion: version(row), status: status(row) });
const visualforce = (row: Row): XmlTree => ({
  apiVersion: version(row),
  description: column(row, 'Description') || undefined,
  label: column(row, 'MasterLabel', column(row, 'Name')),
});

/** Tables of code; the type goes by the table's name. */
const kinds: readonly CodeKind[] = [
  { type: 'ApexClass', body: 'Body', metadata: apex },
  { type: 'ApexTrigger', body: 'Body', metadata: apex },
  {
    type: 'ApexPage',
    body: 'Markup',
    metadata: (row) => ({
      ...visualforce(row),
      availableInTouch: row.IsAvailableInTouch === true,
      confirmationTokenRequired: row.IsConfirmationTokenRequired === true,
    }),
  },
  { type: 'ApexComponent', body: 'Markup', metadata: visualforce },
];

function* fromRows(context: SourceContext): Iterable<Definition> {
  for (const kind of kinds) {
    for (const row of context.rows(kind.type)) {
      const namespace = column(row, 'NamespacePrefix') || undefined;
      yield {
        type: kind.type,
        fullName: column(row, 'Name'),
        row,
        namespace,
        metadata: () => kind.metadata(row),
        // The body of a managed class is hidden from subscribers.
        body: () => Buffer.from(namespace === undefined ? column(row, kind.body) : '(hidden)'),
      };
    }
  }
}

function* staticResources(context: SourceContext): Iterable<Definition> {
  const { blobs } = context.state;
  for (const row of context.rows('StaticResource')) {
    yield {
      type: 'StaticResource',
      fullName: column(row, 'Name'),
      row,
      namespace: column(row, 'NamespacePrefix') || undefined,
      metadata: () => ({
        cacheControl: column(row, 'CacheControl', 'Private'),
        contentType: column(row, 'ContentType', 'application/octet-stream'),
        description: column(row, 'Description') || undefined,
      }),
      body: () => Buffer.concat([...(blobs.of('StaticResource', column(row, 'Id'), 'Body')?.bytes() ?? [])]),
    };
  }
}

const webComponents = [
  'accountSummary',
  'caseTimeline',
  'invoiceLines',
  'projectBoard',
  'projectHealth',
  'taskChecklist',
  'errorPanel',
  'fileGallery',
  'leadScore',
  'orderStatus',
  'assetMap',
  'quoteBuilder',
  'contactCard',
  'activityFeed',
  'renewalBanner',
  'pricePicker',
  'approvalTrail',
  'ledgerTable',
  'routingEditor',
  'settingsPanel',
  'searchBox',
  'toastHub',
  'userBadge',
  'dateUtils',
] as const;

/** A web component's files and metadata. */
export function webComponent(name: string, label = name): Definition {
  const className = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    type: 'LightningComponentBundle',
    fullName: name,
    metadata: () => ({
      apiVersion: '64.0',
      isExposed: true,
      masterLabel: label,
      targets: { target: ['lightning__RecordPage', 'lightning__AppPage'] },
    }),
    bundle: () => ({
      [`${name}.html`]: Buffer.from(
        `<template>\n    <lightning-card title="${label}"></lightning-card>\n</template>\n`,
      ),
      [`${name}.js`]: Buffer.from(
        `import { LightningElement, api } from 'lwc';\n\nexport default class ${className} extends LightningElement {\n    @api recordId;\n}\n`,
      ),
    }),
  };
}

const auraComponents = [
  'LegacyHeader',
  'CaseConsole',
  'OrderWizard',
  'ProjectNotes',
  'InvoicePrint',
  'PartnerMenu',
] as const;

function auraComponent(name: string): Definition {
  return {
    type: 'AuraDefinitionBundle',
    fullName: name,
    metadata: () => ({ apiVersion: '58.0', description: `${name} component` }),
    bundle: () => ({
      [`${name}.cmp`]: Buffer.from(
        `<aura:component implements="flexipage:availableForAllPageTypes">\n    <aura:attribute name="title" type="String"/>\n</aura:component>\n`,
      ),
      [`${name}Controller.js`]: Buffer.from(
        '({\n    init: function (component) {\n        component.set("v.title", "");\n    }\n})\n',
      ),
    }),
  };
}

function auraEvent(name: string): Definition {
  return {
    type: 'AuraDefinitionBundle',
    fullName: name,
    metadata: () => ({ apiVersion: '58.0', description: `${name} event` }),
    bundle: () => ({ [`${name}.evt`]: Buffer.from('<aura:event type="APPLICATION"/>\n') }),
  };
}

export const code: Source = function* (context) {
  yield* fromRows(context);
  yield* staticResources(context);
  for (const name of webComponents) yield webComponent(name);
  for (const name of auraComponents) yield auraComponent(name);
  yield auraEvent('NavigationRequested');
};

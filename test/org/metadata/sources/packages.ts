// Installed packages, out of the Tooling API's rows of them, and the managed components the first one brought: listed
// with manageableState `installed` and their namespace, their Apex bodies hidden.
import type { XmlTree } from '../../soap/xml.ts';
import type { Definition } from '../component.ts';
import type { Source, SourceContext } from './source.ts';
import { column, first } from './source.ts';

/** `4.1`, from the version the subscriber has. */
function versionNumber(context: SourceContext, packageId: string): string {
  const version = first(context.rowsWhere('SubscriberPackageVersion', 'SubscriberPackageId', packageId));
  return version === undefined
    ? '1.0'
    : `${column(version, 'MajorVersion')}.${column(version, 'MinorVersion')}`;
}

interface ManagedKind {
  readonly type: string;
  readonly names: readonly string[];
  readonly metadata: (name: string) => XmlTree;
  readonly body?: () => Buffer;
}

const hidden = (): Buffer => Buffer.from('(hidden)');

const managedKinds: readonly ManagedKind[] = [
  {
    type: 'ApexClass',
    names: ['Envelope', 'EnvelopeService', 'SigningController'],
    metadata: () => ({ apiVersion: '58.0', status: 'Active' }),
    body: hidden,
  },
  {
    type: 'ApexPage',
    names: ['SignHere'],
    metadata: (name) => ({
      apiVersion: '58.0',
      availableInTouch: false,
      confirmationTokenRequired: false,
      label: name,
    }),
    body: () => Buffer.from('<apex:page controller="SigningController"/>\n'),
  },
  {
    type: 'CustomApplication',
    names: ['Signing'],
    metadata: (name) => ({ formFactors: 'Large', label: name, navType: 'Standard', uiType: 'Lightning' }),
  },
  {
    type: 'CustomPermission',
    names: ['Send_Envelopes'],
    metadata: (name) => ({ isLicensed: false, label: name.replaceAll('_', ' ') }),
  },
  {
    type: 'RemoteSiteSetting',
    names: ['SignatureHost'],
    metadata: () => ({ disableProtocolSecurity: false, isActive: true, url: 'https://sign.vendor.example' }),
  },
];

export const packages: Source = function* (context) {
  const namespaces: string[] = [];
  for (const row of context.rows('SubscriberPackage')) {
    const namespace = column(row, 'NamespacePrefix');
    namespaces.push(namespace);
    yield {
      type: 'InstalledPackage',
      fullName: namespace,
      namespace,
      row,
      metadata: () => ({ activateRSS: false, versionNumber: versionNumber(context, column(row, 'Id')) }),
    };
  }
  const namespace = namespaces.at(0);
  if (namespace === undefined) return;
  for (const { type, names, metadata, body } of managedKinds) {
    for (const name of names) {
      const definition: Definition = { type, fullName: name, namespace, metadata: () => metadata(name) };
      yield body === undefined ? definition : { ...definition, body };
    }
  }
};

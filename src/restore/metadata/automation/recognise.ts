// From a component's files to what is active in it, by type (Metadata API Developer Guide: ApexTrigger, Flow,
// FlowDefinition, ValidationRule, WorkflowRule, DuplicateRule, AssignmentRules). Pure.
import {
  newDocument,
  readDocument,
  textElement,
  textOf,
  writeDocument,
  type XmlDocument,
  type XmlElement,
} from '../document.ts';
import type { StateComponent } from '../state.ts';
import type { Automation, AutomationKind, Unswitchable } from './model.ts';

export interface Seen {
  readonly component: StateComponent;
  /** By path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface OrgFacts {
  /** Tests are needed to deploy Apex. */
  readonly isProduction: boolean;
  /** The active version of a flow; undefined when the org does not tell. */
  readonly versionOf: (flow: string) => number | undefined;
}

/** All active automation of a component. */
export function recognise(seen: Seen, facts: OrgFacts): Automation[] {
  return READERS[seen.component.type]?.(seen, facts) ?? [];
}

type Reader = (seen: Seen, facts: OrgFacts) => Automation[];

const READERS: Readonly<Partial<Record<string, Reader>>> = {
  ApexTrigger: triggers,
  AssignmentRules: (seen) => elementsOf(seen, 'assignmentRule', 'AssignmentRule', 'assignment-rule'),
  CustomObject: (seen) => elementsOf(seen, 'validationRules', 'ValidationRule', 'validation-rule'),
  DuplicateRule: duplicateRules,
  Flow: flows,
  Workflow: (seen) => elementsOf(seen, 'rules', 'WorkflowRule', 'workflow-rule'),
};

const TRIGGER = /^\s*trigger\s+\w+\s+on\s+(?<object>\w+)\s*\(/im;
const COMMENTS = /\/\*[^]*?\*\/|\/\/[^\n]*/g;

function triggers({ component, files }: Seen, { isProduction }: OrgFacts): Automation[] {
  const paths = [...files.keys()];
  const meta = paths.find((path) => path.endsWith('-meta.xml')) ?? '';
  const source = paths.find((path) => !path.endsWith('-meta.xml')) ?? '';
  const [xml, code] = [String(files.get(meta)), String(files.get(source))];
  const object = TRIGGER.exec(code.replaceAll(COMMENTS, ''))?.groups?.object;
  const off = xml.replace('<status>Active</status>', '<status>Inactive</status>');
  if (object === undefined || off === xml) return [];
  const { type, fullName } = component;
  const changed = [
    { path: meta, on: xml, off },
    { path: source, on: code, off: code },
  ];
  return [
    {
      ...{ type, fullName, object, kind: 'trigger' },
      ...(isProduction && !component.isManaged
        ? { reason: 'production' }
        : switched(component.isManaged, { type, fullName, files: changed })),
    },
  ];
}

function flows({ component, files }: Seen, { versionOf }: OrgFacts): Automation[] {
  const [document] = documents(files);
  const object = document && objectOfFlow(document.xml);
  if (object === undefined || textOf(document?.xml, 'status') !== 'Active') return [];
  const { fullName, isManaged } = component;
  const version = versionOf(fullName);
  const definition = (number: number): string =>
    String(
      writeDocument(newDocument('FlowDefinition', [textElement('activeVersionNumber', String(number))])),
    );
  const automation = { type: 'Flow', fullName, object, kind: 'flow' } as const;
  if (version === undefined && !isManaged) return [{ ...automation, reason: 'version-unknown' }];
  // "Set to 0 to deactivate" (Metadata API Developer Guide, FlowDefinition).
  const file = {
    path: `flowDefinitions/${fullName}.flowDefinition`,
    on: definition(version ?? 0),
    off: definition(0),
  };
  return [{ ...automation, ...switched(isManaged, { type: 'FlowDefinition', fullName, files: [file] }) }];
}

/** A flow's start names the object; a process of Process Builder keeps it among its metadata values. */
function objectOfFlow(document: XmlDocument): string | undefined {
  const start = document.elements.find(({ name }) => name === 'start');
  if (start?.children.get('triggerType')?.startsWith('Record')) return start.children.get('object');
  if (textOf(document, 'processType') !== 'Workflow') return undefined;
  const values = document.elements.filter(({ name }) => name === 'processMetadataValues');
  const object = values.find(({ children }) => children.get('name') === 'ObjectType');
  return /<stringValue>(\w+)<\/stringValue>/.exec(object?.xml ?? '')?.[1];
}

function duplicateRules({ component, files }: Seen): Automation[] {
  const { type, fullName, isManaged } = component;
  const [object = ''] = fullName.split('.');
  return documents(files)
    .filter(({ xml }) => textOf(xml, 'isActive') === 'true')
    .map(({ path, xml }) => {
      const elements = xml.elements.map((element) =>
        element.name === 'isActive' ? textElement('isActive', 'false') : element,
      );
      const file = { path, on: String(writeDocument(xml)), off: String(writeDocument({ ...xml, elements })) };
      const kind: AutomationKind = 'duplicate-rule';
      return { type, fullName, object, kind, ...switched(isManaged, { type, fullName, files: [file] }) };
    });
}

const ACTIVE = '<active>true</active>';

/** Rules inside a component that is named after its object. */
function elementsOf(
  { component, files }: Seen,
  tag: string,
  type: string,
  kind: AutomationKind,
): Automation[] {
  return documents(files).flatMap(({ path, xml }) =>
    xml.elements
      .filter(({ name, children }) => name === tag && children.get('active') === 'true')
      .map((rule): Automation => {
        const name = rule.children.get('fullName') ?? '';
        const fullName = `${component.fullName}.${name}`;
        const automation = { type, fullName, object: component.fullName, kind };
        // Only the REST and SOAP headers for assignment make these run.
        if (kind === 'assignment-rule') return { ...automation, reason: 'not-fired' };
        const isManaged = component.isManaged && name.startsWith(`${component.namespace}__`);
        const alone = (element: XmlElement): string => String(writeDocument({ ...xml, elements: [element] }));
        const off = { ...rule, xml: rule.xml.replace(ACTIVE, '<active>false</active>') };
        const file = { path, on: alone(rule), off: alone(off) };
        return { ...automation, ...switched(isManaged, { type, fullName, files: [file] }) };
      }),
  );
}

function switched(
  isManaged: boolean,
  found: NonNullable<Automation['switch']>,
): { readonly switch: Automation['switch'] } | { readonly reason: Unswitchable } {
  return isManaged ? { reason: 'managed' } : { switch: found };
}

function documents(files: Seen['files']): Array<{ readonly path: string; readonly xml: XmlDocument }> {
  return [...files].flatMap(([path, bytes]) => {
    const xml = readDocument(bytes);
    return xml === undefined ? [] : [{ path, xml }];
  });
}

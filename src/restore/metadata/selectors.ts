// Which components a person means: `ApexClass`, `ApexClass:Invoice`, `CustomField:Account.Rating__c`. A component that holds
// others stands for them too. Names that neither state knows are errors, never an empty result.
import { Failure } from '../../kit/failure.ts';
import type { ComponentName } from '../../org/metadata/component.ts';
import type { Difference, Finding } from './findings.ts';
import { readDocument } from './document.ts';
import { parentTypeOf, takeApart, type PartTypes } from './partTypes.ts';
import { keyOf, type MetadataState } from './state.ts';

export interface Selector {
  readonly type: string;
  /** Missing: all of the type. */
  readonly fullName?: string;
}

/** @throws Failure `selectorInvalid` {selector} */
export function parseSelector(text: string): Selector {
  const [, type, fullName] = /^([A-Za-z]\w*)(?::(.+))?$/s.exec(text.trim()) ?? [];
  if (type === undefined) throw new Failure('selectorInvalid', { selector: text });
  return fullName === undefined || fullName === '*' ? { type } : { type, fullName };
}

/** Whether any selector means it; no selectors mean everything. */
export function isSelected(selectors: readonly Selector[], { type, fullName, parent }: Difference): boolean {
  const means = (name: ComponentName, selector: Selector): boolean =>
    selector.type === name.type && (selector.fullName ?? name.fullName) === name.fullName;
  return (
    selectors.length === 0 ||
    selectors.some(
      (selector) => means({ type, fullName }, selector) || (parent !== undefined && means(parent, selector)),
    )
  );
}

/** Whether a component's files must be looked at for the selectors: it is meant, or it may hold what is. */
export function mayHold(selectors: readonly Selector[], component: ComponentName, parts: PartTypes): boolean {
  return (
    selectors.length === 0 ||
    selectors.some(({ type, fullName }) => {
      if (type === component.type) return fullName === undefined || fullName === component.fullName;
      if (parentTypeOf(parts, type) !== component.type) return false;
      return fullName === undefined || isNamedAlone(parts, type) || parentOf(fullName) === component.fullName;
    })
  );
}

/**
 * Checks that every selector with a name finds something, in the version or in the org.
 * @throws Failure `componentUnknown` {component}; `parentDeleted` {component, parent} for a part of something the org
 *   no longer has and the selection does not bring back
 */
export async function checkSelectors(
  selectors: readonly Selector[],
  states: readonly MetadataState[],
  findings: readonly Finding[],
  parts: PartTypes,
): Promise<void> {
  for (const { type, fullName } of selectors) {
    const component = fullName === undefined ? type : keyOf({ type, fullName });
    if (!(await isKnown({ type, fullName }, states, parts)))
      throw new Failure('componentUnknown', { component });
    const parentType = parentTypeOf(parts, type);
    const lacking = findings.find(
      ({ difference }) =>
        difference.change === 'deleted' &&
        difference.type === parentType &&
        fullName !== undefined &&
        difference.fullName === parentOf(fullName) &&
        !isSelected(selectors, difference),
    );
    if (lacking) throw new Failure('parentDeleted', { component, parent: keyOf(lacking.difference) });
  }
}

async function isKnown(
  { type, fullName }: Selector,
  states: readonly MetadataState[],
  parts: PartTypes,
): Promise<boolean> {
  const isType = states.some(({ components }) =>
    [...components.values()].some((component) => mayHold([{ type }], component, parts)),
  );
  if (fullName === undefined || !isType) return isType;
  const key = keyOf({ type, fullName });
  for (const state of states) {
    if (state.components.has(key)) return true;
    const holders = [...state.components.values()].filter(
      (component) => component.type !== type && mayHold([{ type, fullName }], component, parts),
    );
    for (const holder of holders) {
      const contents = await state.read(new Set(holder.files.map(({ path }) => path)));
      for (const bytes of contents.values()) {
        const document = readDocument(bytes);
        if (document && takeApart(document, holder, parts).parts.has(key)) return true;
      }
    }
  }
  return false;
}

/** Names of parts have one dot more than their parents' have. */
const parentOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));

function isNamedAlone(parts: PartTypes, type: string): boolean {
  return [...parts.values()]
    .flatMap((byElement) => [...byElement.values()])
    .some((part) => part.type === type && part.namedAlone);
}

// Metadata of all types into the run: listed by type and folder, retrieved in packs, indexed by file. What was listed
// and did not come is a gap, whoever is to blame.

import { gapReason, OrgError, reactionTo } from '../../org/errors.ts';
import { describeTypes } from '../../org/metadata/describeTypes.ts';
import { listComponents, type ListingError } from '../../org/metadata/listComponents.ts';
import { planPacks } from '../../org/metadata/planPacks.ts';
import { retrieveAll } from '../../org/metadata/retrieveAll.ts';
import { registryFor } from '../../org/metadata/sdr.ts';
import type { Gap } from '../../vault/gaps.ts';
import type { Manifest } from '../../vault/manifest/manifest.ts';
import type { RunContext } from '../runContext.ts';
import { ComponentLedger } from './componentLedger.ts';
import { PackShelf } from './packShelf.ts';

export interface CapturedMetadata {
  readonly gaps: readonly Gap[];
  /** Writes the index, once the volumes that hold the packs are closed. */
  index(): Promise<Manifest['metadata']>;
}

export async function captureMetadata(context: RunContext): Promise<CapturedMetadata> {
  try {
    return await captureListed(context);
  } catch (error) {
    if (!(error instanceof OrgError) || reactionTo(error) === 'stop') throw error;
    const detail = `${error.code}: ${error.text}`;
    const gap: Gap = { kind: 'metadata-type', name: '*', reason: gapReason(error), detail };
    return { gaps: [gap], index: () => Promise.resolve(undefined) };
  }
}

async function captureListed({ session, signal, listener, run }: RunContext): Promise<CapturedMetadata> {
  const types = await describeTypes(session);
  const { components, errors } = await listComponents(session, types, { signal });
  listener({ kind: 'expected', part: 'metadata', items: components.length });
  const ledger = new ComponentLedger(components);
  const shelf = new PackShelf(run);
  for await (const outcome of retrieveAll(session, planPacks(components), {
    registry: await registryFor(types),
    scratch: await run.scratch(),
    signal,
  })) {
    if (outcome.kind === 'lost') {
      ledger.lost(outcome);
      continue;
    }
    await shelf.put(outcome);
    listener({ kind: 'taken', part: 'metadata', items: ledger.came(outcome), bytes: outcome.zip.length });
  }
  await shelf.mergeProfiles();
  return {
    gaps: [...errors.map(listingGap), ...ledger.gaps(), ...shelf.conflicts()],
    index: () => shelf.index(),
  };
}

function listingGap({ type, folder, error }: ListingError): Gap {
  return {
    kind: 'metadata-type',
    name: folder === undefined ? type : `${type} in ${folder}`,
    reason: gapReason(error),
    detail: `${error.code}: ${error.text}`,
  };
}

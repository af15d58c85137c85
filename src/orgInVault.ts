// Which org of a vault a command means. Looking at versions needs no login: an org Id will do, and a vault with one org
// needs nothing at all.

import { ConfigAggregator, OrgConfigProperties, StateAggregator } from '@salesforce/core';
import { Failure } from './kit/failure.ts';
import type { Vault } from './vault/vault.ts';
import { orgIds } from './vault/versions.ts';

const ORG_ID = /^00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/;

/**
 * The 18-character Id of the org meant by `named`: an org Id, or the alias or username of an org the CLI knows.
 * Without it, the vault's only org, or else the CLI's default org.
 * @throws Failure `orgNotInVault`, `severalOrgsInVault`
 */
export async function orgInVault(vault: Vault, named: string | undefined): Promise<string> {
  const present = await orgIds(vault);
  if (named !== undefined) return requirePresent(vault, present, named, await orgIdOf(named));
  const [only, ...others] = present;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) throw new Failure('vaultEmpty', { vault: vault.place });
  const byDefault = await defaultOrg();
  const id = byDefault === undefined ? undefined : find(present, await orgIdOf(byDefault));
  if (id === undefined)
    throw new Failure('severalOrgsInVault', { vault: vault.place, orgs: present.join(', ') });
  return id;
}

/** As `orgInVault`, but without a name every org of the vault. */
export async function orgsInVault(vault: Vault, named: string | undefined): Promise<string[]> {
  return named === undefined ? orgIds(vault) : [await orgInVault(vault, named)];
}

function requirePresent(
  vault: Vault,
  present: readonly string[],
  named: string,
  id: string | undefined,
): string {
  const found = find(present, id);
  if (found === undefined) throw new Failure('orgNotInVault', { vault: vault.place, org: named });
  return found;
}

function find(present: readonly string[], id: string | undefined): string | undefined {
  return id === undefined ? undefined : present.find((other) => other.slice(0, 15) === id.slice(0, 15));
}

async function defaultOrg(): Promise<string | undefined> {
  const { value } = (await ConfigAggregator.create()).getInfo(OrgConfigProperties.TARGET_ORG);
  return typeof value === 'string' ? value : undefined;
}

async function orgIdOf(named: string): Promise<string | undefined> {
  if (ORG_ID.test(named)) return named;
  const state = await StateAggregator.getInstance();
  const username = state.aliases.getUsername(named) ?? named;
  if (!(await state.orgs.exists(username))) return undefined;
  return (await state.orgs.read(username))?.orgId;
}

// OAuth tokens: more than a query may return, so that the cap of 2,500 shows. Their Id is always null ("reserved for
// future use", Object Reference, OauthToken), so they are kept by DeleteToken. Every token text says what it is.

import { DAY } from '../calendar.ts';
import { below, between, mix, oneIn, saltOf } from '../hash.ts';
import { isActiveUser, USER, USER_COUNT } from '../people.ts';
import type { Draft, KeptRecipe, World } from '../recipe.ts';
import { CONNECTED_APPS, menuItemOf, UNINSTALLED_APPS } from './apps.ts';

const TOKENS = 3200;

/** One token row; incidents build theirs with it too. */
export function tokenRow(
  world: World,
  token: {
    readonly number: number;
    readonly app: string;
    readonly menuItem: string | null;
    readonly user: number;
    readonly ageDays: number;
    readonly idleDays: number | null;
    readonly uses: number;
  },
): Draft {
  const text = (kind: string): string =>
    `practice-${kind}-token-${String(token.number).padStart(6, '0')}-${mix(saltOf(world.seed, kind), token.number).toString(16).padStart(8, '0')}`;
  const created = world.calendar.moment(token.ageDays * DAY + (token.number % DAY));
  const used =
    token.idleDays === null
      ? null
      : world.calendar.moment(Math.min(token.idleDays, token.ageDays) * DAY + (token.number % DAY));
  return {
    Id: null,
    AppName: token.app,
    AppMenuItemId: token.menuItem,
    UserId: world.ids('User').at(token.user),
    CreatedDate: created,
    LastUsedDate: used,
    UseCount: token.uses,
    DeleteToken: text('delete'),
    AccessToken: text('refresh'),
    RequestToken: null,
  };
}

export const oauthTokens: KeptRecipe = {
  object: 'OauthToken',
  key: 'DeleteToken',
  rows: (world) => Array.from({ length: TOKENS }, (_, number) => tokenRow(world, tokenFacts(world, number))),
};

function tokenFacts(world: World, number: number): Parameters<typeof tokenRow>[1] {
  const h = mix(saltOf(world.seed, 'tokens'), number);
  const app = below(CONNECTED_APPS.length, mix(h, 1));
  const isUninstalled = oneIn(40, mix(h, 2));
  const ageDays = between(2, 700, mix(h, 3));
  const isUsed = !oneIn(20, mix(h, 4));
  return {
    number,
    app: isUninstalled ? UNINSTALLED_APPS[number % UNINSTALLED_APPS.length] : CONNECTED_APPS[app][0],
    menuItem: isUninstalled ? null : menuItemOf(world, app),
    user: tokenUser(mix(h, 5)),
    ageDays,
    idleDays: isUsed ? between(1, 400, mix(h, 6)) : null,
    uses: isUsed ? between(1, 4000, mix(h, 7)) : 0,
  };
}

/** Mostly employees at work; a few tokens outlived their holder's leaving. */
function tokenUser(h: number): number {
  const user = oneIn(10, h) ? below(5, mix(h, 1)) : between(USER.firstPerson, USER_COUNT - 1, mix(h, 1));
  return isActiveUser(user) || oneIn(4, mix(h, 2)) ? user : user - 1;
}

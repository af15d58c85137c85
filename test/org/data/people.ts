// Who works at the company: the users' places in the User table, by what they are for, and names for everybody.

import { below, mix, pick } from './hash.ts';
import { FIRST_NAMES, LAST_NAMES } from './words.ts';

export const USER_COUNT = 200;

/** Index of the users that have a part to play; everybody from `firstPerson` on is an employee. */
export const USER = {
  admin: 0,
  nightly: 1,
  auditor: 2,
  sales: 3,
  noapi: 4,
  automatedProcess: 5,
  siteGuest: 6,
  erpIntegration: 7,
  marketingIntegration: 8,
  platformIntegration: 9,
  firstPerson: 10,
} as const;

/** Every tenth employee has left; some of them were frozen first and one is frozen but still active. */
export function isActiveUser(index: number): boolean {
  return index < USER.firstPerson || index % 10 !== 7;
}

export function isFrozenUser(index: number): boolean {
  return index === 57 || index === 107 || index === 42;
}

/** Who makes and owns records: employees, the sales user, the administrator, an integration now and then. */
export function authorOf(h: number): number {
  const share = below(100, h);
  if (share < 4) return USER.admin;
  if (share < 12) return USER.sales;
  if (share < 15) return USER.erpIntegration;
  return USER.firstPerson + below(USER_COUNT - USER.firstPerson, mix(h, 1));
}

export function firstName(h: number): string {
  return pick(FIRST_NAMES, mix(h, 11));
}

export function lastName(h: number): string {
  return pick(LAST_NAMES, mix(h, 12));
}

/** An address at `domain` that is plain ASCII whatever the name. */
export function mailAddress(first: string, last: string, domain: string, number: number): string {
  const plain = (name: string): string =>
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase();
  return `${plain(first) || 'p'}.${plain(last) || 'contact'}${number}@${domain}`;
}

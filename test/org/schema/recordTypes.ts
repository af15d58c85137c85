// The record types of an object as its describe lists them: its own ones and, last, the master.

import { idSeries } from '../store/ids.ts';

const master = {
  active: true,
  available: true,
  defaultRecordTypeMapping: false,
  developerName: 'Master',
  master: true,
  name: 'Master',
  recordTypeId: '012000000000000AAA',
};

/**
 * `recordTypeInfos` of a describe, layouts' URLs left out. The first record type is the default one.
 * @param firstOrdinal number of record types that objects before this one have; makes the Ids
 * @param instance of the Ids, as store/ids.ts tells it
 */
export function recordTypeInfos(
  developerNames: readonly string[],
  firstOrdinal: number,
  instance: string,
): ReadonlyArray<Record<string, unknown>> {
  const ids = idSeries('012', instance);
  const own = developerNames.map((developerName, index) => ({
    ...master,
    defaultRecordTypeMapping: index === 0,
    developerName,
    master: false,
    name: developerName.replaceAll('_', ' '),
    recordTypeId: ids.at(firstOrdinal + index),
  }));
  return [...own, { ...master, defaultRecordTypeMapping: own.length === 0 }];
}

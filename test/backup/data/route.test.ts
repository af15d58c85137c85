import { expect } from 'chai';
import { firstRoute, nextRoute, type Decision, type Route } from '../../../src/backup/data/route.ts';
import { OrgError } from '../../../src/org/errors.ts';
import type { GlobalDescribeEntry } from '../../../src/org/describe.ts';
import { anEntry } from '../describes.ts';

describe('firstRoute', () => {
  const cases: ReadonlyArray<[string, GlobalDescribeEntry, number | undefined, object]> = [
    ['reads a small object by REST', anEntry('Account'), 10, { route: 'rest' }],
    ['reads an object of exactly the threshold by REST', anEntry('Account'), 100, { route: 'rest' }],
    ['reads a large object by Bulk', anEntry('Account'), 101, { route: 'bulk' }],
    ['starts with REST where the org gives no count', anEntry('Account'), undefined, { route: 'rest' }],
    ['reads links of files through the files', anEntry('ContentDocumentLink'), 5000, { route: 'byParents' }],
    [
      'names what cannot be queried',
      anEntry('ActivityHistory', { queryable: false }),
      0,
      { gap: 'not-queryable' },
    ],
    ['leaves external objects where they are', anEntry('Supplier__x'), 7, { gap: 'unsupported' }],
    ['leaves computed views', anEntry('EntityParticle'), 7, { gap: 'unsupported' }],
  ];
  for (const [name, entry, rows, expected] of cases) {
    it(name, () => expect(firstRoute(entry, rows, 100)).to.deep.include(expected));
  }
});

describe('nextRoute', () => {
  const refused = (code: string, text: string, status = 400): OrgError => new OrgError(code, status, text);
  const notInBulk = refused('API_ERROR', "Entity 'TaskStatus' is not supported by the Bulk API");
  const tooWide = refused('QUERY_TOO_COMPLICATED', 'Query is either selecting too many fields');
  const cases: ReadonlyArray<[string, string, Route[], OrgError, Partial<Record<'route' | 'gap', string>>]> =
    [
      ['turns from Bulk to REST', 'TaskStatus', ['bulk'], notInBulk, { route: 'rest' }],
      [
        'turns from a long URI to Bulk, whose query is in the body',
        'Wide__c',
        ['rest'],
        refused('HTTP_414', 'URI Too Long', 414),
        { route: 'bulk' },
      ],
      [
        'splits columns where Bulk finds them too many',
        'Wide__c',
        ['rest', 'bulk'],
        tooWide,
        { route: 'columns' },
      ],
      [
        'splits columns where REST finds them too many and Bulk was tried',
        'Wide__c',
        ['bulk', 'rest'],
        tooWide,
        { route: 'columns' },
      ],
      [
        'splits a failed job by Id ranges',
        'Task',
        ['bulk'],
        refused('BULK_JOB_FAILED', 'failed after 15 tries'),
        { route: 'ranges' },
      ],
      [
        'gives up on an unknown filter',
        'Oddity',
        ['rest'],
        refused('MALFORMED_QUERY', 'a filter on a reified column is required'),
        { gap: 'filter-required' },
      ],
      [
        'names a missing permission',
        'Account',
        ['rest'],
        refused('INSUFFICIENT_ACCESS', 'insufficient access rights', 403),
        { gap: 'no-permission' },
      ],
      [
        'never tries a route twice',
        'Account',
        ['rest', 'bulk', 'columns'],
        notInBulk,
        { gap: 'unsupported' },
      ],
    ];
  for (const [name, object, tried, error, expected] of cases) {
    it(name, () => {
      const decision: Decision = nextRoute(object, tried.at(-1)!, tried, error);
      expect(decision).to.deep.include(expected);
    });
  }
});

import { expect } from 'chai';
import type { Call } from '../http/call.ts';
import { fromClause, objectOf } from './objectOf.ts';

const call = (target: string): Call => {
  const url = new URL(target, 'http://localhost');
  return {
    method: 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: {},
    body: () => Promise.resolve(Buffer.alloc(0)),
  };
};
const lookup = {
  job: (id: string) => (id === '750' ? 'Case' : undefined),
  cursor: (id: string) => (id === '01g-2000' ? 'Lead' : undefined),
};

describe('the object of a call', () => {
  const cases: ReadonlyArray<readonly [string, string | undefined]> = [
    ['/services/data/v64.0/sobjects/Account/describe', 'Account'],
    ['/services/data/v64.0/query?q=SELECT+Id+FROM+Contact', 'Contact'],
    ['/services/data/v64.0/jobs/query/750/results', 'Case'],
    ['/services/data/v64.0/query/01g-2000', 'Lead'],
    ['/services/data/v64.0/limits', undefined],
  ];
  for (const [target, object] of cases) {
    it(`${target} is about ${String(object)}`, () => {
      expect(objectOf(call(target), lookup)).to.equal(object);
    });
  }
});

describe('the FROM of a query', () => {
  it('is the outermost one', () => {
    expect(
      fromClause("SELECT Id, (SELECT Id FROM Contacts WHERE (A = 1)) FROM Account WHERE Name = 'from (x'"),
    ).to.equal('Account');
  });
});

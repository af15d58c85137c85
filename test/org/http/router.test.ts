import { expect } from 'chai';
import { createRouter, type Route } from './router.ts';
import { routes } from './routes.ts';

const find = (method: string, path: string) => createRouter(routes).find(method, path);

describe('the router', () => {
  const cases: ReadonlyArray<readonly [string, string, string, Readonly<Record<string, string>>, number]> = [
    ['GET', '/services/data', 'versions', {}, 0],
    ['GET', '/services/data/', 'versions', {}, 0],
    [
      'GET',
      '/services/data/v51.0/sobjects/User/005',
      'record',
      { version: 'v51.0', object: 'User', id: '005' },
      51,
    ],
    [
      'GET',
      '/services/data/v64.0/sobjects/Account/deleted',
      'deleted',
      { version: 'v64.0', object: 'Account' },
      64,
    ],
    [
      'GET',
      '/services/data/v64.0/sobjects/X/Ext__c/a%2Fb',
      'recordPart',
      { version: 'v64.0', object: 'X', first: 'Ext__c', second: 'a/b' },
      64,
    ],
    [
      'GET',
      '/services/data/v64.0/query/01g-2000',
      'queryMore',
      { version: 'v64.0', locator: '01g-2000' },
      64,
    ],
    ['POST', '/services/async/64.0/job', 'classicJobCreate', { version: '64.0' }, 64],
    ['POST', '/services/Soap/m/67.0/00D', 'metadata', { version: '67.0', org: '00D' }, 67],
    [
      'POST',
      '/services/data/v64.0/sobjects/Account',
      'recordCreate',
      { version: 'v64.0', object: 'Account' },
      64,
    ],
    ['HEAD', '/services/data/v64.0/limits', 'limits', { version: 'v64.0' }, 64],
  ];
  for (const [method, path, name, params, apiVersion] of cases) {
    it(`sends ${method} ${path} to ${name}`, () => {
      const lookup = find(method, path);
      if (!('found' in lookup)) throw new Error('nothing found');
      expect(lookup.found.route.name).to.equal(name);
      expect(lookup.found.params).to.deep.equal(params);
      expect(lookup.found.apiVersion).to.equal(apiVersion);
    });
  }

  it('tells which methods a known path takes', () => {
    expect(find('PUT', '/services/data/v64.0/jobs/query')).to.deep.equal({ allowed: ['POST', 'GET'] });
    expect(find('GET', '/nowhere')).to.deep.equal({ allowed: [] });
  });

  it('takes the earlier of two rows', () => {
    const row = (name: string, path: string): Route => ({
      name,
      method: 'GET',
      path,
      protocol: 'open',
      handle: () => {
        throw new Error(name);
      },
    });
    const lookup = createRouter([row('exact', '/a/b'), row('loose', '/a/:x')]).find('GET', '/a/b');
    expect('found' in lookup && lookup.found.route.name).to.equal('exact');
  });
});

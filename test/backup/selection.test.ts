import { expect } from 'chai';
import { takes, takesField, takesObject, unknownNames, type Selection } from '../../src/backup/selection.ts';

const all: Selection = { only: [], sobjects: [], exclude: [] };

describe('what a selection takes', () => {
  it('is everything when nothing was named', () => {
    expect(takes(all, 'files')).to.equal(true);
    expect(takesObject(all, 'Account')).to.equal(true);
    expect(takesObject(all, 'PermissionSet')).to.equal(true);
  });

  it('keeps security rows and other rows apart', () => {
    const security: Selection = { ...all, only: ['security'] };
    expect(takesObject(security, 'PermissionSet')).to.equal(true);
    expect(takesObject(security, 'Account')).to.equal(false);
    expect(takesObject({ ...all, only: ['data'] }, 'PermissionSet')).to.equal(false);
  });

  it('compares names without regard to case', () => {
    expect(takesObject({ ...all, sobjects: ['account'] }, 'Account')).to.equal(true);
    expect(takesObject({ ...all, exclude: ['ACCOUNT'] }, 'Account')).to.equal(false);
    expect(takesField({ ...all, exclude: ['account.name'] }, 'Account', 'Name')).to.equal(false);
  });

  it('leaves the object in when only one of its fields is out', () => {
    expect(takesObject({ ...all, exclude: ['Account.Phone'] }, 'Account')).to.equal(true);
  });
});

describe('unknownNames', () => {
  it('finds a mistyped object among those asked for and those left out', () => {
    const selection: Selection = { ...all, sobjects: ['Acount', 'contact'], exclude: ['Leed.Phone'] };
    expect(unknownNames(selection, ['Account', 'Contact', 'Lead'])).to.deep.equal(['Acount', 'Leed']);
  });
});

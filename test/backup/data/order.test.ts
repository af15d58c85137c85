import { expect } from 'chai';
import fc from 'fast-check';
import { childrenFirst } from '../../../src/backup/data/order.ts';
import { anObject } from '../describes.ts';

describe('childrenFirst', () => {
  it('puts a child before every object it points at', () => {
    const objects = [
      anObject('Account'),
      anObject('Contact', { AccountId: ['Account'] }),
      anObject('Case', { ContactId: ['Contact'], AccountId: ['Account'] }),
    ];
    expect(childrenFirst(objects)).to.deep.equal(['Case', 'Contact', 'Account']);
  });

  it('does not care about references to itself or to objects outside', () => {
    const objects = [anObject('Account', { ParentId: ['Account'], OwnerId: ['User'] })];
    expect(childrenFirst(objects)).to.deep.equal(['Account']);
  });

  it('enters a cycle at the object that the fewest others point at', () => {
    const objects = [anObject('A', { B: ['B'] }), anObject('B', { A: ['A'] }), anObject('C', { A: ['A'] })];
    expect(childrenFirst(objects)).to.deep.equal(['C', 'A', 'B']);
  });

  it('names every object once and respects every reference that lies in no cycle', () => {
    const graphs = fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 60 });
    fc.assert(
      fc.property(graphs, (edges) => {
        // Edges from a higher number to a lower one only: no cycles.
        const objects = Array.from({ length: 21 }, (_, index) =>
          anObject(
            `O${index}`,
            Object.fromEntries(
              edges
                .filter(([a, b]) => Math.max(a, b) === index && a !== b)
                .map(([a, b]) => [`F${Math.min(a, b)}`, [`O${Math.min(a, b)}`]]),
            ),
          ),
        );
        const order = childrenFirst(objects);
        expect([...order].sort()).to.deep.equal(objects.map((object) => object.name).sort());
        for (const object of objects) {
          for (const field of object.fields) {
            for (const target of field.referenceTo)
              expect(order.indexOf(object.name)).to.be.lessThan(order.indexOf(target));
          }
        }
      }),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { isFailure } from '../../../src/kit/failure.ts';
import { orderObjects, type Edge } from '../../../src/restore/decide/order.ts';

const hard = (child: string, parent: string): Edge => ({ child, parent, field: `${parent}Id`, hard: true });
const soft = (child: string, parent: string): Edge => ({ child, parent, field: `${parent}Ref`, hard: false });

const ORDERS: ReadonlyArray<readonly [what: string, objects: string[], edges: Edge[], expected: string[]]> = [
  ['parents come first', ['A', 'B', 'C'], [hard('A', 'B'), soft('B', 'C')], ['C', 'B', 'A']],
  ['objects without edges go by name', ['C', 'A', 'B'], [], ['A', 'B', 'C']],
  ['a circle is opened at its soft edge', ['A', 'B'], [hard('A', 'B'), soft('B', 'A')], ['B', 'A']],
  [
    'a circle of soft edges begins with the smallest name',
    ['B', 'A'],
    [soft('A', 'B'), soft('B', 'A')],
    ['A', 'B'],
  ],
  ['a reference to itself orders nothing', ['A', 'B'], [hard('A', 'A'), hard('A', 'B')], ['B', 'A']],
  ['parents that are not restored do not matter', ['A'], [hard('A', 'Z')], ['A']],
  [
    'what points at a circle comes after it',
    ['A', 'B', 'C'],
    [hard('A', 'C'), soft('B', 'C'), hard('C', 'B')],
    ['B', 'C', 'A'],
  ],
];

describe('the order of objects', () => {
  for (const [what, objects, edges, expected] of ORDERS)
    it(what, () => expect(orderObjects(objects, edges)).to.deep.equal(expected));

  it('is refused for a circle of required references, naming only what is on it', () => {
    const edges = [hard('A', 'B'), hard('B', 'A'), hard('C', 'A'), soft('A', 'C')];
    try {
      orderObjects(['A', 'B', 'C'], edges);
    } catch (error) {
      expect(isFailure(error, 'requiredCycle')).to.equal(true);
      expect(error).to.have.property('tokens').that.deep.equals({ objects: 'A, B', fields: 'A.BId, B.AId' });
      return;
    }
    expect.fail('it was ordered');
  });

  it('keeps every hard edge, has every object once, and does not depend on the order it was asked in', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names), fc.boolean());
    const property = fc.property(fc.array(pair, { maxLength: 14 }), fc.nat(), (pairs, turn) => {
      // Hard edges follow the alphabet, so that they are never a circle.
      const edges = pairs
        .filter(([one, other]) => one !== other)
        .map(([one, other, isHard]) => (isHard ? hard(...descending(one, other)) : soft(one, other)));
      const order = orderObjects(names, edges);
      expect([...order].sort()).to.deep.equal(names);
      for (const edge of edges.filter((one) => one.hard))
        expect(order.indexOf(edge.parent)).to.be.lessThan(order.indexOf(edge.child));
      const turned = edges.map((_, at) => edges[(at + turn) % edges.length]!);
      expect(orderObjects(names.toReversed(), turned)).to.deep.equal(order);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

function descending(one: string, other: string): [string, string] {
  return one > other ? [one, other] : [other, one];
}

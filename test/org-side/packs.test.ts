import { expect } from 'chai';
import fc from 'fast-check';
import { type Component, type ComponentName, inOrder, named } from '../../src/org/metadata/component.ts';
import { type Pack, PACK_LIMITS, planPacks } from '../../src/org/metadata/planPacks.ts';
import { halves, MOST_LOSSES, retrieveBy } from '../../src/org/metadata/retrieveAll.ts';
import { failureOf, type RetrieveOutcome } from '../../src/org/metadata/retrievePack.ts';
import { gather } from './localServer.ts';

const names = (components: readonly ComponentName[]): string[] =>
  components.map(({ type, fullName }) => `${type}:${fullName}`);

describe('packs of a retrieve (case 29)', () => {
  const component = (kind: string, n: number): Component => named(kind, `N${String(n).padStart(5, '0')}`);
  const many = (kind: string, count: number): Component[] =>
    Array.from({ length: count }, (_, n) => component(kind, n));

  it('hold 12,000 components in parts under the limits, each component once', () => {
    const components = [...many('ApexClass', 6000), ...many('Report', 5000), ...many('StaticResource', 1000)];
    const packs = planPacks(components);
    expect(packs.length).to.be.greaterThan(5);
    expect(packs.flatMap((pack) => names(pack.components)).sort()).to.deep.equal(names(components).sort());
    for (const pack of packs) expect(pack.components.length).to.be.at.most(PACK_LIMITS.files);
  });

  it('take the profiles along wherever profiles speak of what is in them (case 30)', () => {
    const packs = planPacks([...many('Profile', 3), ...many('CustomObject', 2500), ...many('Report', 10)]);
    const withObjects = packs.filter((pack) =>
      pack.components.some(({ type: kind }) => kind === 'CustomObject'),
    );
    expect(withObjects.length).to.be.greaterThan(1);
    for (const pack of withObjects) expect(pack.profiles).to.have.length(3);
    expect(
      packs
        .filter((pack) => pack.components.some(({ type: kind }) => kind === 'Report'))
        .every((pack) => pack.profiles.length === 0),
    ).to.equal(true);
  });

  it('meet every profile with every component it speaks of, whatever the sizes', () => {
    const set = fc.record({
      profiles: fc.integer({ min: 0, max: 450 }),
      classes: fc.integer({ min: 0, max: 40 }),
      others: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(
        set,
        fc.integer({ min: 8_000_000, max: 30_000_000 }),
        ({ profiles, classes, others }, bytes) => {
          const components = [
            ...many('Profile', profiles),
            ...many('ApexClass', classes),
            ...many('Role', others),
          ];
          const packs = planPacks(components, { files: 1000, bytes });
          const met = new Set(
            packs.flatMap((pack) =>
              pack.profiles.flatMap((profile) =>
                pack.components.map((one) => `${profile.fullName} ${one.fullName}`),
              ),
            ),
          );
          expect(met.size).to.equal(profiles * classes);
          expect(
            names(packs.filter((pack) => !pack.repeats).flatMap((pack) => pack.components)).sort(),
          ).to.deep.equal(names(components.filter((one) => one.type !== 'Profile')).sort());
          expect(new Set(packs.flatMap((pack) => names(pack.profiles))).size).to.equal(profiles);
        },
      ),
      { numRuns: 50, verbose: true },
    );
  });

  it('are the same whatever order the components came in', () => {
    const components = [...many('Profile', 2), ...many('Layout', 50), ...many('Report', 30)];
    expect(planPacks(components.toReversed())).to.deep.equal(planPacks(components));
    expect(
      [named('B', 'a'), named('A', 'b'), named('A', 'B')].sort(inOrder).map(({ fullName }) => fullName),
    ).to.deep.equal(['B', 'b', 'a']);
  });
});

describe('a retrieve that the org refuses as a whole (case 29)', () => {
  const packOf = (count: number, profiles = 0): Pack => ({
    components: Array.from({ length: count }, (_, n) => ({ type: 'Report', fullName: `R${n}` })),
    profiles: Array.from({ length: profiles }, (_, n) => ({ type: 'Profile', fullName: `P${n}` })),
    repeats: false,
  });
  const came: RetrieveOutcome = { kind: 'retrieved', zip: Buffer.alloc(0), fileProperties: [], messages: [] };
  const poisonedBy =
    (...poison: string[]) =>
    (components: readonly ComponentName[]): Promise<RetrieveOutcome> =>
      Promise.resolve(
        components.some(({ fullName }) => poison.includes(fullName))
          ? { kind: 'refused', code: 'UNKNOWN_EXCEPTION', text: 'boom' }
          : came,
      );

  it('is halved until the poison component stands alone; the rest is saved', async () => {
    const outcomes = await gather(retrieveBy(poisonedBy('R7', 'R40'), [packOf(100)]));
    const lost = outcomes.filter((outcome) => outcome.kind === 'lost');
    const saved = outcomes
      .filter((outcome) => outcome.kind === 'retrieved')
      .flatMap(({ pack }) => pack.components);
    expect(lost.map(({ pack, code }) => [names(pack.components), code])).to.deep.equal([
      [['Report:R7'], 'UNKNOWN_EXCEPTION'],
      [['Report:R40'], 'UNKNOWN_EXCEPTION'],
    ]);
    expect(saved).to.have.length(98);
  });

  it('saves the profiles beside a poison component, and the component beside a poison profile', async () => {
    for (const poison of ['R1', 'P1']) {
      const outcomes = await gather(retrieveBy(poisonedBy(poison), [packOf(4, 3)]));
      const saved = new Set(
        outcomes
          .filter((outcome) => outcome.kind === 'retrieved')
          .flatMap(({ pack }) => [...names(pack.components), ...names(pack.profiles)]),
      );
      expect(saved.size).to.equal(6);
      expect([...saved].some((name) => name.endsWith(poison))).to.equal(false);
    }
  });

  it('is not halved for ever when everything is refused: the rest is named as lost', async () => {
    let calls = 0;
    const refuse = (): Promise<RetrieveOutcome> =>
      Promise.resolve({ kind: 'refused', code: 'X', text: String(calls++) });
    const lost = await gather(retrieveBy(refuse, [packOf(5000)]));
    expect(lost.flatMap(({ pack }) => pack.components)).to.have.length(5000);
    expect(calls).to.be.lessThan(MOST_LOSSES * 4);
  });

  it('has nothing to halve in a single component', () => expect(halves(packOf(1))).to.deep.equal([]));

  const statuses: ReadonlyArray<[string, Parameters<typeof failureOf>[0], string | undefined]> = [
    ['success', { status: 'Succeeded', success: true }, undefined],
    [
      'too many files',
      {
        status: 'Failed',
        success: false,
        errorStatusCode: 'LIMIT_EXCEEDED',
        errorMessage: 'LIMIT_EXCEEDED: Too many files in retrieve call, limit is: 10000',
      },
      'tooMuch',
    ],
    [
      'too large a zip',
      {
        status: 'Failed',
        success: false,
        errorStatusCode: 'UNKNOWN_EXCEPTION',
        errorMessage: 'The retrieved zip file exceeded the size limit',
      },
      'tooMuch',
    ],
    [
      'a poison component',
      {
        status: 'Failed',
        success: false,
        errorStatusCode: 'UNKNOWN_EXCEPTION',
        errorMessage: 'An unexpected error occurred',
      },
      'refused',
    ],
    ['success that is none', { status: 'Failed', success: true }, 'refused'],
  ];
  for (const [what, status, kind] of statuses) {
    it(`is judged by its status: ${what}`, () => expect(failureOf(status)?.kind).to.equal(kind));
  }
});

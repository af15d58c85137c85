import { expect } from 'chai';
import { access } from 'node:fs/promises';
import type { PreparedQuery } from '../soql/soql.ts';
import { createRenderings, type RenderRequest } from './renderings.ts';

describe('renderings', () => {
  let rendered = 0;
  beforeEach(() => {
    rendered = 0;
  });
  const request = (
    key: string,
    cells: () => Iterable<readonly string[]> = () => [['001']],
  ): RenderRequest => {
    const counted = function* (): Iterable<readonly string[]> {
      rendered += 1;
      yield* cells();
    };
    const prepared = { columns: [{ name: 'Id', type: 'id' }], cells: counted } as unknown as PreparedQuery;
    return { prepared, key, delimiter: 'COMMA', lineEnding: 'LF', pageRows: 2 };
  };

  it('are made once for equal keys and anew for others', async () => {
    const renderings = createRenderings();
    const [first, same, other] = await Promise.all(
      ['a', 'a', 'b'].map((key) => renderings.start(request(key)).file),
    );
    expect([first!.path === same!.path, first!.path === other!.path, rendered]).to.deep.equal([
      true,
      false,
      2,
    ]);
    await renderings.stop();
  });

  it('that fail are not kept, and do not hold up the next', async () => {
    const renderings = createRenderings();
    const failing = renderings.start(
      request('a', () => {
        throw new Error('row trouble');
      }),
    );
    expect(await failing.file.catch((error: unknown) => (error as Error).message)).to.equal('row trouble');
    expect((await renderings.start(request('a')).file).rows).to.equal(1);
    await renderings.stop();
  });

  it('are gone when they stop', async () => {
    const renderings = createRenderings();
    const { path } = await renderings.start(request('a')).file;
    await access(path);
    await renderings.stop();
    expect(await access(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code)).to.equal(
      'ENOENT',
    );
  });
});

import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createResultSet, type ResultSet } from './resultSet.ts';

describe('the results of a load', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'practice-org-result-set-'));
  });
  after(() => rm(folder, { recursive: true }));

  const batches = Array.from({ length: 6 }, (_, batch) =>
    Array.from({ length: 20 }, (_row, row) => `${batch}:${row}`),
  );
  const filled = async (name: string, salt: number): Promise<ResultSet> => {
    const set = createResultSet(join(folder, name), salt);
    for (const lines of batches) await set.append(lines.map((line) => `${line}\n`));
    return set;
  };
  const lines = async (set: ResultSet): Promise<string[]> => (await text(set.read(''))).trimEnd().split('\n');

  it('hold every line once, batches and lines out of order', async () => {
    const read = await lines(await filled('a', 1));
    expect(read).to.have.members(batches.flat());
    const batchOrder = [...new Set(read.map((line) => line.split(':')[0]))];
    expect(batchOrder).to.have.length(6).and.not.to.deep.equal(['0', '1', '2', '3', '4', '5']);
    const [first] = batchOrder;
    expect(read.filter((line) => line.startsWith(`${first}:`))).not.to.deep.equal(batches[Number(first)]);
  });

  it('come in the same order for the same seed, and in another for another', async () => {
    const read = await lines(await filled('b', 1));
    expect(await lines(await filled('c', 1))).to.deep.equal(read);
    expect(await lines(await filled('d', 2))).not.to.deep.equal(read);
  });

  it('are the header alone when there are none', async () => {
    expect(await text(createResultSet(join(folder, 'none'), 1).read('"sf__Id"\n'))).to.equal('"sf__Id"\n');
  });
});

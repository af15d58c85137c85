// What one side could not hand out must be neither brought back nor deleted.
import { expect } from 'chai';
import { isFailure } from '../../../src/kit/failure.ts';
import type { Fault } from '../../org/faults/plan.ts';
import { actionsOf, setMetadataBench, type MetadataBench } from './bench.ts';

const SMALL = { metadata: { components: 60, retrievePolls: 0, deployPolls: 0 } };
const UNLISTED: Fault = {
  on: { subject: 'ApexClass' },
  do: { effect: 'listMetadataError', errorCode: 'INSUFFICIENT_ACCESS', message: 'not today' },
};
const POISON: Fault = { on: { subject: 'ApexClass:OrderSync' }, do: { effect: 'killRetrieve' } };

describe('A metadata restore that cannot see everything', function () {
  this.timeout(120_000);
  let bench: MetadataBench;
  afterEach(() => bench.close());

  const planWith = async (fault: Fault): Promise<Awaited<ReturnType<MetadataBench['plan']>>> => {
    bench.org.setFaults({ seed: 1, faults: [fault] });
    const planned = await bench.plan({ exact: true });
    bench.org.setFaults();
    return planned;
  };

  it('leaves types alone that the org does not list', async () => {
    bench = await setMetadataBench(SMALL);
    const planned = await planWith(UNLISTED);
    expect(actionsOf(planned)).to.deep.equal([]);
    expect(planned.plan.notCompared).to.deep.equal([
      { name: 'ApexClass', detail: 'no-permission: not today' },
    ]);
  });

  it('leaves a component alone that the org does not hand out', async () => {
    bench = await setMetadataBench(SMALL);
    const planned = await planWith(POISON);
    expect(actionsOf(planned)).to.deep.equal([]);
    expect(planned.plan.notCompared.map(({ name }) => name)).to.include('ApexClass:OrderSync');
  });

  it('deletes nothing that the version could not list', async () => {
    bench = await setMetadataBench(SMALL, [UNLISTED]);
    const planned = await bench.plan({ exact: true });
    expect(actionsOf(planned)).to.deep.equal([]);
    expect(planned.plan.notCompared.map(({ name }) => name)).to.include('ApexClass');
  });

  it('deletes nothing that the version could not take', async () => {
    bench = await setMetadataBench(SMALL, [POISON]);
    const planned = await bench.plan({ exact: true });
    expect(actionsOf(planned)).to.deep.equal([]);
    expect(planned.plan.notCompared.map(({ name }) => name)).to.include('ApexClass:OrderSync');
  });

  it('refuses another org than the version’s', async () => {
    bench = await setMetadataBench(SMALL);
    const table = bench.org.state.tables.of('Organization');
    const [row] = [...table.rows()];
    table.drop(String(row!['Id']));
    table.put({ ...row!, Id: '00D000000000001AAA' });
    const error: unknown = await bench.plan().catch((thrown: unknown) => thrown);
    expect(isFailure(error, 'wrongOrg')).to.equal(true);
  });
});

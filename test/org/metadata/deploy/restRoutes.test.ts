import { expect } from 'chai';
import { DATA, refusedWith, visit } from '../../http/visitor.ts';
import type { RunningOrg } from '../../startOrg.ts';
import { deployOrg, label, packageZip } from './fixtures.ts';

describe('Deploys over REST', function () {
  this.timeout(60_000);
  let org: RunningOrg;
  before(async () => {
    org = await deployOrg();
  });
  after(() => org.stop());

  const post = async (zip: Buffer, deployOptions: unknown): Promise<Response> => {
    const boundary = 'practice';
    const parts = [
      `--${boundary}\r\nContent-Disposition: form-data; name="json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ deployOptions })}\r\n`,
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="deploy.zip"\r\nContent-Type: application/zip\r\n\r\n`,
    ];
    return fetch(`${org.url}${DATA}/metadata/deployRequest`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${org.token()}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: new Uint8Array(
        Buffer.concat([Buffer.from(parts.join('')), zip, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      ),
    });
  };

  interface RestDeploy {
    readonly id: string;
    readonly validatedDeployRequestId: string | null;
    readonly deployOptions: { readonly checkOnly: boolean };
    readonly deployResult: {
      readonly status: string;
      readonly success: boolean;
      readonly completedDate: string | null;
      readonly details?: {
        readonly componentSuccesses: Array<{ readonly fullName: string; readonly created: boolean }>;
      };
    };
  }

  it('take a multipart zip, tell the result with real booleans, and quick deploy', async () => {
    const zip = packageZip(label('Rest_Label'));
    const started = await post(zip, {
      checkOnly: true,
      rollbackOnError: true,
      singlePackage: true,
      testLevel: 'RunLocalTests',
    });
    expect(started.status).to.equal(201);
    const { id, deployResult } = (await started.json()) as RestDeploy;
    expect(deployResult.status).to.equal('Pending');
    const done = (
      await visit(org).get(`${DATA}/metadata/deployRequest/${id}?includeDetails=true`)
    ).json<RestDeploy>();
    expect(done.deployResult).to.include({ status: 'Succeeded', success: true });
    expect(done.deployResult.completedDate).to.match(/\+0000$/);
    expect(done.deployResult.details?.componentSuccesses[0]).to.include({
      fullName: 'Rest_Label',
      created: true,
    });
    const quick = await visit(org).send(
      'POST',
      `${DATA}/metadata/deployRequest`,
      { validatedDeployRequestId: id },
      { 'content-type': 'application/json' },
    );
    expect([quick.status, quick.json<RestDeploy>().validatedDeployRequestId]).to.deep.equal([201, id]);
    const real = (
      await visit(org).get(`${DATA}/metadata/deployRequest/${quick.json<RestDeploy>().id}`)
    ).json<RestDeploy>();
    expect([real.deployResult.status, real.deployOptions.checkOnly]).to.deep.equal(['Succeeded', false]);
    expect(real.deployResult).to.not.have.property('details');
    const again = await visit(org).send('PATCH', `${DATA}/metadata/deployRequest/${id}`, {
      deployResult: { status: 'Canceling' },
    });
    expect(refusedWith(again)).to.deep.equal([400, 'INVALID_ID_FIELD']);
  });
});

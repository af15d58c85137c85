import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, 'main.ts');

describe('npm run org', function () {
  this.timeout(30_000);

  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const firstText = async (child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> => {
    const [chunk] = (await once(child[stream]!, 'data')) as [Buffer];
    return chunk.toString('utf8');
  };

  it('prints one line for scripts, serves, and stops on SIGINT', async () => {
    const child = start('--json', '--seed', '7', '--scale', '1', '--ledger-rows', '10');
    const org = JSON.parse(await firstText(child, 'stdout')) as {
      url: string;
      token: string;
      orgId: string;
      pid: number;
    };
    expect(org.pid).to.equal(child.pid);
    const count = encodeURIComponent('SELECT COUNT() FROM Ledger__c');
    const reply = await fetch(`${org.url}/services/data/v64.0/query?q=${count}`, {
      headers: { authorization: `Bearer ${org.token}` },
    });
    expect(((await reply.json()) as { totalSize: number }).totalSize).to.be.within(9, 10);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('prints a login line for people', async () => {
    const child = start('--seed', '7');
    const greeting = await firstText(child, 'stdout');
    expect(greeting).to.match(/\(seed 7, scale 1\)/);
    expect(greeting).to.match(
      /SF_ACCESS_TOKEN='00D\w{15}!AQE\S+' sf org login access-token --instance-url http:\/\/127\.0\.0\.1:\d+ --alias practice --no-prompt/,
    );
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('says what is wrong with its flags', async () => {
    const child = start('--seed', 'seven');
    expect(await firstText(child, 'stderr')).to.include('--seed must be a whole number, not seven');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).to.equal(1);
  });
});

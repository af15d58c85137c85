// Takes one synthetic version, going on with an interrupted one, and may be killed at any instant. Arguments: vault
// folder, version, seed, bytes of member content after which it kills itself (0: never). Prints `published` at the end.
import { acquireLock } from '../../src/vault/lock/lock.ts';
import { findInterrupted, openRun } from '../../src/vault/run/openRun.ts';
import type { Run } from '../../src/vault/run/run.ts';
import { createOrOpenVault } from '../../src/vault/vault.ts';
import { fill, ORG_ID } from './syntheticVersion.ts';

const [place = '', version = '', seed = '', fuse = '0'] = process.argv.slice(2);

/** Counts what goes through the file system's writes and pulls the plug when it is enough. */
function lightFuse(run: Run, bytes: number): void {
  let left = bytes;
  const addMember = run.addMember.bind(run);
  run.addMember = (name, source, options) =>
    addMember(
      name,
      (async function* () {
        for await (const chunk of source) {
          left -= chunk.length;
          if (left < 0) process.kill(process.pid, 'SIGKILL');
          yield chunk;
        }
      })(),
      options,
    );
}

const vault = await createOrOpenVault(place);
const lock = await acquireLock(vault, ORG_ID, { command: 'crash test' });
const options = { volumeBytes: 8_000 };
const interrupted = await findInterrupted(vault, lock, ORG_ID);
const run = interrupted
  ? await interrupted.resume(options)
  : await openRun(vault, lock, ORG_ID, { version, fingerprint: 'all', ...options });
if (interrupted) console.log('resumed');
if (Number(fuse) > 0) lightFuse(run, Number(fuse));
await run.publish(await fill(run, Number(seed)));
await lock.release();
console.log('published');

// Carries a plan out in a process of its own, which dies at a given instant: at its n-th step on the disk, before it
// sends its n-th call, while the call is under way, or when its answer has come and nobody has read it yet. Arguments:
// the org's URL, an access token, the plan, the Bulk threshold, where to die, n. Prints one line of JSON at its end.
import { setTimeout as wait } from 'node:timers/promises';
import { lightFuse } from '../../e2e/fuse.ts';

export type Place = 'disk' | 'before' | 'during' | 'after';

const [instanceUrl = '', accessToken = '', plan = '', threshold = '', place = '', nth = '0'] =
  process.argv.slice(2);

const steps = await lightFuse(place === 'disk' ? Number(nth) : 0);
const { openSession } = await import('../../../src/org/session.ts');
const { carryOut } = await import('../../../src/restore/carryOut/carryOut.ts');
const { requestFor } = await import('./bench.ts');

const session = openSession({
  instanceUrl,
  accessToken,
  getApiVersion: () => '67.0',
  refreshAuth: () => Promise.resolve(),
  getAuthInfo: () => ({ isAccessTokenFlow: () => true }),
});

let calls = 0;
const die = (): void => void process.kill(process.pid, 'SIGKILL');
const fused =
  <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    calls += 1;
    const isLast = calls === Number(nth);
    if (isLast && place === 'before') die();
    if (isLast && place === 'during') void wait(3).then(die);
    const answer = await call(...given);
    if (isLast && place === 'after') die();
    return answer;
  };
Object.assign(session, { text: fused(session.text.bind(session)), json: fused(session.json.bind(session)) });

const request = requestFor(plan, { bulkThreshold: Number(threshold) });
const { counts } = await carryOut(session, request, () => undefined, new AbortController().signal);
await session.close();
console.log(JSON.stringify({ steps: steps(), calls, counts }));

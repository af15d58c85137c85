// A process that bypasses automation and is killed while it works. Prints a line when everything is off.
import { listAutomation } from '../../../src/restore/metadata/automation/listAutomation.ts';
import { bypassAutomation } from '../../../src/restore/metadata/automation/bypassAutomation.ts';
import { openSession } from '../../../src/org/session.ts';
import { coreConnection } from './connection.ts';

const [url = '', token = '', folder = '', ...objects] = process.argv.slice(2);
const session = openSession(await coreConnection(url, token));
const { automation } = await listAutomation(session, new Set(objects));
await bypassAutomation(session, automation, folder, () => {
  process.stdout.write('off\n');
  // Kept alive by the timer until the kill.
  return new Promise((resolve) => setTimeout(resolve, 600_000));
});

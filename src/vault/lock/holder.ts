// Who holds a lock, and whether they can still be alive. A process on this machine is looked up by its id and start
// time; of any other machine only its heartbeat tells.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Four heartbeats missed and more: the holder is gone, or so far behind that it will find itself replaced. */
const STALE_AFTER_MS = 120_000;

export interface LockHolder {
  /** Random, one for each time a lock is taken. */
  readonly owner: string;
  readonly host: string;
  readonly pid: number;
  /** Tells this process from a later one with the same id; '' where the system does not say. */
  readonly processStart: string;
  /** The space process ids count in (a container has its own); '' where there is only one. */
  readonly processSpace: string;
  readonly command: string;
  readonly started: string;
  readonly heartbeat: string;
  /** The holder is done; the document stays so that its number is never used again. */
  readonly released?: boolean;
}

export function thisProcess(): Pick<LockHolder, 'host' | 'pid' | 'processStart' | 'processSpace'> {
  return {
    host: hostname(),
    pid: process.pid,
    processStart: startOf(process.pid),
    processSpace: processSpace(),
  };
}

/** Whether a lock's holder has let go, is dead, or has not shown life for two minutes. */
export function isStale(holder: LockHolder, now: number): boolean {
  if (holder.released === true) return true;
  const here = thisProcess();
  if (holder.host === here.host && holder.processSpace === here.processSpace && !isRunning(holder))
    return true;
  return now - Date.parse(holder.heartbeat) > STALE_AFTER_MS;
}

function isRunning({ pid, processStart }: LockHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const start = startOf(pid);
  return processStart === '' || start === '' || start === processStart;
}

/** Boot and clock ticks since then, from Linux's /proc (proc(5), stat field 22); elsewhere ''. */
function startOf(pid: number): string {
  const stat = readProc(`/proc/${pid}/stat`);
  // The second field is a command in parentheses that may hold anything: count from its end.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .at(19);
  return ticks === undefined ? '' : `${readProc('/proc/sys/kernel/random/boot_id').trim()} ${ticks}`;
}

function readProc(path: string): string {
  if (process.platform !== 'linux') return '';
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return '';
    throw error;
  }
}

function processSpace(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return '';
    throw error;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmaster } from './postmaster-file.ts';

const stopTimeoutMs = 8_000;

/** Ends the PostgreSQL of a folder in order, if one runs, and without ceremony after eight seconds. */
export async function stopPostmaster(folder: string): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is kept.
  if (!send(folder, 'SIGINT')) return;
  const end = Date.now() + stopTimeoutMs;
  while (readPostmaster(folder) && Date.now() < end) await sleep(20);
  send(folder, 'SIGQUIT');
}

function send(folder: string, signal: 'SIGINT' | 'SIGQUIT'): boolean {
  const running = readPostmaster(folder);
  if (!running) return false;
  try {
    process.kill(running.pid, signal);
    return true;
  } catch (error) {
    // It ended in between.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

import { readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const fileOf = (folder: string) => path.join(folder, 'postmaster.pid');

/** Reads `postmaster.pid` (line 1: process id, line 4: port); null when no server runs on this folder. */
export function readPostmaster(folder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(fileOf(folder), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return null;
  return isAlive(pid) && isPostgresOf(folder, pid) ? { pid, port } : null;
}

/**
 * Removes a `postmaster.pid` that a crash left and whose number belongs to another program by now. PostgreSQL removes the
 * file itself when nobody has the number, and refuses to start when anybody of its account has: another installation's
 * database, after a power cut or in a container where numbers are low.
 */
export function removeForeignFile(folder: string): void {
  let pid: number;
  try {
    pid = Number(readFileSync(fileOf(folder), 'utf8').split('\n')[0]);
  } catch {
    return;
  }
  if (process.platform !== 'linux' || !Number.isInteger(pid) || pid <= 0) return;
  if (isAlive(pid) && !isPostgresOf(folder, pid)) rmSync(fileOf(folder), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process was started as the PostgreSQL of this very folder: `postgres -D <folder> …`. */
function isPostgresOf(folder: string, pid: number): boolean {
  // Only Linux tells. Elsewhere a connection shows who it is.
  if (process.platform !== 'linux') return true;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
    const given = command[command.indexOf('-D') + 1] ?? '';
    return (
      state !== 'Z' &&
      command.includes('-D') &&
      path.basename(command[0] ?? '') === 'postgres' &&
      realpathSync(given) === realpathSync(folder)
    );
  } catch {
    return false;
  }
}

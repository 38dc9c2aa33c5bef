import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** A file that must hold a secret holds none that can be used. The message names it and says what to do. */
export class UnusableSecret extends Error {
  override readonly name = 'UnusableSecret';
}

const leastLength = 16;

/**
 * The secret that a file of the data folder holds, without blanks around it. Where there is none it is made (mode 0600),
 * whole or not at all: a full disk or a power cut leaves no file that a later start would take. Of two that make it at
 * once, both get the same. `isNew: false`: something was encrypted or locked with it already, so it is not made anew.
 */
export function readSecretFile(file: string, { isNew }: { isNew: boolean }): string {
  const found = read(file, isNew);
  if (found !== null) return found;
  if (!isNew)
    throw new UnusableSecret(
      `${file} is missing, and what was made with it cannot be used without it. Put it back from a backup.`,
    );
  try {
    write(file, randomBytes(32).toString('base64url'));
  } catch (cause) {
    throw new Error(
      `${file} cannot be written (${codeOf(cause)}). See that the disk is not full and that the folder may be written ` +
        'to, then start again.',
      { cause },
    );
  }
  return read(file, isNew) ?? readSecretFile(file, { isNew: false });
}

function read(file: string, isNew: boolean): string | null {
  const whatToDo = isNew
    ? 'Put it back from a backup. If there is none, delete the file: the next start makes a new one.'
    : 'Put it back from a backup. Only if Switchbook was never ready on this data folder, delete the folder and start again.';
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw new UnusableSecret(`${file} cannot be read (${codeOf(cause)}). ${whatToDo}`, { cause });
  }
  if (text.length >= leastLength) return text;
  throw new UnusableSecret(
    `${file} holds ${text.length} characters, and a secret has at least ${leastLength}: it was not written whole. ${whatToDo}`,
  );
}

function write(file: string, text: string): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = openSync(partial, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    name(partial, file);
    syncFolder(folder);
  } finally {
    rmSync(partial, { force: true });
  }
}

// A link, unlike a rename, leaves alone what a server or a command that started at the same moment has put there.
function name(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // Not every file system has links (FAT, some network folders).
    renameSync(partial, file);
  }
}

function syncFolder(folder: string): void {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

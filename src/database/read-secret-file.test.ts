import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecretFile } from './read-secret-file.ts';

// The files that hold the installation's secrets: the key of the stored credentials and the database's password.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchbook-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secretFile = () => path.join(folder, 'secret.key');
const read = () => readSecretFile(secretFile(), { isNew: true });

test('a secret is made once, is readable by its owner only, and stays', () => {
  const made = read();
  expect(made.length).toBeGreaterThanOrEqual(32);
  expect(read()).toBe(made);
  expect(readFileSync(secretFile(), 'utf8')).toBe(made);
  expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret.key']);
});

test('a key that somebody wrote by hand, with a line end, is taken as it is', () => {
  writeFileSync(secretFile(), 'sixteen letters!\n');
  expect(read()).toBe('sixteen letters!');
});

test.each([
  ['is empty', (file: string) => writeFileSync(file, ''), /holds 0 characters/],
  ['is cut off', (file: string) => writeFileSync(file, 'fifteen letters'), /holds 15 characters/],
  ['holds blanks only', (file: string) => writeFileSync(file, ' \t\n'.repeat(20)), /holds 0 characters/],
  ['is a folder', (file: string) => mkdirSync(file), /EISDIR/],
  // Root reads everything but a link that leads to itself.
  ['cannot be read', (file: string) => symlinkSync(file, file), /ELOOP/],
])('a secret that %s is refused, named, and left as it is', (_what, make, why) => {
  make(secretFile());
  expect(read).toThrow(secretFile());
  expect(read).toThrow(why);
  expect(read).toThrow(/backup/);
  expect(readdirSync(folder)).toEqual(['secret.key']);
});

test('a secret that is gone is not replaced where the database was made with it', () => {
  expect(() => readSecretFile(secretFile(), { isNew: false })).toThrow(/is missing.*backup/s);
  expect(readdirSync(folder)).toEqual([]);
});

test('a first start on a full disk says so and leaves no half-written secret behind', () => {
  // A process that may write files of no length at all meets what a full disk does.
  const program = `import(${JSON.stringify(path.join(import.meta.dirname, 'read-secret-file.ts'))})
    .then(({ readSecretFile }) => readSecretFile(${JSON.stringify(secretFile())}, { isNew: true }))
    .catch((error) => { console.error(error.message); process.exit(1); })`;
  const full = spawnSync('sh', ['-c', 'ulimit -f 0; exec "$0" -e "$1"', process.execPath, program], {
    encoding: 'utf8',
  });
  expect(full.status).toBe(1);
  expect(full.stderr).toContain(`${secretFile()} cannot be written`);
  expect(readdirSync(folder)).toEqual([]);
  expect(read().length).toBeGreaterThanOrEqual(32);
});

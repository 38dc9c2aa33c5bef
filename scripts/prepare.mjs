// Makes a fresh clone ready, with whatever Node there is (20 or newer): installs packages when package-lock.json
// changed, and builds the web application when its sources did. Says nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

process.chdir(path.resolve(import.meta.dirname, '..'));
const node24 = 'node_modules/node/bin/node';

function run(command, args, what) {
  const done = spawnSync(command, args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status === 0) return;
  console.error(`${what} failed (${command} ${args.join(' ')}). What it printed stands above.`);
  process.exit(1);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (file) => {
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(file).update(readFileSync(file));
  };
  for (const file of paths) add(file);
  return hash.digest('hex');
}

function whenChanged(stamp, paths, isThere, make) {
  const now = hashOf(paths);
  if (isThere() && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  make();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

whenChanged(
  'node_modules/.switchbook-stamp',
  ['package-lock.json'],
  () => existsSync(node24),
  () => {
    console.error('Installing packages …');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing packages');
  },
);
whenChanged(
  'dist/.web-stamp',
  ['src/web', 'src/contract', 'src/domain', 'vite.config.ts', 'package-lock.json'],
  () => existsSync('dist/web/index.html'),
  () => {
    console.error('Building the web application …');
    run(
      node24,
      ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
      'Building the web application',
    );
  },
);

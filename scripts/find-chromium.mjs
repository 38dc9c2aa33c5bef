// `npm test` drives a real browser. Finds Chromium or Chrome, or installs it where that needs no question.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
export const findChromium = () => candidates.find((file) => file && existsSync(file));

if (import.meta.filename === process.argv[1] && !findChromium()) {
  const install = 'apt-get install -y --no-install-recommends chromium ldap-utils';
  if (process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0) {
    console.error('Installing Chromium for the browser tests …');
    const quiet = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('sh', ['-c', `${install} || (apt-get update && ${install})`], quiet);
  }
  if (!findChromium()) {
    console.error(
      `The browser tests need Chromium. Type:  sudo ${install}\nor set CHROMIUM_PATH to a Chrome.`,
    );
    process.exit(1);
  }
}

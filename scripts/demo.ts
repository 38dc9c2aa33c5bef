// `npm run demo`: a living product in one command. A throw-away data folder, an example contact service with 5,000
// synthetic contacts, and a source that synchronises them. Everything is gone when it stops.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCustomSource } from '../examples/custom-source/server.ts';
import { generatePassword } from '../src/access/passwords.ts';
import { readConfig } from '../src/config.ts';
import { serve } from '../src/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-demo-'));
chmodSync(folder, 0o755);
const email = 'demo@example.com';
const password = generatePassword();
const example = await startCustomSource({
  generate: 5_000,
  port: 0,
  clientId: 'demo',
  clientSecret: generatePassword(),
});
const running = await serve(
  readConfig({
    SWITCHBOOK_HOST: '127.0.0.1',
    SWITCHBOOK_LOG_LEVEL: 'warn',
    ...process.env,
    SWITCHBOOK_DATA_DIR: folder,
    SWITCHBOOK_ADMIN_EMAIL: email,
    SWITCHBOOK_ADMIN_PASSWORD: password,
  }),
  () => {},
);

const ask = async (pathname: string, body: unknown, cookie = '') => {
  const response = await fetch(`http://127.0.0.1:${new URL(running.url).port}${pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${pathname}: ${response.status} ${await response.text()}`);
  return response;
};
const signedIn = await ask('/api/v1/session', { email, password });
const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
await ask(
  '/api/v1/sources',
  {
    kind: 'custom',
    name: 'Example company',
    enabled: true,
    intervalHours: 1,
    settings: { url: example.url, clientId: example.clientId, clientSecret: example.clientSecret },
  },
  cookie,
);

console.log(`
Switchbook demo: ${running.url}
  sign in as   ${email}
  password     ${password}

The example contact service runs at ${example.url} (examples/custom-source). Ctrl-C ends both and leaves nothing behind.
`);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await running.stop();
  await example.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

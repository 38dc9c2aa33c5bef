import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';

test('SIGTERM while your own database does not answer ends the start with 0, at once', async () => {
  // It accepts, and says nothing.
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env.PATH ?? '',
      SWITCHBOOK_DATABASE_URL: `postgres://nobody:nothing@127.0.0.1:${port}/none`,
      SWITCHBOOK_SECRET_KEY: 'a secret key for tests only',
      SWITCHBOOK_HOST: '127.0.0.1',
    },
  });
  const ended = once(child, 'close');
  const [socket] = await once(silent, 'connection');
  const asked = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(5_000);
  socket.destroy();
  silent.close();
});

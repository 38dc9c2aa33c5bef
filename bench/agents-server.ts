// The server of bench/agents.ts, in a process of its own so that its memory is its own.

import { readConfig } from '../src/config.ts';
import { serve } from '../src/serve.ts';

const running = await serve(
  readConfig({
    SWITCHBOOK_DATABASE_URL: process.argv[2],
    SWITCHBOOK_SECRET_KEY: 'a secret key for benchmarks only',
    SWITCHBOOK_HOST: '127.0.0.1',
    SWITCHBOOK_PORT: '0',
    SWITCHBOOK_LDAP_PORT: 'off',
    SWITCHBOOK_LOG_LEVEL: 'silent',
  }),
  () => {},
);
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
process.send?.({ url: running.url });

// `npm run dev`: a server on a data folder of its own, and the web application with hot reload.
import { createServer } from 'vite';
import { readConfig } from '../src/config.ts';
import { serve } from '../src/serve.ts';

const environment = {
  SWITCHBOOK_DATA_DIR: './data-dev',
  SWITCHBOOK_HOST: '127.0.0.1',
  SWITCHBOOK_PORT: '0',
  ...process.env,
};
const running = await serve(readConfig(environment), (line) => console.log(line));
process.env.DEV_API_URL = running.url;
const vite = await createServer({ server: { host: '127.0.0.1' } });
await vite.listen();
vite.printUrls();

async function stop() {
  await vite.close();
  await running.stop();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

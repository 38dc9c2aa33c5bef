import { BadSetting, readConfig } from './config.ts';
import { serve } from './serve.ts';

// `npm start`: exit code 2 for a bad setting, 1 when it cannot start, 0 after SIGTERM or Ctrl-C.

const stopWithinMs = 9_500;

let stopping = false;
let running: Awaited<ReturnType<typeof serve>> | null = null;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  // Still starting: the start notices when it is done.
  if (!running) return;
  await running.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

try {
  running = await serve(readConfig(process.env), (line) => process.stdout.write(`${line}\n`));
  if (stopping) {
    await running.stop();
    process.exit(0);
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(error instanceof BadSetting ? 2 : 1);
}

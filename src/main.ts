import { BadSetting, readConfig } from './config.ts';
import { type Running, serve } from './serve.ts';

// `npm start`: exit code 2 for a bad setting, 1 when it cannot start or has lost its database, 0 after SIGTERM or Ctrl-C.

const stopWithinMs = 9_500;

const starting = new AbortController();
let stopping = false;
let code = 0;
let running: Running | null = null;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  // Still starting: the start notices, and stops what it has started.
  if (!running) return starting.abort();
  await running.stop();
  process.exit(code);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

function onLost(error: Error): void {
  process.stderr.write(`The database died and cannot be started again. ${error.message}\n`);
  code = 1;
  void stop();
}

try {
  running = await serve(readConfig(process.env), (line) => process.stdout.write(`${line}\n`), {
    signal: starting.signal,
    onLost,
  });
  if (stopping) {
    await running.stop();
    process.exit(code);
  }
} catch (error) {
  if (stopping) process.exit(code);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(error instanceof BadSetting ? 2 : 1);
}

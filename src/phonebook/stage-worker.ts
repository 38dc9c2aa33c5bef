import { parentPort, workerData } from 'node:worker_threads';
import { DirectoryError } from '../domain/errors.ts';
import { type StageOptions, stageFile } from './stage-file.ts';

// The other end of staged-pieces.ts: reads a large file in a thread of its own, so that nobody else waits.

const options: StageOptions = workerData;
const stage = stageFile(options);

parentPort?.on('message', (chunk: Uint8Array | null) => {
  try {
    parentPort?.postMessage({ piece: stage.write(chunk) });
  } catch (error) {
    parentPort?.postMessage(
      error instanceof DirectoryError
        ? { refusal: { code: error.code, message: error.message } }
        : { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    );
  }
});

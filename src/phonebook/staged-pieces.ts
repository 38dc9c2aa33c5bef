import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { DirectoryError, type RefusalCode } from '../domain/errors.ts';
import { type StagedPiece, type StageOptions, stageFile } from './stage-file.ts';

// Below this a file is read here: starting a thread takes longer than reading it.
const smallBytes = 48 * 1024;
const pieceBytes = 64 * 1024;
// Chunks on their way to the thread: enough that it never waits, few enough that memory stays flat.
const aheadAtMost = 3;

/** Reads a file piece by piece, a large one in a thread of its own. */
export async function* stagedPieces(body: Readable, options: StageOptions): AsyncGenerator<StagedPiece> {
  const chunks = cut(body)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done ? Buffer.alloc(0) : first.value;
  const second = await chunks.next();
  if (second.done && start.length <= smallBytes) {
    const stage = stageFile(options);
    yield stage.write(start);
    yield stage.write(null);
    return;
  }
  yield* readInThread(start, second.done ? null : second.value, chunks, options);
}

async function* readInThread(
  first: Uint8Array,
  second: Uint8Array | null,
  chunks: AsyncIterator<Uint8Array>,
  options: StageOptions,
): AsyncGenerator<StagedPiece> {
  const worker = new Worker(new URL('./stage-worker.ts', import.meta.url), {
    workerData: options,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  });
  const answers = answersOf(worker);
  try {
    let ahead = 0;
    const send = (chunk: Uint8Array | null) => {
      worker.postMessage(chunk);
      ahead += 1;
    };
    send(first);
    let ended = second === null;
    send(second);
    while (ahead > 0) {
      while (!ended && ahead < aheadAtMost) {
        const next = await chunks.next();
        ended = next.done === true;
        send(next.done ? null : next.value);
      }
      const piece = await answers.next();
      ahead -= 1;
      yield piece;
    }
  } finally {
    await worker.terminate();
  }
}

type Answer =
  | { readonly piece: StagedPiece }
  | { readonly refusal: { readonly code: RefusalCode; readonly message: string } }
  | { readonly bug: string };

function answersOf(worker: Worker): { next(): Promise<StagedPiece> } {
  const waiting: Answer[] = [];
  let failure: unknown;
  worker.on('message', (answer: Answer) => waiting.push(answer));
  worker.on('error', (error: Error & { code?: string }) => {
    failure = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooDense() : error;
  });
  return {
    next: async () => {
      while (waiting.length === 0) {
        if (failure) throw failure;
        // Rejects when the thread dies, of which the listener above knows more.
        await once(worker, 'message').catch((error: unknown) => {
          throw failure ?? error;
        });
      }
      const answer = waiting.shift()!;
      if ('piece' in answer) return answer.piece;
      if ('refusal' in answer) throw new DirectoryError(answer.refusal.code, answer.refusal.message);
      throw new Error(answer.bug);
    },
  };
}

const tooDense = () =>
  new DirectoryError(
    'too-large',
    'This file takes too much memory to be read: its rows hold too much. Divide it into smaller ones, or leave out columns that are not needed. Nothing was changed.',
  );

/** Pieces of one size, whatever the sizes that the network brings. */
async function* cut(body: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const piece = Buffer.from(chunk);
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < pieceBytes) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; at + pieceBytes <= whole.length; at += pieceBytes) yield whole.subarray(at, at + pieceBytes);
    waiting = [whole.subarray(at)];
    bytes = whole.length - at;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

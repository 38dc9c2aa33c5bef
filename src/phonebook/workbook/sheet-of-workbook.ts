import { Worker } from 'node:worker_threads';
import { DirectoryError, type RefusalCode } from '../../domain/errors.ts';
import { fileOf, openScratch, type SpooledFile } from '../spool-upload.ts';
import { tooLarge } from './open-archive.ts';
import type { WrittenSheet } from './write-sheet.ts';

type Answer =
  | { readonly written: WrittenSheet }
  | { readonly refusal: { readonly code: RefusalCode; readonly message: string } }
  | { readonly bug: string };

/**
 * The first sheet of a workbook that holds anything, as a CSV file in its place; unpacked in a thread of its own, so that
 * nobody else waits. `workbook` is closed.
 */
export async function sheetOfWorkbook(
  workbook: SpooledFile,
  signal: AbortSignal | undefined,
): Promise<SpooledFile & { readonly otherSheets: readonly string[] }> {
  const csv = await openScratch();
  try {
    const answer = await inThread({ workbook: workbook.handle.fd, csv: csv.fd }, signal);
    if ('refusal' in answer) throw new DirectoryError(answer.refusal.code, answer.refusal.message);
    if ('bug' in answer) throw new Error(answer.bug);
    const { otherSheets, bytes } = answer.written;
    return { kind: 'xlsx', encoding: 'utf-8', bytes, otherSheets, ...fileOf(csv) };
  } catch (error) {
    await csv.close();
    throw error;
  } finally {
    await workbook.close();
  }
}

function inThread(
  workerData: { workbook: number; csv: number },
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const giveUp = () => void worker.terminate();
    signal?.addEventListener('abort', giveUp, { once: true });
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error),
    );
    worker.once('exit', () => {
      signal?.removeEventListener('abort', giveUp);
      if (signal?.aborted) reject(signal.reason);
      reject(new Error('The thread that unpacks a workbook ended without an answer.'));
    });
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { DirectoryError } from '../../domain/errors.ts';
import { writeSheet } from './write-sheet.ts';

// The other end of sheet-of-workbook.ts.

const { workbook, csv }: { workbook: number; csv: number } = workerData;

try {
  parentPort?.postMessage({ written: await writeSheet(workbook, csv) });
} catch (error) {
  parentPort?.postMessage(
    error instanceof DirectoryError
      ? { refusal: { code: error.code, message: error.message } }
      : { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
}

import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DirectoryError } from '../domain/errors.ts';
import type { FileEncoding } from '../domain/file-encodings.ts';
import { brokenUpload } from './broken-upload.ts';
import { detectFile, detectionBytes, type FileKind } from './detect-file.ts';
import { fileLimits } from './limits.ts';
import { tallyUtf8 } from './tally-utf8.ts';
import { tooManyBytes } from './too-many-bytes.ts';

/** An upload that has come in whole. */
export interface SpooledFile {
  readonly kind: FileKind;
  readonly encoding: FileEncoding;
  readonly bytes: number;
  readonly handle: FileHandle;
  /** From its beginning, as often as wanted. */
  read(): Readable;
  /** Frees its space on the disk. */
  close(): Promise<void>;
}

/**
 * Takes an upload into a temporary file, before anything else is done with it: so that no connection of the database
 * waits for a slow line, the encoding is decided by the whole file, and the sender is always heard to the end, whatever
 * becomes of it. Ends with `too-large`, `unsupported-file`, `bad-request` (it broke off or stopped) or the signal's reason.
 */
export async function spoolUpload(
  body: Readable,
  { encoding, signal }: { encoding?: FileEncoding | undefined; signal?: AbortSignal | undefined },
): Promise<SpooledFile> {
  const scratch = await openScratch();
  try {
    const tally = tallyUtf8();
    const beginning: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of received(body)) {
      signal?.throwIfAborted();
      const piece: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      if (bytes < detectionBytes) beginning.push(piece);
      bytes += piece.length;
      if (bytes > fileLimits.bytes) throw tooManyBytes();
      tally.add(piece);
      await writeAll(scratch, piece);
    }
    signal?.throwIfAborted();
    const found = detectFile(Buffer.concat(beginning), encoding);
    return { kind: found.kind, encoding: found.encoding ?? tally.encoding(), bytes, ...fileOf(scratch) };
  } catch (error) {
    await scratch.close();
    signal?.throwIfAborted();
    throw error;
  }
}

// An upload takes one of a few places as long as it comes.
const silentAtMostMs = 30_000;

const stopped = () =>
  new DirectoryError(
    'bad-request',
    `Nothing came of this file for ${silentAtMostMs / 1000} seconds. Upload it again. Nothing was changed.`,
  );

async function* received(body: Readable): AsyncGenerator<string | Uint8Array> {
  const pieces = body.iterator({ destroyOnReturn: false });
  let giveUp = () => {};
  const silence = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  const timer = setTimeout(giveUp, silentAtMostMs);
  let stalled = false;
  try {
    for (;;) {
      timer.refresh();
      const next = await Promise.race([pieces.next(), silence]);
      stalled = next === null;
      if (next === null) throw stopped();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw brokenUpload(error);
  } finally {
    clearTimeout(timer);
    // It would wait for the piece that does not come.
    if (!stalled) await pieces.return?.();
  }
}

export const fileOf = (handle: FileHandle): Pick<SpooledFile, 'handle' | 'read' | 'close'> => ({
  handle,
  read: () => handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 }),
  close: () => handle.close(),
});

/** A file without a name: nobody else can open it, and nothing is left of it however this process ends. */
export async function openScratch(): Promise<FileHandle> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchbook-'));
  try {
    return await open(path.join(folder, 'upload'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new DirectoryError(
        'too-large',
        'The server has no room for this file: its folder for temporary files (TMPDIR) is full. Nothing was changed.',
        { cause: error },
      );
    throw error;
  }
}

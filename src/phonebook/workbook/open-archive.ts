import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { DirectoryError } from '../../domain/errors.ts';
import { refuse } from '../detect-file.ts';

/** The files inside a workbook. */
export interface Archive {
  has(name: string): boolean;
  names(): readonly string[];
  /** Text of one of them, piece by piece. */
  read(name: string): AsyncIterable<string>;
  /** Text of a small one, whole. */
  readWhole(name: string): Promise<string>;
}

// What everything that is read may come to when it is unpacked: half a million rows of twenty cells.
const unpackedAtMost = 600 * 1024 * 1024;
const smallAtMost = 8 * 1024 * 1024;
const filesAtMost = 10_000;

/** Opens a ZIP by its descriptor, which stays open. Ends with `unsupported-file` when it is damaged or locked. */
export async function openArchive(descriptor: number): Promise<Archive> {
  const zip = await readable(() => yauzl.fromFdPromise(descriptor, { autoClose: false, lazyEntries: true }));
  const entries = await readable(() => entriesOf(zip));
  let unpacked = 0;

  async function* read(name: string): AsyncGenerator<string> {
    const entry = entries.get(name);
    if (!entry) return;
    const bytes = await readable(() => zip.openReadStreamPromise(entry));
    const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]();
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const next = await readable(() => chunks.next());
        if (next.done) break;
        unpacked += next.value.length;
        if (unpacked > unpackedAtMost) throw tooLarge();
        yield decoder.decode(next.value, { stream: true });
      }
    } finally {
      bytes.destroy();
    }
    yield decoder.decode();
  }

  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    read,
    readWhole: async (name) => {
      if ((entries.get(name)?.uncompressedSize ?? 0) > smallAtMost) throw tooLarge();
      return readable(async () => {
        const pieces: string[] = [];
        for await (const piece of read(name)) pieces.push(piece);
        return pieces.join('');
      });
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    if (entries.size > filesAtMost) throw tooLarge();
  }
  return entries;
}

/** Whatever is wrong with an archive, its sender has to make it anew. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DirectoryError) throw error;
    throw refuse('This workbook or ZIP archive is damaged or has a password.');
  }
}

export const tooLarge = () =>
  new DirectoryError(
    'too-large',
    'This workbook is too large when it is unpacked. Divide it into smaller ones, or save the sheet as CSV. Nothing was changed.',
  );

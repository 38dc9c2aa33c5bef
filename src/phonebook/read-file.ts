import { DirectoryError } from '../domain/errors.ts';
import { readText, type TextReader } from './decode-text.ts';
import { detectFile, detectionBytes } from './detect-file.ts';
import { fileLimits } from './limits.ts';
import { type FileRecord, type RecordReader, readCsv } from './read-csv.ts';
import { readVcards } from './read-vcard.ts';

export interface FileReader {
  /** The records that are complete now. `null`: the file has ended. */
  write(chunk: Uint8Array | null): FileRecord[];
  encoding(): string;
}

/**
 * Reads a file of contacts piece by piece, whatever it is. `country` reads numbers that have no country code. Ends with `unsupported-file`, `too-large` or
 * `invalid-input` when the file as a whole cannot be used.
 */
export function readFile(country: string): FileReader {
  let head = Buffer.alloc(0);
  let bytes = 0;
  let opened: { text: TextReader; records: RecordReader } | null = null;

  function open(): { text: TextReader; records: RecordReader; rest: Uint8Array } {
    const { kind, encoding, skip } = detectFile(head);
    opened = { text: readText(encoding), records: kind === 'vcard' ? readVcards(country) : readCsv(country) };
    return { ...opened, rest: head.subarray(skip) };
  }

  return {
    write: (chunk) => {
      bytes += chunk?.length ?? 0;
      if (bytes > fileLimits.bytes) throw tooManyBytes();
      if (opened) {
        const { text, records } = opened;
        return chunk ? records.read(text.write(chunk), false) : records.read(text.end(), true);
      }
      if (chunk) head = Buffer.concat([head, chunk]);
      if (chunk && head.length < detectionBytes) return [];
      const { text, records, rest } = open();
      const found = records.read(text.write(rest), false);
      return chunk ? found : [...found, ...records.read(text.end(), true)];
    },
    encoding: () => opened?.text.encoding() ?? 'utf-8',
  };
}

const tooManyBytes = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${fileLimits.bytes / 1024 / 1024} MB. Divide it into smaller files. Nothing was changed.`,
  );

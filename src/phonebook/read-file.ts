import { DirectoryError } from '../domain/errors.ts';
import { readText } from './decode-text.ts';
import { detectFile, detectionBytes, type Encoding } from './detect-file.ts';
import { fileLimits } from './limits.ts';
import { type FileRecord, readCsv } from './read-csv.ts';
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
  let opened: FileReader | null = null;

  return {
    write: (chunk) => {
      bytes += chunk?.length ?? 0;
      if (bytes > fileLimits.bytes) throw tooManyBytes();
      if (opened) return opened.write(chunk);
      if (chunk) head = Buffer.concat([head, chunk]);
      if (chunk && head.length < detectionBytes) return [];
      const { kind, encoding, skip } = detectFile(head);
      opened = kind === 'vcard' ? openVcards(country, encoding) : openCsv(country, encoding);
      const found = opened.write(head.subarray(skip));
      return chunk ? found : [...found, ...opened.write(null)];
    },
    encoding: () => opened?.encoding() ?? 'utf-8',
  };
}

function openCsv(country: string, encoding: Encoding): FileReader {
  const text = readText(encoding);
  const records = readCsv(country);
  return {
    write: (chunk) => records.read(chunk ? text.write(chunk) : text.end(), chunk === null),
    encoding: text.encoding,
  };
}

function openVcards(country: string, encoding: Encoding): FileReader {
  const cards = readVcards({ country, encoding });
  return {
    write: (chunk) => cards.read(chunk ?? new Uint8Array(), chunk === null),
    encoding: () => encoding,
  };
}

const tooManyBytes = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${fileLimits.bytes / 1024 / 1024} MB. Divide it into smaller files. Nothing was changed.`,
  );

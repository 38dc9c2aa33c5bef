import type { FileEncoding } from '../domain/file-encodings.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Table } from './columns/read-table.ts';
import { type FileScope, plainScope, wholeScope } from './contact-form.ts';
import { readText } from './decode-text.ts';
import { detectFile, detectionBytes, type FileKind } from './detect-file.ts';
import { readLdif } from './entries/read-ldif.ts';
import { readXmlBook } from './entries/read-xml-book.ts';
import { fileLimits } from './limits.ts';
import { type FileRecord, type RecordReader, readCsv } from './read-csv.ts';
import { readVcards } from './read-vcard.ts';
import { tooManyBytes } from './too-many-bytes.ts';

export interface FileReading {
  /** What the whole file turned out to be, see tally-utf8.ts, or what somebody chose. */
  readonly encoding?: FileEncoding | undefined;
  /** Instead of what the header suggests. */
  readonly mapping?: Mapping | undefined;
}

export interface FileReader {
  /** The records that are complete now. `null`: the file has ended. */
  write(chunk: Uint8Array | null): FileRecord[];
  encoding(): FileEncoding;
  scope(): FileScope;
  /** Of a file with columns, when its beginning has been read. */
  table(): Table | null;
}

/** Reads the bytes of one kind of file, from behind a byte order mark. */
interface OpenedFile {
  write(chunk: Uint8Array | null): FileRecord[];
  readonly encoding: FileEncoding;
  scope(): FileScope;
  table(): Table | null;
}

/**
 * Reads a file of contacts piece by piece, whatever it is. `country` reads numbers that have no country code. Ends with `unsupported-file`, `too-large` or
 * `invalid-input` when the file as a whole cannot be used.
 */
export function readFile(country: string, how: FileReading = {}): FileReader {
  let head = Buffer.alloc(0);
  let bytes = 0;
  let opened: OpenedFile | null = null;

  return {
    write: (chunk) => {
      bytes += chunk?.length ?? 0;
      if (bytes > fileLimits.bytes) throw tooManyBytes();
      if (opened) return opened.write(chunk);
      if (chunk) head = Buffer.concat([head, chunk]);
      if (chunk && head.length < detectionBytes) return [];
      const { kind, encoding, skip } = detectFile(head, how.encoding);
      opened = openers[kind](encoding ?? 'utf-8', country, how);
      const found = opened.write(head.subarray(skip));
      return chunk ? found : [...found, ...opened.write(null)];
    },
    encoding: () => opened?.encoding ?? 'utf-8',
    scope: () => opened?.scope() ?? plainScope,
    table: () => opened?.table() ?? null,
  };
}

type Open = (encoding: FileEncoding, country: string, how: FileReading) => OpenedFile;

const openCsv: Open = (encoding, country, { mapping }) => {
  const records = readCsv(country, mapping);
  return openText(encoding, records, records.scope, records.table);
};

const openLdif: Open = (encoding, country) => {
  const records = readLdif(country);
  return openText(encoding, records, records.scope);
};

const openXml: Open = (encoding, country) => {
  const records = readXmlBook(country);
  return openText(encoding, records, records.scope);
};

const openVcards: Open = (encoding, country) => {
  const cards = readVcards({ country, encoding });
  return {
    write: (chunk) => cards.read(chunk ?? new Uint8Array(), chunk === null),
    encoding,
    scope: () => wholeScope,
    table: () => null,
  };
};

function openText(
  encoding: FileEncoding,
  records: RecordReader,
  scope: () => FileScope,
  table: () => Table | null = () => null,
): OpenedFile {
  const text = readText(encoding, { marks: true });
  return {
    write: (chunk) => records.read(chunk ? text.write(chunk) : text.end(), chunk === null),
    encoding,
    scope,
    table,
  };
}

const openers: Readonly<Record<FileKind, Open>> = {
  csv: openCsv,
  vcard: openVcards,
  ldif: openLdif,
  xml: openXml,
  // sheet-of-workbook.ts makes a CSV file of it first.
  xlsx: () => {
    throw new Error('A workbook is read as the CSV file of its sheet.');
  },
};

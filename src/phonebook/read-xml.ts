import { type SaxesAttributePlain, SaxesParser } from 'saxes';
import { DirectoryError } from '../domain/errors.ts';
import { fileLimits } from './limits.ts';

export interface XmlListener {
  /** Names come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

export interface XmlReader {
  write(text: string): void;
  end(): void;
}

// A phone book is five elements deep, a worksheet six.
const deepest = 100;

/**
 * Reads XML piece by piece. What a document declares is not looked at: no entity but XML's own five is known, nothing is
 * fetched, so that no document grows while it is read. Ends with `invalid-input` where it is not well-formed.
 * `fragment`: it may have several roots, and has neither a declaration nor a document type.
 */
export function readXml(listener: XmlListener, { fragment = false } = {}): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: true, fragment });
  let depth = 0;
  let written = 0;
  let lastEventAt = 0;
  parser.on('error', () => {
    throw malformed(parser.line);
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    lastEventAt = written;
    if (depth > deepest) throw malformed(parser.line);
    listener.open?.(localName(name), attributes as Record<string, SaxesAttributePlain & string>);
  });
  const text = (piece: string) => {
    if (piece.length > fileLimits.cell) throw tooLong(parser.line);
    listener.text?.(piece);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    lastEventAt = written;
    listener.close?.(localName(name));
  });
  return {
    write: (piece) => {
      // The parser gathers a text until its tag ends: one without an end must not fill the memory.
      if (written - lastEventAt > 16 * fileLimits.cell) throw tooLong(parser.line);
      written += piece.length;
      parser.write(piece);
    },
    end: () => void parser.close(),
  };
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const malformed = (line: number) =>
  new DirectoryError(
    'invalid-input',
    `This XML file cannot be read: something is wrong in line ${line}. Export it again and upload that file. Nothing was changed.`,
  );

const tooLong = (line: number) =>
  new DirectoryError(
    'too-large',
    `Line ${line} of this XML file holds more than 64 KB of text. Correct it and upload the file again. Nothing was changed.`,
  );

import { fileLimits } from '../limits.ts';
import { readXml } from '../read-xml.ts';
import { type Archive, tooLarge } from './open-archive.ts';

// Characters of all texts of a workbook, which are held in memory while its sheet is read.
const charactersAtMost = 64 * 1024 * 1024;
const stringsAtMost = 4_000_000;

/** The texts that cells name by their place. Readings of Japanese words (`rPh`) are no part of them. */
export async function readStrings(archive: Archive, file: string | null): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isReading = false;
  let characters = 0;
  const reader = readXml({
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') isText = true;
      else if (name === 'rPh') isReading = true;
    },
    text: (piece) => {
      if (isText && !isReading) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') {
        characters += text.length;
        if (strings.length >= stringsAtMost || characters > charactersAtMost || text.length > fileLimits.cell)
          throw tooLarge();
        strings.push(unescaped(text));
      }
    },
  });
  if (!file || !archive.has(file)) return [];
  for await (const piece of archive.read(file)) reader.write(piece);
  reader.end();
  return strings;
}

/** `_x000D_` (ECMA-376, part 1, 22.9.2.19): characters that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

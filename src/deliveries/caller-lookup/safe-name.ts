import { onOneLine } from '../phone-xml/xml.ts';

// Dialplans paste the answer into expressions and argument lists. These signs end a string, start a variable or a comment
// there; a name reads as well without them.
const unsafe = /["<>;${}[\]()\\`]/g;

/** A name as a PBX can take it: one line, without control characters and what dialplans take for syntax. */
export function safeName(name: string): string {
  return onOneLine(name).replace(unsafe, '').replaceAll(',', ' ').replace(/ +/g, ' ').trim();
}

/** At most so many characters, as people count them: no letter is torn from its accent. */
export function cutToCharacters(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = new Intl.Segmenter().segment(text);
  let count = 0;
  for (const { index } of characters) {
    if (count === max) return text.slice(0, index).trimEnd();
    count += 1;
  }
  return text;
}

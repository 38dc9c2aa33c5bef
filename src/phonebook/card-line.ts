/** A line of a card, unfolded and decoded: `item1.TEL;TYPE=cell;PREF=1:+44 20 …`. */
export interface CardLine {
  /** `item1`; '' when it has none. */
  readonly group: string;
  readonly name: string;
  /** Values of TYPE (also those without a name, as vCard 2.1 writes them) and of an Apple label, lower case. */
  readonly types: readonly string[];
  readonly preferred: boolean;
  /** Made up by a program from other properties (RFC 9555, 3.3.1). */
  readonly derived: boolean;
  readonly value: string;
}

/** The lines of a name, the preferred ones first. */
export function linesNamed(lines: readonly CardLine[], name: string): CardLine[] {
  const found = lines.filter((line) => line.name === name);
  return [...found.filter((line) => line.preferred), ...found.filter((line) => !line.preferred)];
}

/** The text of a value that is not divided. */
export const unescaped = (value: string) => splitText(value, '').join('').trim();

/** Splits at a separator that is not escaped, and takes the escapes off (RFC 6350, 3.4). */
export function splitText(value: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\' && at + 1 < value.length) {
      at += 1;
      const marked = value.charAt(at);
      part += marked === 'n' || marked === 'N' ? '\n' : marked;
    } else if (character === separator) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

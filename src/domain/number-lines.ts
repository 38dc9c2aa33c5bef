import { divide } from './numbering-plan.ts';
import { otherForms } from './same-line.ts';

/** A spelling of a number, in digits. */
export interface NumberLine {
  readonly digits: string;
  /** With the country code, so that a search for `+44` finds it. */
  readonly international: boolean;
}

/**
 * The spellings by which a number is found, of its E.164 digits: in international form, as it is dialled within its
 * country, and the same of the other forms of its line. The first is the number itself.
 */
export function numberLines(digits: string): NumberLine[] {
  const lines: NumberLine[] = [];
  for (const form of [digits, ...otherForms(digits)]) {
    lines.push({ digits: form, international: true });
    const parts = divide(form);
    // North America's trunk prefix is its country code.
    if (parts && parts.trunk !== '' && parts.trunk !== parts.code)
      lines.push({ digits: parts.trunk + parts.national, international: false });
  }
  return lines;
}

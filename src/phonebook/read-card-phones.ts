import type { Phone, PhoneLabel } from '../domain/contact.ts';
import { type CardLine, linesNamed, unescaped } from './card-line.ts';
import { readPhones, type SkippedNumber } from './read-phones.ts';

/** The numbers of a card, the preferred ones first, and which of them are left out. */
export function readCardPhones(lines: readonly CardLine[], country: string) {
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = [];
  for (const line of linesNamed(lines, 'TEL')) {
    const read = readLine(line, country);
    phones.push(...read.phones);
    skipped.push(...read.skipped);
  }
  return { phones, skipped };
}

function readLine({ value, types }: CardLine, country: string): ReturnType<typeof readPhones> {
  const label = labelOf(types);
  const read = readPhones(typedForm(unescaped(value)), label ?? 'other', country);
  if (label !== null) return read;
  const skipped = read.phones.map(({ number }) => ({
    value: number,
    reason: 'It is a pager and no telephone.',
  }));
  return { phones: [], skipped: [...skipped, ...read.skipped] };
}

/** `tel:+44-20-7183-8750;ext=12` (RFC 3966), as people type it. With other parameters it stays as it is. */
const typedForm = (value: string) =>
  value.replace(/^tel:([^;]*)(?:;ext=(\d+))?$/i, (_, number: string, extension?: string) =>
    extension === undefined ? number : `${number} x${extension}`,
  );

// Also Apple's WorkFAX, HomeFAX and OtherFAX, and somebody's own “Fax upstairs”.
const fax = /(?:^|[^a-z])(?:work|home|other|tele)?fax/;
const mobile = new Set(['cell', 'mobile', 'iphone']);

/** `null`: a pager, which nobody can call. */
function labelOf(types: readonly string[]): PhoneLabel | null {
  if (types.some((type) => fax.test(type))) return 'fax';
  if (types.some((type) => mobile.has(type))) return 'mobile';
  if (types.includes('pager')) return null;
  if (types.includes('work')) return 'work';
  return types.includes('home') ? 'home' : 'other';
}

import type { Contact } from '../../contract/contact.ts';

/** `tel:` (RFC 3966): what is dialled, with the extension as a parameter. */
export function dialLink({ dial, e164, extension }: Contact['phones'][number]): string {
  return `tel:${(e164 ?? dial).replace(/#/g, '%23')}${extension ? `;ext=${extension}` : ''}`;
}

/** What goes to the clipboard: the number as one dials it. */
export function dialled({ number, dial, e164 }: Contact['phones'][number]): string {
  return e164 ?? (dial || number);
}

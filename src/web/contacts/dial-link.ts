import type { Contact } from '../../contract/contact.ts';

/** `tel:` (RFC 3966): what is dialled, with the extension as a parameter. */
export function dialLink({ number, e164, extension }: Contact['phones'][number]): string {
  const dialled = e164 ?? number.replace(/(?:x|ext).*$/i, '').replace(/[^0-9+*#]/g, '');
  return `tel:${dialled.replace(/#/g, '%23')}${extension ? `;ext=${extension}` : ''}`;
}

/** What goes to the clipboard: the number as one dials it. */
export function dialled({ number, e164 }: Contact['phones'][number]): string {
  return e164 ?? number;
}

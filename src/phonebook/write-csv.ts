import type { ContactFields } from '../domain/contact.ts';
import { guardCell } from './formula-cell.ts';

/**
 * One record of `first,middle,last,email,company,type:number…`. The form holds one e-mail address; an import of the
 * same file leaves further ones, notes and the like as they are.
 */
export function writeCsvLine(contact: ContactFields): string {
  const cells = [
    contact.firstName,
    contact.middleName,
    contact.lastName,
    contact.emails[0]?.email ?? '',
    contact.company,
    ...contact.phones.map(({ number, label }) => `${label}:${number}`),
  ];
  return `${cells.map((cell) => quoted(guardCell(cell))).join(',')}\r\n`;
}

/** Any CSV record, safe to open in a spreadsheet. */
export const writeRecord = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => quoted(guardCell(String(cell)))).join(',')}\r\n`;

// `;` and tab too: the file reads the same where they would divide cells.
const special = /[",;\t\r\n]|^\s|\s$/;
const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ContactFields,
  contactTypes,
  emailLabels,
  emptyContact,
  phoneLabels,
} from '../domain/contact.ts';
import { doubtMark } from './decode-text.ts';
import { guardCell, unguardCell } from './formula-cell.ts';
import { type FileRecord, readCsv } from './read-csv.ts';
import { readVcards } from './read-vcard.ts';
import { writeCsvLine } from './write-csv.ts';
import { writeVcard } from './write-vcard.ts';

// As contacts are stored: trimmed, without NUL, well-formed; none comes with the mark of the reader of bytes.
const stored = (text: string) => text.replaceAll('\0', '').replaceAll(doubtMark, '').toWellFormed().trim();
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom(
        '=',
        '+',
        "'",
        '"',
        ',',
        ';',
        '\t',
        '\r',
        '\n',
        '-',
        '@',
        '＝',
        'a',
        ' ',
        '\\',
        ':',
        'é',
        '😀',
      ),
      maxLength: 12,
    }),
  )
  .map(stored);
const number = fc.stringMatching(/^\+?[0-9]{1,12}( x[0-9]{1,4})?$/);
const email = fc.stringMatching(/^[a-z=+'"]{1,8}@[a-z]{1,8}\.com$/);
const named = fc
  .tuple(text, text, text, text)
  .filter(([first, , last, company]) => `${first}${last}${company}` !== '');

const plain: fc.Arbitrary<ContactFields> = fc
  .tuple(
    named,
    fc.option(email),
    fc.array(fc.record({ number, label: fc.constantFrom(...phoneLabels) }), {
      maxLength: 4,
    }),
  )
  .map(([[firstName, middleName, lastName, company], address, phones]) => ({
    ...emptyContact,
    firstName,
    middleName,
    lastName,
    company,
    phones: phones as ContactFields['phones'],
    emails: address === null ? [] : [{ email: address, label: 'business' }],
  }));

const everything: fc.Arbitrary<ContactFields> = fc
  .tuple(
    plain,
    text,
    text,
    text.map((notes) => notes.replace(/\r\n?/g, '\n')),
    fc.constantFrom(...contactTypes),
    fc.array(fc.record({ number, label: fc.constantFrom(...phoneLabels) }), { maxLength: 4 }),
    fc.array(fc.record({ email, label: fc.constantFrom(...emailLabels) }), { maxLength: 3 }),
  )
  .map(([contact, department, jobTitle, notes, type, phones, emails]) => ({
    ...contact,
    department,
    jobTitle,
    notes,
    type,
    phones,
    emails,
  }));

interface Reader<File> {
  read(piece: File, isLast: boolean): FileRecord[];
}

function readAll<File extends { readonly length: number }>(
  reader: Reader<File>,
  file: File & { slice(from: number, to: number): File },
  step: number,
) {
  const contacts = [];
  for (let at = 0; at < file.length; at += step) {
    for (const { reading } of reader.read(file.slice(at, at + step), at + step >= file.length))
      contacts.push(reading);
  }
  return contacts;
}

test('a written CSV file reads back as the same contacts, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      fc.array(plain, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (contacts, step) => {
        const file = contacts.map(writeCsvLine).join('');
        expect(readAll(readCsv('US'), file, step)).toEqual(
          contacts.map((fields) => ({ fields, skipped: [] })),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test('a written vCard file reads back as the same contacts, in whatever pieces and line ends it comes', () => {
  const newlines = fc.constantFrom('\r\n', '\n', '\r');
  const oneLine = (value: string) => stored(value.replace(/[\r\n]/g, ' '));
  const contact = everything.map((c) => ({
    ...c,
    firstName: oneLine(c.firstName),
    middleName: oneLine(c.middleName),
    lastName: oneLine(c.lastName) || 'x',
    company: oneLine(c.company),
    department: oneLine(c.department),
    jobTitle: oneLine(c.jobTitle),
  }));
  fc.assert(
    fc.property(
      fc.array(contact, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      newlines,
      (contacts, step, newline) => {
        const file = contacts.map(writeVcard).join('');
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const bytes = Buffer.from(file.replaceAll('\r\n', newline));
        expect(readAll(readVcards({ country: 'US', encoding: 'utf-8' }), bytes, step)).toEqual(
          contacts.map((fields) => ({ fields, skipped: [] })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('no cell starts as a formula does, and every cell reads back as it was', () => {
  fc.assert(
    fc.property(text, (cell) => {
      expect(guardCell(cell)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(unguardCell(guardCell(cell))).toBe(cell);
    }),
  );
});

import { expect, test } from 'vitest';
import { testBook, testContact } from '../../../test/ldap-server.ts';
import { createBerWriter } from './ber-writer.ts';
import { encodeContact } from './entry.ts';
import { entryCache } from './entry-cache.ts';
import { selectionOf } from './selection.ts';

const reader = {
  device: { numberFormat: 'given', nationalPrefix: '', nameOrder: null },
  country: 'GB',
} as const;

function written(book: ReturnType<typeof testBook>, slot: number, attributes: readonly string[]): string {
  const writer = createBerWriter();
  entryCache(book, selectionOf(attributes, false), reader).write(writer, 7, slot);
  return writer.take().toString('latin1');
}

test('an entry that was sent before is made anew when its contact has changed, or another stands in its place', () => {
  const book = testBook([
    ['Ada', 'Archer', { work: '2001' }],
    ['Bob', 'Barker', { work: '2002' }],
  ]);
  const slot = book.slotOf('u1')!;
  expect(written(book, slot, ['cn', 'telephoneNumber'])).toContain('2001');
  book.change([testContact('u1', 'Ada', 'Archer', { work: '2009' })], []);
  expect(written(book, slot, ['cn', 'telephoneNumber'])).toContain('2009');
  book.change([], ['u1']);
  book.change([testContact('u3', 'Cleo', 'Cole', { work: '2003' })], []);
  expect(book.slotOf('u3')).toBe(slot);
  expect(written(book, slot, ['cn', 'telephoneNumber'])).toContain('Cleo Cole');
});

test('more entries than are kept go out as they are, each in the attributes that were asked for', () => {
  const long = 'x'.repeat(9_000);
  const book = testBook(
    Array.from({ length: 1_200 }, (_, at) => [`${at}${long}`, 'Archer', { work: String(2_000 + at) }]),
  );
  for (const attributes of [['cn'], ['sn', 'telephoneNumber'], ['cn']]) {
    const selection = selectionOf(attributes, false);
    for (const id of [
      'u1',
      'u600',
      'u1200',
      'u2',
      ...Array.from({ length: 1_000 }, (_, at) => `u${at + 3}`),
    ]) {
      const slot = book.slotOf(id)!;
      const entry = encodeContact(book.contactAt(slot), selection, reader).toString('latin1');
      expect(written(book, slot, attributes).endsWith(entry)).toBe(true);
    }
  }
});

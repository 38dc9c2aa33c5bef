import type { ImportResult } from '../../contract/phonebook.ts';

/** Whether the headings of a file may be unknown because its letters are read wrongly: nothing proves an 8-bit encoding. */
export function mayBeMisread({ encoding, columns, kind }: ImportResult): boolean {
  const letters = columns.flatMap(({ name, samples }) => [name, ...samples]).join('');
  if (letters.includes('\ufffd')) return true;
  return kind === 'csv' && !encoding.startsWith('utf') && /[^\p{ASCII}]/u.test(letters);
}

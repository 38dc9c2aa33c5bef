import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import type { Viewer } from '../directory/viewer.ts';
import type { ContactFields } from '../domain/contact.ts';
import { type Book, bookPlace, inBook } from './book-place.ts';
import { writeCsvLine } from './write-csv.ts';
import { writeVcard } from './write-vcard.ts';

const batchSize = 500;

/**
 * A book as a file (UTF-8), contact by contact in the order in which they were made. Uploaded again it changes
 * nothing. Synced contacts are no part of a book. Ends with `not-allowed` for an API key's personal book.
 */
export function exportBook(
  db: Db,
  viewer: Viewer,
  { book, format }: { readonly book: Book; readonly format: 'csv' | 'vcard' },
): Readable {
  const place = bookPlace(viewer, book);
  const write = format === 'csv' ? writeCsvLine : writeVcard;
  async function* pieces(): AsyncGenerator<string> {
    for (let after: string | null = null; ; ) {
      const { rows }: { rows: { id: string; fields: ContactFields }[] } = await sql<{
        id: string;
        fields: ContactFields;
      }>`
        select id, fields from local_contact
        where ${inBook(place)} and (${after}::uuid is null or id > ${after}::uuid)
        order by id limit ${batchSize}`.execute(db);
      if (rows.length > 0) yield rows.map(({ fields }) => write(fields)).join('');
      if (rows.length < batchSize) return;
      after = rows.at(-1)?.id ?? null;
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { BookPlace } from '../book-place.ts';

// A program writes the same header every time: what somebody once said of its columns holds for the next file too.

// For each book; the ones that were not used for longest are forgotten.
const keptAtMost = 200;

const bookId = ({ tenantId, ownerId }: BookPlace) => ownerId ?? tenantId;

/** How the columns under this header were read last time into the book, if somebody set them. */
export async function rememberedMapping(db: Db, place: BookPlace, header: string): Promise<Mapping | null> {
  const row = await db
    .selectFrom('phonebook_mapping')
    .select('mapping')
    .where('tenant_id', '=', place.tenantId)
    .where('book_id', '=', bookId(place))
    .where('header', '=', header)
    .executeTakeFirst();
  return row?.mapping ?? null;
}

/** Keeps how the columns under this header are read into the book, for the next file. */
export async function rememberMapping(
  trx: Db,
  place: BookPlace,
  header: string,
  mapping: Mapping,
): Promise<void> {
  const now = new Date();
  await trx
    .insertInto('phonebook_mapping')
    .values({
      tenant_id: place.tenantId,
      book_id: bookId(place),
      header,
      mapping: JSON.stringify(mapping),
      used_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'book_id', 'header'])
        .doUpdateSet({ mapping: JSON.stringify(mapping), used_at: now }),
    )
    .execute();
  await sql`delete from phonebook_mapping where tenant_id = ${place.tenantId} and book_id = ${bookId(place)}
    and header in (select header from phonebook_mapping
      where tenant_id = ${place.tenantId} and book_id = ${bookId(place)} order by used_at desc offset ${keptAtMost})`.execute(
    trx,
  );
}

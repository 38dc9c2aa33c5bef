import type { Db } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import { announce } from '../directory/announce.ts';
import type { BookPlace } from './book-place.ts';

/** Tells browsers and phones that a book changed; a personal one is its owner's news alone. */
export async function tellOfBook(trx: Db, { tenantId, ownerId }: BookPlace): Promise<void> {
  await notify(trx, 'switchbook_contacts', tenantId);
  await announce(trx, {
    tenantId,
    event: 'contacts',
    data: { reason: 'import' },
    ...(ownerId === null ? {} : { personId: ownerId }),
  });
}

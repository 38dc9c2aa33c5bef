import type { Device } from '../access/device.ts';
import type { PhoneContact, PhoneDirectory } from '../directory/phone-directory.ts';
import type { Viewer } from '../directory/viewer.ts';
import { phoneEntry } from './entries.ts';
import type { BookDocument, Surroundings } from './phone-xml/format.ts';

/** Contacts that a document took, for the preview. */
export interface BookCount {
  contacts: number;
}

const searchBatch = 500;

/**
 * A whole book as text, piece by piece, so that a hundred thousand contacts never stand in memory as one document.
 * Ends early at the vendor's and the device's limit, and counts in `surroundings.cuts` what that left out.
 */
export async function* renderBook(
  document: BookDocument,
  directory: PhoneDirectory,
  viewer: Viewer,
  device: Device,
  q: string,
  surroundings: Surroundings,
  count: BookCount = { contacts: 0 },
): AsyncGenerator<string> {
  const country = await directory.country(viewer);
  const open = document.open(surroundings);
  const { cuts } = surroundings;
  let room = document.maxEntries ?? Number.POSITIVE_INFINITY;
  let seen = 0;
  let text = open.start;
  reading: for await (const contacts of contactsOf(directory, viewer, document.searchable ? q : '')) {
    for (const contact of contacts) {
      if (count.contacts >= (device.maxEntries ?? Number.POSITIVE_INFINITY)) {
        cuts.add('device-limit', (await totalOf()) - seen);
        break reading;
      }
      const entry = phoneEntry(contact, device, country);
      if (!entry) {
        seen += 1;
        cuts.add('no-number');
        continue;
      }
      if (room <= 0) {
        cuts.add('vendor-limit', (await totalOf()) - seen);
        break reading;
      }
      seen += 1;
      const written = open.write(entry, room);
      if (!written) continue;
      if (count.contacts > 0) text += open.between;
      text += written.text;
      room -= written.entries;
      count.contacts += 1;
    }
    yield text;
    text = '';
  }
  if (count.contacts === 0) text += open.empty;
  yield text + open.end;

  async function totalOf(): Promise<number> {
    const query = { q: document.searchable ? q : '', offset: 0, limit: 1 };
    return (await directory.search(viewer, query)).total;
  }
}

async function* contactsOf(
  directory: PhoneDirectory,
  viewer: Viewer,
  q: string,
): AsyncIterable<readonly PhoneContact[]> {
  if (q === '') {
    yield* directory.all(viewer);
    return;
  }
  for (let offset = 0; ; offset += searchBatch) {
    const { contacts, total } = await directory.search(viewer, { q, offset, limit: searchBatch });
    yield contacts;
    if (contacts.length < searchBatch || offset + searchBatch >= total) return;
  }
}

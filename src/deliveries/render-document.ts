import type { Device } from '../access/device.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import type { Viewer } from '../directory/viewer.ts';
import { type Cuts, createCuts } from './phone-xml/cut.ts';
import type { PhoneDocument, Query, Surroundings } from './phone-xml/format.ts';
import { wordsFor } from './phone-xml/words.ts';
import { searchText } from './read-query.ts';
import { type BookCount, renderBook } from './render-book.ts';
import { renderPage } from './render-page.ts';

export interface DocumentRequest {
  readonly device: Device;
  readonly query: Query;
  /** `http://host/p/<token>`. */
  readonly base: string;
  readonly language: string | undefined;
}

export interface Rendering {
  readonly pieces: AsyncIterable<string>;
  /** Right once the last piece is out. */
  readonly cuts: Cuts;
  readonly count: BookCount;
}

export const viewerOf = ({ tenantId, ownerId }: Device): Viewer => ({ tenantId, personId: ownerId });

/** What a device gets of a document: served to phones and shown in the preview by the same code. */
export function renderDocument(
  document: PhoneDocument,
  directory: PhoneDirectory,
  { device, query, base, language }: DocumentRequest,
): Rendering {
  const cuts = createCuts();
  const count: BookCount = { contacts: 0 };
  const surroundings: Surroundings = {
    base,
    words: wordsFor(language),
    personal: device.ownerId !== null,
    cuts,
  };
  const viewer = viewerOf(device);
  if (document.kind === 'book') {
    const q = searchText(query);
    return {
      pieces: renderBook(document, directory, viewer, device, q, surroundings, count),
      cuts,
      count,
    };
  }
  async function* once(): AsyncGenerator<string> {
    if (document.kind === 'fixed') yield document.render(surroundings);
    if (document.kind !== 'page') return;
    const { text, contacts } = await renderPage(document, directory, viewer, device, query, surroundings);
    count.contacts = contacts;
    yield text;
  }
  return { pieces: once(), cuts, count };
}

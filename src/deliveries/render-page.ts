import type { Device } from '../access/device.ts';
import type { PhoneContact, PhoneDirectory } from '../directory/phone-directory.ts';
import type { Viewer } from '../directory/viewer.ts';
import { phoneEntry } from './entries.ts';
import { namedFor } from './named-for.ts';
import type { Line, Page, PageDocument, PageRequest, Query, Surroundings } from './phone-xml/format.ts';
import { lineNames } from './phone-xml/names.ts';
import type { Words } from './phone-xml/words.ts';
import { searchText } from './read-query.ts';

const batch = 200;
// A page is looked for among so many contacts at most: a book of people without numbers must not keep a phone waiting.
const mostLookedAt = 10_000;

/** One page as text, and how many contacts are on it. */
export async function renderPage(
  document: PageDocument,
  directory: PhoneDirectory,
  viewer: Viewer,
  device: Device,
  query: Query,
  surroundings: Surroundings,
): Promise<{ readonly text: string; readonly contacts: number }> {
  const request = document.read?.(query) ?? plainRequest(query, document.pageLines);
  const country = await directory.country(viewer);
  const reader = { directory, viewer, device, country, words: surroundings.words };
  const page =
    request.caller !== undefined
      ? await callerPage(reader, request, request.caller)
      : request.offsetOf === 'lines'
        ? await pageOfLines(reader, request)
        : await pageOfContacts(reader, request, surroundings);
  return {
    text: document.render(page, surroundings),
    contacts: new Set(page.lines.map(({ contact }) => contact.id)).size,
  };
}

interface Reader {
  readonly directory: PhoneDirectory;
  readonly viewer: Viewer;
  readonly device: Device;
  readonly country: string;
  readonly words: Words;
}

function plainRequest(query: Query, lines: number): PageRequest {
  const offset = /^\d{1,9}$/.test(query.o ?? '') ? Number(query.o) : 0;
  return { q: searchText(query), offset, offsetOf: 'contacts', lines };
}

function linesOf(contact: PhoneContact, { device, country, words }: Reader): Line[] {
  const entry = phoneEntry(contact, device, country);
  if (!entry) return [];
  const names = lineNames(entry, words);
  return entry.numbers.map((number, index) => ({ contact: entry.contact, number, ...names[index]! }));
}

/** As many whole contacts as have room. The next page starts with the first that had none. */
async function pageOfContacts(reader: Reader, request: PageRequest, { cuts }: Surroundings): Promise<Page> {
  const { directory, viewer, device } = reader;
  const lines: Line[] = [];
  let next = request.offset;
  const allowed = device.maxEntries ?? Number.POSITIVE_INFINITY;
  let total = 0;
  let beyond = 0;
  for (;;) {
    const found = await directory.search(viewer, { q: request.q, offset: next, limit: batch });
    total = Math.min(found.total, allowed);
    beyond = found.total - total;
    for (const contact of found.contacts) {
      if (next >= allowed) break;
      const more = linesOf(contact, reader);
      if (more.length === 0) cuts.add('no-number');
      if (lines.length > 0 && lines.length + more.length > request.lines) return page();
      // Only a contact that has more numbers than a page has lines does not fit on a page of its own.
      cuts.add('too-many-numbers', lines.length + more.length - request.lines);
      lines.push(...more.slice(0, request.lines));
      next += 1;
    }
    const isEnd = found.contacts.length === 0 || next >= total;
    if (isEnd || lines.length >= request.lines || next - request.offset >= mostLookedAt) return page();
  }
  function page(): Page {
    const isLast = next >= total;
    cuts.add('device-limit', beyond);
    cuts.add('other-pages', total - (next - request.offset));
    return {
      request,
      lines,
      first: lines.length === 0 ? 0 : request.offset + 1,
      last: Math.min(next, total),
      total,
      nextOffset: isLast ? null : next,
    };
  }
}

/** For phones that count lines: walks from the beginning, because only that tells how many lines come before. */
async function pageOfLines(reader: Reader, request: PageRequest): Promise<Page> {
  const { directory, viewer, device } = reader;
  const most = Math.min(device.maxEntries ?? mostLookedAt, mostLookedAt);
  const lines: Line[] = [];
  let total = 0;
  for (let offset = 0; offset < most; offset += batch) {
    const limit = Math.min(batch, most - offset);
    const found = await directory.search(viewer, { q: request.q, offset, limit });
    for (const contact of found.contacts) {
      for (const line of linesOf(contact, reader)) {
        if (total >= request.offset && lines.length < request.lines) lines.push(line);
        total += 1;
      }
    }
    if (offset + limit >= found.total) break;
  }
  return linesPage(request, lines, total);
}

/** Who calls: one contact, with the number written as the phone wrote it, because phones compare texts. */
async function callerPage(reader: Reader, request: PageRequest, caller: string): Promise<Page> {
  const found = await reader.directory.lookup(reader.viewer, caller);
  if (!found) return linesPage({ ...request, offset: 0 }, [], 0);
  const contact = namedFor(found, reader.device);
  const number = { dial: caller, label: 'other', internal: false } as const;
  return linesPage(
    { ...request, offset: 0 },
    [{ contact, number, name: contact.displayName, suffix: '' }],
    1,
  );
}

function linesPage(request: PageRequest, lines: readonly Line[], total: number): Page {
  const last = request.offset + lines.length;
  return {
    request,
    lines,
    first: lines.length === 0 ? 0 : request.offset + 1,
    last: lines.length === 0 ? 0 : last,
    total,
    nextOffset: last < total && lines.length > 0 ? last : null,
  };
}

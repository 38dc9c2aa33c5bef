import { hash } from 'node:crypto';
import { z } from 'zod';
import { type ContactFields, emptyContact } from '../src/domain/contact.ts';
import type { ReadRequest, Source, SourceContact, SourceIo, SourcePage } from '../src/sources/source.ts';

/** A source in memory that a test scripts: what it holds, what it reports, and what goes wrong. */
export interface Upstream {
  readonly contacts: Map<string, ContactFields>;
  put(id: string, fields: Partial<ContactFields>): void;
  remove(id: string): void;
  pageSize: number;
  /** Deltas name removed contacts. `false`: only a full run's sweep finds them. */
  reportsRemovals: boolean;
  readAhead: boolean;
  /** How often a full run reads the list; what the last reading has not brought is gone. */
  passes: number;
  /** Ids whose rows cannot be used at the moment. */
  readonly broken: Set<string>;
  /** What a page of the list says, given what it should say: repeats, for instance. */
  list: (contacts: readonly SourceContact[], request: ReadRequest<unknown>) => readonly SourceContact[];
  /** Called before each page is read; may throw, wait, or change what the source holds. */
  beforePage: (request: ReadRequest<unknown>, io: SourceIo) => void | Promise<void>;
  /** Called with each page as it leaves; may change it. */
  onPage: (page: SourcePage, request: ReadRequest<unknown>) => SourcePage;
  readonly requests: ReadRequest<unknown>[];
  /** Pages that the engine recalled. */
  readonly unread: string[];
}

const cursorShape = z.object({ since: z.number(), after: z.string().nullable(), pass: z.number() });

export function scriptedSource(): { source: Source<{ url: string }>; upstream: Upstream } {
  const journal: { id: string; removed: boolean }[] = [];
  const upstream: Upstream = {
    contacts: new Map(),
    put(id, fields) {
      upstream.contacts.set(id, { ...emptyContact, firstName: id, ...fields });
      journal.push({ id, removed: false });
    },
    remove(id) {
      if (upstream.contacts.delete(id)) journal.push({ id, removed: true });
    },
    pageSize: 100,
    reportsRemovals: true,
    readAhead: true,
    passes: 1,
    broken: new Set(),
    list: (contacts) => contacts,
    beforePage: () => {},
    onPage: (page) => page,
    requests: [],
    unread: [],
  };

  async function readPage(request: ReadRequest<{ url: string }>, io: SourceIo): Promise<SourcePage> {
    upstream.requests.push(request);
    await upstream.beforePage(request, io);
    io.signal.throwIfAborted();
    const cursor = request.cursor === null ? null : cursorShape.parse(request.cursor);
    return upstream.onPage(request.mode === 'full' ? fullPage(request, cursor) : deltaPage(cursor), request);
  }

  function fullPage(request: ReadRequest<unknown>, cursor: z.infer<typeof cursorShape> | null): SourcePage {
    const after = request.first ? '' : (cursor?.after ?? '');
    const since = request.first ? journal.length : (cursor?.since ?? 0);
    const pass = request.first ? 1 : (cursor?.pass ?? 1);
    const left = [...upstream.contacts.keys()].filter((id) => id > after).sort();
    const ids = left.slice(0, upstream.pageSize);
    const last = left.length <= ids.length;
    const { contacts, ...unusable } = rows(ids);
    const listed = upstream.list(contacts, request);
    const digest = hash('sha256', JSON.stringify([listed, unusable]));
    const ends = last && pass >= upstream.passes;
    const page: SourcePage = {
      contacts: listed,
      removed: [],
      ...unusable,
      cursor: { since, after: last ? null : (ids.at(-1) ?? null), pass: last && !ends ? pass + 1 : pass },
      pass,
      total: upstream.contacts.size,
      memo: { digest, gist: {} },
      ...(ends ? { done: { sweepUnseenSincePass: pass } } : {}),
    };
    if (!request.recall?.(digest)) return page;
    upstream.unread.push(digest);
    return { ...page, contacts: [], issues: [], keep: [], unread: () => page };
  }

  function rows(ids: readonly string[]): Required<Pick<SourcePage, 'contacts' | 'issues' | 'keep'>> {
    const keep = ids.filter((id) => upstream.broken.has(id));
    const contacts = ids.flatMap((id) => {
      const fields = upstream.contacts.get(id);
      return fields && !upstream.broken.has(id) ? [{ externalId: id, fields }] : [];
    });
    return { contacts, issues: keep.map((id) => ({ externalId: id, reason: 'It is broken.' })), keep };
  }

  function deltaPage(cursor: z.infer<typeof cursorShape> | null): SourcePage {
    const since = cursor?.since ?? 0;
    const until = Math.min(journal.length, since + upstream.pageSize);
    // What a contact is by the end of the page; who stands there as gone has no earlier life in it.
    const entries = new Map(journal.slice(since, until).map((entry) => [entry.id, entry]));
    const ids = [...entries.keys()];
    return {
      ...rows(ids.filter((id) => upstream.contacts.has(id))),
      removed: upstream.reportsRemovals ? ids.filter((id) => !upstream.contacts.has(id)) : [],
      cursor: { since: until, after: null, pass: 1 },
      pass: 1,
      ...(until === journal.length ? { done: { sweepUnseenSincePass: null } } : {}),
    };
  }

  const source: Source<{ url: string }> = {
    kind: 'scripted',
    title: 'Scripted',
    settings: z.object({ url: z.string() }),
    secrets: [],
    isOtherUpstream: (before, after) => before.url !== after.url,
    checkSettings: async () => {},
    readPage,
    mayReadAhead: () => upstream.readAhead,
    checkConnection: async () => ({ message: 'Connected.', sample: [] }),
  };
  return { source, upstream };
}

import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { tenantLeastEnding } from '../least-ending.ts';
import { tenantCountry } from '../tenant-country.ts';
import { inBatches } from './batches.ts';
import { type Changes, changesSince, currentPosition, type Position } from './change-feed.ts';
import type { ReadContact } from './indexed-contact.ts';
import { readContacts, readPage } from './read-contacts.ts';
import { createTenantBook, type TenantBook } from './tenant-book.ts';

/** A tenant's book and how far it has read. */
export interface Loaded {
  readonly book: TenantBook;
  readonly position: Position;
  readonly country: string;
  readonly leastEnding: number;
  /** When the database last answered about it, in ms. */
  readonly readAt: number;
}

// Small enough to be done in a few milliseconds, of which phones notice nothing.
const batch = 200;
const page = 1_000;
const nil = '00000000-0000-0000-0000-000000000000';
const dayMs = 86_400_000;

export async function countContacts(db: Db, tenantId: TenantId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from contact where tenant_id = ${tenantId}`.execute(db);
  return rows[0]!.count;
}

/** Reads a tenant's whole book, some hundred contacts at a time. */
export async function loadBook(db: Db, tenantId: TenantId, expected: number): Promise<Loaded> {
  const settings = await readSettings(db, tenantId);
  // First the position, then the rows: what changes meanwhile is read once more, and nothing is missed.
  const position = await currentPosition(db);
  const readAt = Date.now();
  const book = createTenantBook(expected);
  for (let after = nil; ; ) {
    const contacts = await readPage(db, tenantId, after, page);
    await put(book, contacts);
    const last = contacts.at(-1);
    if (!last || contacts.length < page) break;
    after = last.contact.id;
  }
  return bringUpToDate(db, tenantId, { book, position, ...settings, readAt });
}

/** Reads what has changed. Also after days without a database: then the whole book. */
export async function bringUpToDate(db: Db, tenantId: TenantId, loaded: Loaded): Promise<Loaded> {
  const settings = await readSettings(db, tenantId);
  const readAt = Date.now();
  const changes = await changesSince(db, tenantId, loaded.position);
  if (changes.setBack || readAt - loaded.readAt > dayMs) {
    return loadBook(db, tenantId, await countContacts(db, tenantId));
  }
  await follow(db, tenantId, loaded.book, changes);
  const book = loaded.book.isWornOut ? await rebuilt(loaded.book) : loaded.book;
  return { book, position: changes.position, ...settings, readAt };
}

async function readSettings(db: Db, tenantId: TenantId): Promise<Pick<Loaded, 'country' | 'leastEnding'>> {
  return {
    country: await tenantCountry(db, tenantId),
    leastEnding: await tenantLeastEnding(db, tenantId),
  };
}

async function follow(db: Db, tenantId: TenantId, book: TenantBook, { ids }: Changes): Promise<void> {
  for (const some of inBatches(ids, batch)) {
    const contacts = await readContacts(db, tenantId, some);
    const there = new Set<string>(contacts.map(({ contact }) => contact.id));
    book.change(
      contacts,
      some.filter((id) => !there.has(id)),
    );
    await nextTurn();
  }
}

async function put(book: TenantBook, contacts: Iterable<ReadContact>): Promise<void> {
  for (const some of inBatches(contacts, batch)) {
    book.change(some, []);
    await nextTurn();
  }
}

async function rebuilt(old: TenantBook): Promise<TenantBook> {
  const book = createTenantBook(old.size);
  await put(book, old.everybody());
  return book;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

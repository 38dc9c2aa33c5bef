import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Contact } from './contact.ts';

/** After which row a page begins: the last row of the page before it. */
export interface Mark {
  /** When the row changed; 0 where the list is in order of arrival. */
  readonly at: number;
  readonly key: string | number;
}

export interface Rows {
  /** Contacts as JSON, or ids. */
  readonly rows: readonly string[];
  readonly more: boolean;
  /** `null` when there are none. */
  readonly last: Mark | null;
}

/** Where a page begins: after a row that is known, or (less exactly, and slower) after so many rows. */
export type From = { readonly mark: Mark } | { readonly offset: number };

export interface Store {
  /** Writes one contact; the same again changes nothing. */
  put(contact: Contact): void;
  /** `false` when there is none of that id. */
  remove(id: string): boolean;
  /** Makes the store hold exactly these, in one step at the end. When they throw, it stays as it was. */
  replaceAll(contacts: Iterable<Contact> | AsyncIterable<Contact>, changedAt?: number): Promise<void>;
  count(): number;
  list(from: From, limit: number): Rows;
  updatedSince(since: number, from: From, limit: number): Rows;
  deletedSince(since: number, from: From, limit: number): Rows;
  close(): void;
}

// Every query has an order that does not change, so that pages neither repeat nor miss a row.
const schema = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists contact (
    seq integer primary key autoincrement, id text not null unique, json text not null, updated_at integer not null
  ) strict;
  create index if not exists contact_by_change on contact (updated_at, seq);
  create table if not exists deletion (id text primary key, deleted_at integer not null) strict;
  create index if not exists deletion_by_time on deletion (deleted_at, id);
`;

const batch = 2_000;

/** Opens or creates a database file (`:memory:` for none). `now` gives UNIX seconds. */
export function openStore(file: string, now: () => number): Store {
  const db = new DatabaseSync(file);
  db.exec(schema);
  const upsert = db.prepare(`
    insert into contact (id, json, updated_at) values (?, ?, ?)
    on conflict (id) do update set json = excluded.json, updated_at = excluded.updated_at where json <> excluded.json`);
  const forgetDeletion = db.prepare('delete from deletion where id = ?');
  const drop = db.prepare('delete from contact where id = ?');
  const noteDeletion = db.prepare('insert or replace into deletion (id, deleted_at) values (?, ?)');

  const contactsAfter = db.prepare(
    'select 0 as at, seq as key, json as row from contact where seq > ? order by seq limit ?',
  );
  const contactsFrom = db.prepare(
    'select 0 as at, seq as key, json as row from contact order by seq limit ? offset ?',
  );
  const changes = {
    updated: select('updated_at as at, seq as key, json as row from contact', 'updated_at, seq'),
    deleted: select('deleted_at as at, id as key, id as row from deletion', 'deleted_at, id'),
  };

  function select(rows: string, order: string) {
    const [time] = order.split(',');
    return {
      after: db.prepare(`select ${rows} where (${order}) > (?, ?) order by ${order} limit ?`),
      from: db.prepare(`select ${rows} where ${time} >= ? order by ${order} limit ? offset ?`),
    };
  }

  function readChanges(list: keyof typeof changes, since: number, from: From, limit: number): Rows {
    const query = changes[list];
    return toRows(
      'mark' in from
        ? query.after.all(from.mark.at, from.mark.key, limit + 1)
        : query.from.all(since, limit + 1, from.offset),
      limit,
    );
  }

  function inTransaction(work: () => void): void {
    db.exec('begin immediate');
    try {
      work();
      db.exec('commit');
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  }

  return {
    put: (contact) =>
      inTransaction(() => {
        upsert.run(contact.id, JSON.stringify(contact), now());
        forgetDeletion.run(contact.id);
      }),
    remove(id) {
      let found = false;
      inTransaction(() => {
        found = drop.run(id).changes > 0;
        if (found) noteDeletion.run(id, now());
      });
      return found;
    },
    async replaceAll(contacts, changedAt) {
      db.exec(
        'drop table if exists temp.incoming; create temp table incoming (id text primary key, json text)',
      );
      const add = db.prepare('insert or ignore into temp.incoming values (?, ?)');
      let waiting: Contact[] = [];
      const write = () => {
        inTransaction(() => {
          for (const contact of waiting) {
            if (add.run(contact.id, JSON.stringify(contact)).changes === 0)
              throw new Error(`the id "${contact.id}" stands there twice`);
          }
        });
        waiting = [];
      };
      for await (const contact of contacts) {
        waiting.push(contact);
        if (waiting.length === batch) {
          write();
          // Others are answered in between.
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      write();
      inTransaction(() => {
        db.prepare(
          `insert or replace into deletion (id, deleted_at)
           select id, ? from contact where id not in (select id from temp.incoming)`,
        ).run(now());
        db.exec('delete from contact where id not in (select id from temp.incoming)');
        db.prepare(
          `insert into contact (id, json, updated_at) select id, json, ? from temp.incoming where true order by rowid
           on conflict (id) do update set json = excluded.json, updated_at = excluded.updated_at where json <> excluded.json`,
        ).run(changedAt ?? now());
        db.exec('delete from deletion where id in (select id from contact); drop table temp.incoming');
      });
    },
    count: () => Number(db.prepare('select count(*) as n from contact').get()?.n),
    list: (from, limit) =>
      toRows(
        'mark' in from
          ? contactsAfter.all(from.mark.key, limit + 1)
          : contactsFrom.all(limit + 1, from.offset),
        limit,
      ),
    updatedSince: (since, from, limit) => readChanges('updated', since, from, limit),
    deletedSince: (since, from, limit) => readChanges('deleted', since, from, limit),
    close: () => db.close(),
  };
}

/** One row more than asked for was read, to know whether more follows. */
function toRows(found: readonly Record<string, SQLOutputValue>[], limit: number): Rows {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ row }) => String(row)),
    more: found.length > limit,
    last: last
      ? { at: Number(last.at), key: typeof last.key === 'number' ? last.key : String(last.key) }
      : null,
  };
}

import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import type { ContactField } from '../domain/contact.ts';
import type { BookPlace } from './book-place.ts';
import type { FileScope } from './contact-form.ts';
import { mergeMatched } from './merge-matched.ts';
import { nameInSql } from './name-in-sql.ts';
import { planMerge } from './plan-merge.ts';
import { planReplace } from './plan-replace.ts';
import { setBased } from './set-based.ts';

/** What an import does, or would do. */
export interface ImportPlan {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Rows that became one contact with an earlier row. */
  readonly mergedRows: readonly { readonly row: number; readonly reason: string }[];
  readonly mergedTotal: number;
  /** The first hundred of each, for the eye. */
  readonly changes: {
    readonly added: readonly { readonly row: number; readonly name: string }[];
    readonly updated: readonly {
      readonly row: number;
      readonly contactId: string;
      readonly name: string;
      readonly matchedBy: string;
      readonly fields: readonly ContactField[];
    }[];
    readonly unchanged: readonly {
      readonly row: number;
      readonly contactId: string;
      readonly name: string;
      readonly matchedBy: string;
    }[];
    readonly deleted: readonly { readonly contactId: string; readonly name: string }[];
  };
}

/** Nothing was compared. */
export const noPlan: ImportPlan = {
  added: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  mergedRows: [],
  mergedTotal: 0,
  changes: { added: [], updated: [], unchanged: [], deleted: [] },
};

/**
 * Compares the file in `staged_contact` with the book, in a transaction that sees one state of it, and leaves what
 * `applyImport` needs in tables of the connection that the transaction's end drops.
 */
export async function planImport(
  db: Db,
  place: BookPlace,
  {
    mode,
    scope,
    country,
    signal,
  }: { mode: 'replace' | 'merge'; scope: FileScope; country: string; signal?: AbortSignal },
): Promise<ImportPlan> {
  if (mode === 'replace') {
    const { unchanged } = await setBased(db, () => planReplace(db, place, scope));
    return {
      added: await count(db, 'staged_added'),
      updated: 0,
      unchanged,
      deleted: await count(db, 'staged_deleted'),
      mergedRows: [],
      mergedTotal: 0,
      changes: {
        added: await firstAdded(db),
        updated: [],
        unchanged: await firstUnchanged(db),
        deleted: await firstDeleted(db, place),
      },
    };
  }
  await setBased(db, () => planMerge(db, place));
  const {
    unchanged,
    firstUnchanged: known,
    changed,
  } = await mergeMatched(db, place, { scope, country, signal });
  const merged = await sql<{ is_new: boolean; count: number }>`
    select is_new, count(*)::integer as count from merged_contact group by is_new`.execute(db);
  const of = (isNew: boolean) => merged.rows.find((row) => row.is_new === isNew)?.count ?? 0;
  const { mergedRows, mergedTotal } = await joinedRows(db);
  const matches = await sql<{ contact_id: string; row: number; matched_by: string }>`
    select contact_id, min(row_no) as row, min(matched_by) as matched_by from merge_row
    where contact_id = any(${[...changed, ...known].map(({ contactId }) => contactId)}::uuid[]) group by contact_id`.execute(
    db,
  );
  const matched = new Map(matches.rows.map((match) => [match.contact_id, match]));
  const matchOf = (contactId: string) => {
    const match = matched.get(contactId);
    return { row: match?.row ?? 0, matchedBy: match?.matched_by ?? '' };
  };
  return {
    added: (await count(db, 'staged_added')) + of(true),
    updated: of(false),
    unchanged,
    deleted: 0,
    mergedRows,
    mergedTotal,
    changes: {
      added: await firstAddedOrJoined(db),
      updated: changed.map(({ changes, ...one }) => ({ ...one, ...matchOf(one.contactId), fields: changes })),
      unchanged: known.map((one) => ({ ...one, ...matchOf(one.contactId) })),
      deleted: [],
    },
  };
}

async function count(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::integer as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

const name = nameInSql(sql`fields`);

async function firstAdded(db: Db) {
  const { rows } = await sql<{ row: number; name: string }>`
    select row_no as row, ${name} as name from staged_contact where row_no in (select row_no from staged_added)
    order by row_no limit 100`.execute(db);
  return rows;
}

/** After `mergeMatched`: also the contacts that several rows make, by the first of them. */
async function firstAddedOrJoined(db: Db) {
  const { rows } = await sql<{ row: number; name: string }>`
    with joined as (
      select min(row_no) as row_no, contact_id from merge_row
      where contact_id in (select contact_id from merged_contact where is_new) group by contact_id
    ), added as (
      select row_no, fields from staged_contact where row_no in (select row_no from staged_added)
      union all
      select joined.row_no, merged_contact.fields from joined join merged_contact using (contact_id)
    ) select row_no as row, ${name} as name from added order by row_no limit 100`.execute(db);
  return rows;
}

/** After `planReplace`: rows that are in the book as they stand. */
async function firstUnchanged(db: Db) {
  const { rows } = await sql<{ row: number; contactId: string; name: string; matchedBy: string }>`
    select row_no as row, book_match.id as "contactId", ${name} as name, '' as "matchedBy"
    from book_match join staged_contact using (row_no)
    where row_no in (select row_no from book_match where id is not null and row_no is not null order by row_no limit 100)
    order by row_no`.execute(db);
  return rows;
}

async function firstDeleted(db: Db, { tenantId }: BookPlace) {
  const { rows } = await sql<{ contactId: string; name: string }>`
    select id as "contactId", ${name} as name from local_contact
    where tenant_id = ${tenantId} and id in (select id from staged_deleted order by id limit 100) order by id`.execute(
    db,
  );
  return rows;
}

async function joinedRows(db: Db): Promise<Pick<ImportPlan, 'mergedRows' | 'mergedTotal'>> {
  const { rows } = await sql<{ row: number; first: number; total: number }>`
    select row, first, (count(*) over ())::integer as total from (
      select row_no as row, min(row_no) over (partition by contact_id) as first from merge_row
    ) as rows where row > first order by row limit 1000`.execute(db);
  return {
    mergedRows: rows.map(({ row, first }) => ({
      row,
      reason: `It is the same contact as row ${first}: both became one.`,
    })),
    mergedTotal: rows[0]?.total ?? 0,
  };
}

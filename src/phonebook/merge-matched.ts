import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { jsonRows } from '../directory/json-rows.ts';
import { type ContactField, type ContactFields, contactFields, displayName } from '../domain/contact.ts';
import type { BookPlace } from './book-place.ts';
import type { FileScope } from './contact-form.ts';
import { mergeFields } from './merge-fields.ts';

// Small enough that merging one batch holds nobody up.
const batchSize = 200;

interface Group {
  readonly contact_id: string;
  readonly is_new: boolean;
  readonly existing: ContactFields | null;
  readonly rows: readonly ContactFields[];
}

/** A contact of the book that rows of the file are about. */
export interface KnownContact {
  readonly contactId: string;
  readonly name: string;
}

export interface MergedContact extends KnownContact {
  readonly changes: readonly ContactField[];
}

// For the eye.
const toldAtMost = 100;

/**
 * Merges rows with the contacts that `planMerge` found for them, into the table `merged_contact` (contact_id, is_new,
 * fields): contacts that change, and new ones that several rows made.
 */
export async function mergeMatched(
  db: Db,
  place: BookPlace,
  { scope, country, signal }: { scope: FileScope; country: string; signal?: AbortSignal },
): Promise<{
  unchanged: number;
  firstUnchanged: readonly KnownContact[];
  changed: readonly MergedContact[];
}> {
  await sql`create temp table merged_contact (contact_id uuid primary key, is_new boolean, fields jsonb) on commit drop`.execute(
    db,
  );
  let unchanged = 0;
  const firstUnchanged: KnownContact[] = [];
  const changed: MergedContact[] = [];
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted();
    const groups = await nextGroups(db, place, after);
    const results: { contact_id: string; is_new: boolean; fields: ContactFields }[] = [];
    for (const { contact_id, is_new, existing, rows } of groups) {
      const [first, ...others] = existing ? [existing, ...rows] : rows;
      if (!first) continue;
      const fields = others.reduce((merged, row) => mergeFields(merged, row, scope, country), first);
      const changes = existing ? contactFields.filter((field) => !same(existing[field], fields[field])) : [];
      const known = { contactId: contact_id, name: displayName(fields) };
      if (existing && changes.length === 0) {
        unchanged += 1;
        if (firstUnchanged.length < toldAtMost) firstUnchanged.push(known);
      } else results.push({ contact_id, is_new, fields });
      if (changes.length > 0 && changed.length < toldAtMost) changed.push({ ...known, changes });
    }
    await sql`insert into merged_contact select contact_id, is_new, fields
      from json_to_recordset(${jsonRows(results)}::json) as n (contact_id uuid, is_new boolean, fields jsonb)`.execute(
      db,
    );
    if (groups.length < batchSize) return { unchanged, firstUnchanged, changed };
    after = groups.at(-1)?.contact_id ?? null;
  }
}

async function nextGroups(db: Db, place: BookPlace, after: string | null): Promise<Group[]> {
  const { rows } = await sql<Group>`
    with next as (
      select contact_id, bool_and(is_new) as is_new, array_agg(row_no order by row_no) as row_nos
      from merge_row where (${after}::uuid is null or contact_id > ${after}::uuid)
      group by contact_id having count(*) > 1 or not bool_and(is_new)
      order by contact_id limit ${batchSize}
    )
    select next.contact_id, next.is_new, l.fields as existing,
      (select json_agg(s.fields order by s.row_no) from staged_contact s where s.row_no = any(next.row_nos)) as rows
    from next left join local_contact l on l.tenant_id = ${place.tenantId} and l.id = next.contact_id
    order by next.contact_id`.execute(db);
  return rows;
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

// PostgreSQL orders the keys of its JSON in its own way.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

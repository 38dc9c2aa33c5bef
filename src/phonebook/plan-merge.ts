import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { type BookPlace, inBook } from './book-place.ts';

/**
 * Works out which rows of the file are which contacts of the book, into tables of the connection. `merge_row`: each row
 * with the contact that it becomes, `matched_by` e-mail or name, `is_new` when no contact of the book matches.
 * `staged_added`: rows that become a contact alone, as they are.
 *
 * A row is matched by e-mail first, then by name and number (name alone where there is neither, on both sides); what
 * matches nothing in the book is matched with earlier
 * rows in the same way, so that two rows of one person make one contact.
 */
export async function planMerge(db: Db, place: BookPlace): Promise<void> {
  await sql`create index if not exists staged_contact_row on staged_contact (row_no)`.execute(db);
  await sql`create temp table file_key on commit drop as
    select row_no, key, position from staged_contact, unnest(keys) with ordinality as k (key, position)`.execute(
    db,
  );
  await sql`create temp table book_key on commit drop as
    with mine as (select id from local_contact where ${inBook(place)})
    select key, min(contact_id::text)::uuid as contact_id from (
      select 'e:' || lower((e.value->>'email') collate "C") as key, c.id as contact_id
      from mine join contact c on c.tenant_id = ${place.tenantId} and c.id = mine.id, json_array_elements(c.emails) as e
      union all
      select 'n:' || n.digits || ':' || c.name_key, c.id
      from mine join contact c on c.tenant_id = ${place.tenantId} and c.id = mine.id
      join contact_number n on n.tenant_id = c.tenant_id and n.contact_id = c.id
      union all
      select 'n::' || c.name_key, c.id
      from mine join contact c on c.tenant_id = ${place.tenantId} and c.id = mine.id
      where json_array_length(c.emails) = 0 and not exists (
        select from contact_number n where n.tenant_id = c.tenant_id and n.contact_id = c.id)
    ) as keys group by key`.execute(db);
  await sql`analyze file_key, book_key`.execute(db);

  // E-mail keys stand before name keys in a row's list, so that the first hit is the best.
  await sql`create temp table merge_row on commit drop as
    with hit as (
      select distinct on (f.row_no) f.row_no, b.contact_id, f.key
      from file_key f join book_key b using (key) order by f.row_no, f.position
    ), first_row as (
      select key, min(row_no) as row_no from file_key group by key
    ), earlier as (
      select distinct on (f.row_no) f.row_no, first_row.row_no as parent, f.key
      from file_key f join first_row using (key)
      where first_row.row_no < f.row_no and not exists (select from hit where hit.row_no = f.row_no)
      order by f.row_no, f.position
    )
    select s.row_no, s.id as own_id, hit.contact_id, coalesce(earlier.parent, s.row_no) as parent,
      hit.contact_id is null as is_new,
      case left(coalesce(hit.key, earlier.key), 1) when 'e' then 'e-mail' when 'n' then 'name and number' end as matched_by
    from staged_contact s left join hit using (row_no) left join earlier using (row_no)`.execute(db);
  await sql`create index on merge_row (row_no)`.execute(db);
  await followParents(db);

  await sql`create index on merge_row (contact_id)`.execute(db);
  await sql`analyze merge_row`.execute(db);
  await sql`create temp table staged_added on commit drop as
    select min(row_no) as row_no from merge_row group by contact_id having count(*) = 1 and bool_and(is_new)`.execute(
    db,
  );
  await sql`analyze staged_added`.execute(db);
}

/** A row that matched an earlier one becomes what that one becomes. */
async function followParents(db: Db): Promise<void> {
  await sql`update merge_row set contact_id = own_id where contact_id is null and parent = row_no`.execute(
    db,
  );
  for (;;) {
    const found = await sql`
      update merge_row r set contact_id = p.contact_id, is_new = p.is_new
      from merge_row p where r.contact_id is null and p.row_no = r.parent and p.contact_id is not null`.execute(
      db,
    );
    if (!found.numAffectedRows) return;
  }
}

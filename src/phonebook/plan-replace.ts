import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { type BookPlace, inBook } from './book-place.ts';
import type { ContactForm } from './contact-form.ts';

/**
 * Works out what makes the book what the file says, into two tables of the connection: `staged_added` (rows of the
 * file) and `staged_deleted` (contacts of the book). A contact that the file describes as it is, as far as the file's
 * form can say, is in neither; of equal ones, as many stay as the file has.
 */
export async function planReplace(
  db: Db,
  place: BookPlace,
  form: ContactForm,
): Promise<{ unchanged: number }> {
  await sql`create temp table book_match on commit drop as
    with file as (
      select row_no, key, row_number() over (partition by key order by row_no) as copy
      from (select row_no, ${fileKey(form, 'fields')} as key from staged_contact) as keyed
    ), book as (
      select id, key, row_number() over (partition by key order by id) as copy
      from (select id, ${fileKey(form, 'fields')} as key from local_contact where ${inBook(place)}) as keyed
    )
    select file.row_no, book.id from file full join book using (key, copy)`.execute(db);
  await sql`create temp table staged_added on commit drop as
    select row_no from book_match where id is null`.execute(db);
  await sql`create temp table staged_deleted on commit drop as
    select id from book_match where row_no is null`.execute(db);
  await sql`analyze staged_added, staged_deleted`.execute(db);
  const { rows } = await sql<{ unchanged: number }>`
    select count(*)::integer as unchanged from book_match where id is not null and row_no is not null`.execute(
    db,
  );
  return { unchanged: rows[0]?.unchanged ?? 0 };
}

/** What a file of this form can say about a contact, as one short value. */
function fileKey(form: ContactForm, column: string): RawBuilder<string> {
  const f = sql.ref(column);
  // Numbers of another type are no part of a CSV file: they are skipped when it is read.
  const phones = sql`jsonb_path_query_array(${f}->'phones', '$[*] ? (@.label != "other")')`;
  if (form === 'plain') {
    return sql`md5(jsonb_build_array(${f}->'firstName', ${f}->'middleName', ${f}->'lastName', ${f}->'company',
      ${f}#>'{emails,0,email}', ${phones})::text)`;
  }
  if (form === 'pbxware8') {
    return sql`md5(jsonb_build_array(${f}->'firstName', ${f}->'lastName', ${f}->'company', ${f}->'type',
      ${f}->'notes', ${f}->'emails', ${phones})::text)`;
  }
  // vCard writes every line break as LF.
  return sql`md5((${f} - 'notes')::text || replace(replace(${f}->>'notes', ${'\r\n'}, ${'\n'}), ${'\r'}, ${'\n'}))`;
}

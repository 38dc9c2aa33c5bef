import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { contactFields, phoneLabels } from '../domain/contact.ts';
import { type BookPlace, inBook } from './book-place.ts';
import type { FileScope } from './contact-form.ts';

/**
 * Works out what makes the book what the file says, into two tables of the connection: `staged_added` (rows of the
 * file) and `staged_deleted` (contacts of the book). A contact that the file describes as it is, as far as the file can
 * say, is in neither; of equal ones, as many stay as the file has.
 */
export async function planReplace(
  db: Db,
  place: BookPlace,
  scope: FileScope,
): Promise<{ unchanged: number }> {
  await sql`create temp table book_match on commit drop as
    with file as (
      select row_no, key, row_number() over (partition by key order by row_no) as copy
      from (select row_no, ${fileKey(scope, 'fields')} as key from staged_contact) as keyed
    ), book as (
      select id, key, row_number() over (partition by key order by id) as copy
      from (select id, ${fileKey(scope, 'fields')} as key from local_contact where ${inBook(place)}) as keyed
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

/** What a file can say about a contact, as one short value. */
function fileKey({ fields, labels, emails }: FileScope, column: string): RawBuilder<string> {
  const f = sql.ref(column);
  const parts = contactFields
    .filter((field) => fields.includes(field))
    .map((field) => {
      // vCard writes every line break as LF.
      if (field === 'notes')
        return sql`replace(replace(${f}->>'notes', ${'\r\n'}, ${'\n'}), ${'\r'}, ${'\n'})`;
      if (field === 'phones' && labels.length < phoneLabels.length)
        return sql`jsonb_path_query_array(${f}->'phones', ${labelPath(labels)}::jsonpath)`;
      if (field === 'emails' && emails === 'first') return sql`${f}#>'{emails,0,email}'`;
      if (field === 'emails' && emails === 'addresses')
        return sql`jsonb_path_query_array(${f}->'emails', '$[*].email')`;
      return sql`${f}->${sql.lit(field)}`;
    });
  return sql`md5(jsonb_build_array(${sql.join(parts)})::text)`;
}

// The labels are ours: nothing in them needs a quotation mark.
const labelPath = (labels: FileScope['labels']) =>
  labels.length === 0
    ? '$[*] ? (1 == 0)'
    : `$[*] ? (${labels.map((label) => `@.label == "${label}"`).join(' || ')})`;

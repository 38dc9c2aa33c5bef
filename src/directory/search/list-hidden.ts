import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { tenantCountry } from '../tenant-country.ts';
import type { Viewer } from '../viewer.ts';
import { type HiddenRow, hiddenContactView } from './hidden-contact.ts';
import type { ContactPage, ListQuery } from './list-contacts.ts';
import { type ListPosition, writeCursor } from './list-cursor.ts';
import { readTerms, type Term } from './read-terms.ts';

// Hidden contacts are few (somebody hid each of them) and not in `contact`: they are searched as the source has them,
// without an index of their own.

/** Hidden contacts in the order of lists; search folds Latin letters only, and reads numbers without a country. */
export async function listHidden(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  after: ListPosition | null,
): Promise<ContactPage> {
  const country = await tenantCountry(db, viewer.tenantId);
  const { rows } = await hiddenQuery(viewer, query, after, country).execute(db);
  const found = rows.filter((row): row is FoundRow & { found: number } => row.id !== null);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => hiddenContactView(row, country)),
    total: rows[0]?.found ?? 0,
    totalExact: true,
    ...(found.length > query.limit && last
      ? { nextCursor: writeCursor({ first: last.first, name: last.sort_name, id: last.id }) }
      : {}),
  };
}

interface FoundRow extends HiddenRow {
  readonly sort_name: string;
  readonly first: boolean;
}
type HiddenListRow = (FoundRow | { readonly id: null }) & { readonly found: number };

export function hiddenQuery(
  viewer: Viewer,
  { q = '', source, book, limit }: ListQuery,
  after: ListPosition | null,
  country: string,
): RawBuilder<HiddenListRow> {
  const { start, all } = readTerms(q, country);
  const later = sql<boolean>`(h.sort_name collate "und-x-icu", h.id) > (${after?.name}, ${after?.id}::uuid)`;
  const isLater =
    after === null
      ? sql`true`
      : after.first
        ? sql`(not h.first or ${later})`
        : sql`(not h.first and ${later})`;
  // Only synced contacts are hidden: a filter for local ones finds none.
  const filter =
    source === 'local' || book !== undefined
      ? sql`false`
      : source === undefined
        ? sql`true`
        : sql`sc.source_id::text = ${source.toLowerCase()}`;
  const conditions = all.map(termCondition);
  return sql<HiddenListRow>`
    with hidden as materialized (
      select h.contact_id as id, sc.fields, sc.source_id, s.kind as source_kind, s.name as source_name,
        greatest(h.hidden_at, sc.changed_at) as updated_at, ${name} as name, ${numbers} as numbers
      from contact_hidden h
      join source_contact sc on sc.tenant_id = h.tenant_id and sc.contact_id = h.contact_id
      join source s on s.tenant_id = sc.tenant_id and s.id = sc.source_id
      where h.tenant_id = ${viewer.tenantId} and sc.removed_at is null and ${filter}
    ), folded as (
      select *, ${fold(sql`name`)} as name_key,
        ${fold(sql`concat_ws(' ', name, fields->>'company', jsonb_path_query_array(fields::jsonb, '$.emails[*].email')::text)`)} as texts
      from hidden
    ), hits as materialized (
      select *, left(name, 200) as sort_name, ${start === '' ? sql`false` : sql`starts_with(name_key, ${start})`} as first
      from folded where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    )
    select total.found, h.* from (select count(*)::integer as found from hits) as total
    left join (
      select * from hits as h where ${isLater}
      order by h.first desc, h.sort_name collate "und-x-icu", h.id limit ${limit + 1}
    ) as h on true
    order by h.first desc, h.sort_name collate "und-x-icu", h.id`;
}

const given = (field: string) => sql`nullif(sc.fields->>${sql.lit(field)}, '')`;
const name = sql`coalesce(
  nullif(concat_ws(' ', ${given('firstName')}, ${given('middleName')}, ${given('lastName')}), ''), ${given('company')},
  sc.fields->'emails'->0->>'email', sc.fields->'phones'->0->>'number', '')`;

// As in `search_text`: the digits of each number, marked when it was typed in international form.
const numbers = sql`coalesce((
  select string_agg(case when typed ~ '^\\s*(\\+|00)' then '+' || regexp_replace(typed, '^\\s*00|\\D', '', 'g')
    else regexp_replace(typed, '\\D', '', 'g') end, E'\\n')
  from (select p->>'number' as typed from json_array_elements(sc.fields->'phones') as p) as typed), '')`;

const fold = (text: RawBuilder<unknown>) => sql`translate(replace(replace(replace(replace(
  regexp_replace(normalize(lower(normalize(${text}, nfkd)), nfkd), '[\\u0300-\\u036f]', '', 'g'),
  'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øđðłħŧı', 'oddlhti')`;

function termCondition({ text, number }: Term): RawBuilder<boolean> {
  const inText = text === null ? sql<boolean>`false` : sql<boolean>`strpos(texts, ${text}) > 0`;
  if (number === null) return inText;
  const pieces =
    number.kind === 'international-any'
      ? ['+']
      : [...number.starts.map((start) => `+${start}`), ...number.parts];
  return sql`(${inText} or ${sql.join(
    pieces.map((piece) => sql`strpos(numbers, ${piece}) > 0`),
    sql` or `,
  )})`;
}

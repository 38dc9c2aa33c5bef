import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { PublishedPhone } from '../../database/tables.ts';
import type { Email } from '../../domain/contact.ts';
import type { ContactId, TenantId } from '../../domain/ids.ts';
import type { IndexedContact, ReadContact } from './indexed-contact.ts';

/** A published contact as the database, or publishedRow, has it. */
export interface ContactRow {
  id: string;
  book: 'central' | 'personal';
  owner_id: string | null;
  source_id: string | null;
  display_name: string;
  first_name: string;
  middle_name: string;
  last_name: string;
  company: string;
  department: string;
  job_title: string;
  phones: readonly PublishedPhone[];
  emails: readonly Email[];
  name_key: string;
  search_text: string;
  updated_at: Date;
  /** Position, digits, international: a row of `contact_number` each. */
  numbers: readonly (readonly [number, string, boolean])[] | null;
}

const columns = sql.raw(`
  id, book, owner_id, source_id, display_name, first_name, middle_name, last_name, company, department, job_title,
  phones, emails, name_key, search_text, updated_at,
  (select json_agg(json_build_array(position, digits, international))
   from contact_number n where n.tenant_id = c.tenant_id and n.contact_id = c.id) as numbers`);

/** The tenant's published contacts after an id, in the order of ids. */
export async function readPage(
  db: Db,
  tenantId: TenantId,
  after: string,
  limit: number,
): Promise<ReadContact[]> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from contact c where tenant_id = ${tenantId} and id > ${after} order by id limit ${limit}
  `.execute(db);
  return rows.map(readContact);
}

/** The contacts of these ids that are published. */
export async function readContacts(
  db: Db,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<ReadContact[]> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from contact c where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(db);
  return rows.map(readContact);
}

export function readContact(row: ContactRow): ReadContact {
  return { contact: indexed(row), nameKey: row.name_key, searchText: row.search_text };
}

function indexed(row: ContactRow): IndexedContact {
  const numbers = new Map((row.numbers ?? []).map(([position, ...number]) => [position, number]));
  return {
    id: row.id as ContactId,
    book: row.book,
    ownerId: row.owner_id && shared(row.owner_id),
    sourceId: row.source_id && shared(row.source_id),
    displayName: row.display_name,
    firstName: shared(row.first_name),
    middleName: shared(row.middle_name),
    lastName: shared(row.last_name),
    company: shared(row.company),
    department: shared(row.department),
    jobTitle: shared(row.job_title),
    emails: row.emails.map(({ email, label }) => ({ email, label: shared(label) })),
    updatedAt: row.updated_at.getTime(),
    phones: row.phones.map(({ number, label, e164, extension, dial, tail }, position) => {
      const [digits = '', international = false] = numbers.get(position) ?? [];
      const dialled = dial.replace(/\D/g, '');
      return {
        number,
        label: shared(label),
        // One string instead of several wherever that can be.
        e164: e164 === number ? number : e164,
        extension,
        dial: dial === number ? number : dial === e164 ? e164 : dial,
        ...(tail === undefined ? {} : { tail }),
        digits,
        dialledDigits: dialled === digits ? digits : dialled,
        international,
      };
    }),
  };
}

const texts = new Map<string, string>();
const mostTexts = 50_000;

/** What many contacts have alike, as one string for all of them. */
function shared<T extends string>(text: T): T {
  const known = texts.get(text) as T | undefined;
  if (known !== undefined) return known;
  if (texts.size >= mostTexts) texts.clear();
  texts.set(text, text);
  return text;
}

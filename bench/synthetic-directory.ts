import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { PublishedPhone, Tables } from '../src/database/tables.ts';
import { addSegment } from '../src/directory/search/add-segment.ts';
import { chunkSlots, largestSegment } from '../src/directory/search/segment-bits.ts';
import { signatureWriter } from '../src/directory/search/signature.ts';
import { searchKey } from '../src/directory/search-key.ts';
import { type ContactFields, displayName, emptyContact } from '../src/domain/contact.ts';
import type { TenantId } from '../src/domain/ids.ts';

// A made-up directory, the same for the same seed, with the shape of a real one: frequent and rare names, companies
// of a few hundred people, addresses made of both, numbers of seven countries. It goes straight into the published
// tables, because the benchmarks that use it measure readers.

const starts = [
  'an',
  'be',
  'ca',
  'da',
  'e',
  'fra',
  'ga',
  'ha',
  'i',
  'jo',
  'ka',
  'lu',
  'ma',
  'ni',
  'o',
  'pa',
  'ro',
  'sa',
  'ti',
  'u',
  'vi',
  'wa',
  'ya',
  'ze',
  'chri',
  'ste',
  'mi',
  'le',
];
const middles = [
  'na',
  'ri',
  'lo',
  'mi',
  'te',
  'ka',
  'ne',
  'sa',
  'le',
  'do',
  'ra',
  'vi',
  'bo',
  'gu',
  'no',
  'be',
];
const ends = ['n', 's', 'r', 'l', 'a', 'e', 'o', 'nd', 'ck', 'tt', 'ć', 'ø', 'ß', 'é', 'th', 'ia'];
const forms = ['GmbH', 'Ltd', 'Inc', 'SA', 'AB', 'd.o.o.', 'Group', 'Partners'];
const trades = [
  'Metall',
  'Software',
  'Logistics',
  'Foods',
  'Energy',
  'Bau',
  'Pharma',
  'Media',
  'Textil',
  'Consulting',
];
const countries = ['44', '49', '1', '33', '387', '46', '31'];

export interface SyntheticContact {
  readonly id: string;
  readonly fields: ContactFields;
  readonly phones: readonly PublishedPhone[];
  readonly numbers: readonly {
    readonly label: string;
    readonly digits: string;
    readonly e164: string | null;
    readonly international: boolean;
    readonly typedDigits: string;
  }[];
}

/** Numbers from 0 up to 1 that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function* syntheticContacts(count: number, seed: number): Generator<SyntheticContact> {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  // Squared: the first of a list are frequent, the last rare, as names are.
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() ** 2 * list.length)]!;
  const word = () => `${pick(starts)}${pick(middles)}${random() < 0.3 ? pick(middles) : ''}${pick(ends)}`;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const firstNames = Array.from({ length: 1_500 }, () => capital(word()));
  const lastNames = Array.from({ length: 40_000 }, () => capital(word() + (random() < 0.6 ? word() : '')));
  const companies = Array.from(
    { length: Math.max(5, Math.ceil(count / 60)) },
    () => `${capital(word())} ${pick(trades)} ${pick(forms)}`,
  );
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();

  for (let index = 0; index < count; index += 1) {
    const firstName = random() < 0.97 ? pick(firstNames) : '';
    const lastName = random() < 0.97 ? pick(lastNames) : '';
    const company = random() < 0.8 ? pick(companies) : '';
    const local = `${plain(firstName)}.${plain(lastName)}${random() < 0.3 ? below(1_000) : ''}`;
    const emails =
      random() < 0.85
        ? [{ email: `${local}@${plain(company) || 'example'}.com`, label: 'business' as const }]
        : [];
    const typed = Array.from({ length: random() < 0.4 ? 2 : 1 }, () => {
      const country = pick(countries);
      const national = String(100_000_000 + below(899_999_999));
      const style = random();
      if (style < 0.5)
        return {
          number: `+${country} ${national.slice(0, 3)} ${national.slice(3)}`,
          digits: country + national,
          e164: true,
          international: true,
        };
      if (style < 0.6)
        return {
          number: `00${country}${national}`,
          digits: country + national,
          e164: true,
          international: true,
        };
      if (style < 0.9)
        return { number: `0${national}`, digits: country + national, e164: true, international: false };
      return {
        number: national.slice(0, 4),
        digits: national.slice(0, 4),
        e164: false,
        international: false,
      };
    });
    yield {
      id: idOf(index, random),
      fields: {
        ...emptyContact,
        firstName,
        lastName,
        company,
        emails,
        phones: typed.map(({ number }) => ({ number, label: 'work' })),
      },
      phones: typed.map(({ number, digits, e164 }) => ({
        number,
        label: 'work',
        e164: e164 ? `+${digits}` : null,
        extension: null,
        dial: number.replace(/[^+\d]/g, ''),
      })),
      numbers: typed.map(({ number, digits, e164, international }) => ({
        label: 'work',
        digits,
        e164: e164 ? digits : null,
        international,
        typedDigits: number.replace(/\D/g, ''),
      })),
    };
  }
}

/** Shaped as a UUID of version 7: rising, then random. */
function idOf(index: number, random: () => number): string {
  const time = (1_790_000_000_000 + index).toString(16).padStart(12, '0');
  const rest = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const tail = rest() + rest();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6, 16)}${rest().slice(0, 2)}`;
}

const line = (values: readonly (string | number | boolean | null)[]) =>
  `${values.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c]!))).join('\t')}\n`;

/** Publishes `count` made-up contacts of one tenant, which must exist, as if source `sourceId` had brought them. */
export async function copySyntheticDirectory(
  pool: pg.Pool,
  {
    tenantId,
    sourceId,
    count,
    seed,
  }: { tenantId: string; sourceId: string | null; count: number; seed: number },
): Promise<void> {
  const slots = await giveSlots();
  await copy(
    pool,
    'contact (tenant_id, id, book, source_id, display_name, first_name, middle_name, last_name, company, department, job_title, type, notes, phones, emails, edited, name_key, search_text, slot)',
    contactLines(),
  );
  await copy(
    pool,
    'contact_number (tenant_id, contact_id, position, label, digits, e164, international)',
    numberLines(),
  );

  async function giveSlots(): Promise<number[]> {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const slots: number[] = [];
    let signatures = signatureWriter();
    let waiting = 0;
    const flush = async () => {
      slots.push(...(await addSegment(db, tenantId as TenantId, signatures.take())));
      signatures = signatureWriter();
      waiting = 0;
    };
    for (const { fields, numbers } of syntheticContacts(count, seed)) {
      const { search_text } = searchKey(fields, numbers);
      signatures.add(search_text, { sourceId, ownerId: null });
      waiting += 1;
      if (waiting === largestSegment * chunkSlots) await flush();
    }
    if (waiting > 0) await flush();
    return slots;
  }
  function* contactLines() {
    let index = 0;
    for (const { id, fields, phones, numbers } of syntheticContacts(count, seed)) {
      const name = displayName(fields);
      const key = searchKey(fields, numbers);
      yield line([
        tenantId,
        id,
        'central',
        sourceId,
        name,
        fields.firstName,
        '',
        fields.lastName,
        fields.company,
        '',
        '',
        'customer',
        '',
        JSON.stringify(phones),
        JSON.stringify(fields.emails),
        '{}',
        key.name_key,
        key.search_text,
        slots[index++]!,
      ]);
    }
  }
  function* numberLines() {
    for (const { id, numbers } of syntheticContacts(count, seed)) {
      for (const [position, { label, digits, e164, international }] of numbers.entries())
        yield line([tenantId, id, position, label, digits, e164, international]);
    }
  }
}

async function copy(pool: pg.Pool, target: string, lines: Generator<string>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    const source: Readable = ReadableStream.from(chunks(lines));
    await pipeline(source, client.query(copyFrom(`copy ${target} from stdin`)));
  } finally {
    client.release(true);
  }
}

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of lines) {
    chunk += text;
    if (chunk.length > 64_000) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

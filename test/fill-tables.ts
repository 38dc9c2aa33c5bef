import type pg from 'pg';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** The words that a check constraint allows, for a column of words. */
  readonly words: readonly string[];
}

/**
 * Puts one row a text into each of the tables, which stand in the order of their foreign keys. Every column is filled by
 * its type, all texts with the text, so that a table or column of tomorrow is in the tests of today.
 */
export async function fillTables(
  pool: pg.Pool,
  tables: readonly string[],
  texts: readonly string[],
): Promise<void> {
  const columns = await readColumns(pool, tables);
  for (const [index, text] of texts.entries()) {
    for (const table of tables) {
      const own = columns.filter((column) => column.table === table);
      const row = Object.fromEntries(own.map((column) => [column.name, valueFor(column, index, text)]));
      const names = own.map(({ name }) => `"${name}"`).join(', ');
      await pool.query(
        `insert into "${table}" (${names}) overriding system value
         select ${names} from jsonb_populate_record(null::"${table}", $1::jsonb)`,
        [JSON.stringify(row)],
      );
    }
  }
}

async function readColumns(pool: pg.Pool, tables: readonly string[]): Promise<Column[]> {
  const { rows } = await pool.query<Omit<Column, 'words'> & { checks: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
       coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '') as checks
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relname = any($1) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' and a.attname <> 'txid'
     order by c.relname, a.attnum`,
    [tables],
  );
  return rows.map(({ checks, ...column }) => ({
    ...column,
    words: [...checks.matchAll(/'([^']*)'::text/g)].map((match) => match[1] ?? ''),
  }));
}

function valueFor({ name, type, words }: Column, index: number, text: string): unknown {
  // A row of an owner is in a personal book.
  if (name === 'book') return 'personal';
  if (words.length > 0) return words[index % words.length];
  switch (type) {
    // One id for everything of a row number: so all foreign keys are satisfied.
    case 'uuid':
      return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    case 'text':
      // Some texts are unique in an installation.
      return `${index} ${text}`;
    case 'text[]':
      return [text, `${text}${text}`];
    case 'integer[]':
      return [-1, index];
    case 'json':
    case 'jsonb':
      return { [text]: [text, { deeper: `${text}${index}` }], number: 1.5, nothing: null };
    case 'bytea':
      return `\\x${Buffer.from(`${index} ${text}`).toString('hex')}`;
    case 'boolean':
      return index % 2 === 0;
    case 'timestamp with time zone':
      return `2026-11-28T12:00:0${index}.123456Z`;
    // Within what every check allows: hours, digits to agree in, seconds.
    case 'smallint':
    case 'integer':
    case 'bigint':
      return 7 + index;
    default:
      throw new Error(`test/fill-tables.ts has no value for a column of type ${type} (${name}).`);
  }
}

import { type RawBuilder, sql } from 'kysely';

/** What a local contact is called, of a column with its fields: it has one of these names, always. */
export const nameInSql = (fields: RawBuilder<unknown>): RawBuilder<string> =>
  sql`coalesce(nullif(concat_ws(' ', nullif(${fields}->>'firstName', ''), nullif(${fields}->>'middleName', ''),
    nullif(${fields}->>'lastName', '')), ''), ${fields}->>'company')`;

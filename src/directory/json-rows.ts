// What JSON can say and PostgreSQL's text cannot: NUL, and halves of surrogate pairs.
const unstorable = /\\u0000|\\ud[89a-f]/i;

/** Rows as one JSON parameter for `json_to_recordset`: one round trip, whatever their number. */
export function jsonRows(rows: readonly object[]): string {
  return storableJson(rows);
}

/** JSON that PostgreSQL can store: characters that it cannot hold are taken out (NUL) or replaced (U+FFFD). */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return !isStorableJson(json) ? JSON.stringify(value, (_key, part) => storable(part)) : json;
}

/** Whether JSON, as JSON.stringify wrote it, can be stored as it is. */
export const isStorableJson = (json: string): boolean => !json.includes('\\u') || !unstorable.test(json);

const storable = (part: unknown) =>
  typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part;

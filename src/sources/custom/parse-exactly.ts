// JavaScript numbers end at 2^53, ids of databases do not: where an id is written as a number, its digits are kept.
const numericId = /"id"\s*:\s*-?\d|"deleted"\s*:\s*\[\s*-?\d|,\s*-?\d{16,}/;

interface Context {
  readonly source?: string;
}

/** Parses JSON; whole numbers that a JavaScript number cannot hold, and ids, become their exact decimal text. */
export function parseExactly(json: string): unknown {
  if (!numericId.test(json)) return JSON.parse(json);
  const reviver = (key: string, value: unknown, context?: Context): unknown => {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    if (!/^-?\d+$/.test(context.source)) return value;
    return key === 'id' || !Number.isSafeInteger(value) ? context.source : value;
  };
  return JSON.parse(json, reviver);
}

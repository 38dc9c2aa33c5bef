// When to ask again after a passing fault. Never earlier than the far side says, never without a limit.

const firstWaitMs = 1_000;
const longestBackOffMs = 60_000;
/** No server means longer than this; a wrong clock or unit does. */
const longestRetryAfterMs = 24 * 3_600_000;

/**
 * A Retry-After header (RFC 9110, 10.2.3) in milliseconds: whole or decimal seconds, or a date in any form that it has been
 * seen in; `null` when it says nothing usable. A date is held against the answer's own Date: clocks differ.
 */
export function parseRetryAfter(
  header: string | null,
  now: Date,
  serverDate: string | null = null,
): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return clamp(Math.ceil(Number(text) * 1000));
  // V8 reads a date out of "-3"; only what names a month is one.
  const at = /[a-z]{3}|\d{4}-\d\d/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  const serverNow = Date.parse(serverDate ?? '');
  return clamp(at - (Number.isNaN(serverNow) ? now.getTime() : serverNow));
}

/** Full jitter: random between nothing and a limit that doubles. `failures` counts from 1. */
export function backOffMs(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(longestBackOffMs, firstWaitMs * 2 ** (failures - 1)));
}

const clamp = (ms: number): number => Math.min(longestRetryAfterMs, Math.max(1_000, ms));

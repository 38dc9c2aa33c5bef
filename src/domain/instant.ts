import { z } from 'zod';

const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** A point in time with its offset (RFC 3339), of the years that everything behind can keep: with its offset it may leave them. */
export const instant = z.iso.datetime({ offset: true }).refine((text) => {
  const at = Date.parse(text);
  return at >= first && at <= last;
}, 'Choose a time between the years 1 and 9999.');

import { z } from 'zod';
import { readNumberText } from './read-text.ts';

const withPhones = z.object({ phones: z.array(z.object({ number: z.string().nullish() })) });

/** Whether a contact as Graph gives it holds a number: an entry without one is usual. */
export function hasNumber(item: unknown): boolean {
  const read = withPhones.safeParse(item);
  return read.success && read.data.phones.some(({ number }) => readNumberText(number) !== '');
}

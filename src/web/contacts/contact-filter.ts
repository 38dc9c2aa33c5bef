import { z } from 'zod';

/** What the list shows, as it stands in the address. */
export const contactSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  source: z.string().max(100).optional().catch(undefined),
  book: z.enum(['central', 'personal']).optional().catch(undefined),
  hidden: z.boolean().optional().catch(undefined),
  /** The contact that is open beside the list. */
  contact: z.string().max(100).optional().catch(undefined),
});

export interface ContactFilter {
  readonly q?: string | undefined;
  readonly source?: string | undefined;
  readonly book?: 'central' | 'personal' | undefined;
  readonly hidden?: boolean | undefined;
}

export function isFiltered({ q, source, book, hidden }: ContactFilter): boolean {
  return Boolean(q || source || book || hidden);
}

import type { StoredContact } from '../directory/store-brought.ts';
import { numbersIn } from '../domain/number.ts';
import type { SourceIssue } from '../sources/source.ts';

/**
 * What contacts that a page changed say about numbers and is not what readers get: fields with several numbers, and text
 * that is none. The contacts are stored all the same, with their fields as the source gave them.
 */
export const numberIssues = (stored: readonly StoredContact[], country: string): SourceIssue[] =>
  stored.flatMap((row) =>
    row.state === 'same'
      ? []
      : row.contact.fields.phones.flatMap(({ number }): SourceIssue[] => {
          const { numbers, unread } = numbersIn(number, country);
          const { externalId } = row.contact;
          if (numbers.length > 1)
            return [{ externalId, reason: `“${number}” was taken as ${numbers.length} numbers.` }];
          if (unread === '') return [];
          const what =
            numbers.length === 0 ? 'is no number' : `has “${unread}”, which is no part of the number`;
          return [{ externalId, reason: `“${number}” ${what}: phones do not dial it.` }];
        }),
  );

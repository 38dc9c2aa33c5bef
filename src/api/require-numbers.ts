import { DirectoryError } from '../domain/errors.ts';
import { numbersIn } from '../domain/number.ts';

/**
 * Refuses numbers of which nothing can be read in the company's country, although their form is right: `1-800-FLOWERS` in
 * Britain. Ends with `invalid-input`.
 */
export function requireNumbers(
  phones: readonly { readonly number: string }[] | null | undefined,
  country: string,
): void {
  const errors = (phones ?? []).flatMap(({ number }, at) => {
    const { numbers, unread } = numbersIn(number, country);
    if (numbers.length > 0 && unread === '') return [];
    const message =
      numbers.length === 0
        ? 'This cannot be dialled in the company’s country. Write its digits, or a country code in front.'
        : `“${unread}” is no part of the number. Remove it, or enter a second number in a row of its own.`;
    return [{ path: `phones.${at}.number`, message }];
  });
  if (errors.length > 0) throw new DirectoryError('invalid-input', errors[0]!.message, { errors });
}

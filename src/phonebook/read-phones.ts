import { contactLimits, type Phone, type PhoneLabel } from '../domain/contact.ts';
import { numbersIn } from '../domain/number.ts';
import { numberFault } from '../domain/number-fault.ts';
import { shownValue } from './shown-value.ts';

/** A number of a row that cannot be used, or what of it was left out; the rest of the row can be used. */
export interface SkippedNumber {
  readonly value: string;
  readonly reason: string;
}

/** The numbers of one cell or property, all with its label, and what of it cannot be used. `country` reads those without a country code. */
export function readPhones(
  typed: string,
  label: PhoneLabel,
  country: string,
): { readonly phones: readonly Phone[]; readonly skipped: readonly SkippedNumber[] } {
  const text = typed.trim();
  if (text === '') return { phones: [], skipped: [] };
  const told = (reason: string): SkippedNumber => ({ value: shownValue(typed), reason });
  const { numbers, unread } = numbersIn(text, country);
  if (numbers.length === 0)
    return { phones: [], skipped: [told(numberFault(text) ?? 'It is not a telephone number.')] };
  if (numbers.some((number) => number.length > contactLimits.number))
    return { phones: [], skipped: [told(`It is longer than ${contactLimits.number} characters.`)] };
  const skipped: SkippedNumber[] = [];
  if (numbers.length > 1)
    skipped.push(told(`These are ${numbers.length} numbers: each was taken by itself.`));
  if (unread !== '') skipped.push(told(`“${shownValue(unread)}” is no part of the number and was left out.`));
  return { phones: numbers.map((number) => ({ number, label })), skipped };
}

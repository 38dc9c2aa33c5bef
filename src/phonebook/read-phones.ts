import { contactLimits, type Phone, type PhoneLabel } from '../domain/contact.ts';
import { isTypedNumber } from '../domain/number.ts';

/** A number of a row that cannot be used, or what of it was left out; the rest of the row can be used. */
export interface SkippedNumber {
  readonly value: string;
  readonly reason: string;
}

/** The numbers of one cell or property, all with its label, and what of it cannot be used. `country` reads those without a country code. */
export function readPhones(
  typed: string,
  label: PhoneLabel,
  _country: string,
): { readonly phones: readonly Phone[]; readonly skipped: readonly SkippedNumber[] } {
  const number = typed.trim();
  const skip = (reason: string) => ({ phones: [], skipped: [{ value: shown(typed), reason }] });
  if (number === '') return { phones: [], skipped: [] };
  if (number.length > contactLimits.number)
    return skip(`It is longer than ${contactLimits.number} characters.`);
  if (!isTypedNumber(number)) return skip('It is not a telephone number.');
  return { phones: [{ number, label }], skipped: [] };
}

const shown = (value: string) => (value.length > 100 ? `${value.slice(0, 99)}…` : value);

import { getCountries } from '../../contacts/numbering-plans.ts';

const names = new Intl.DisplayNames('en', { type: 'region' });

/** Every country that has a numbering plan, by name. */
export const countries = getCountries()
  .map((code) => ({ value: code as string, label: names.of(code) ?? code }))
  .toSorted((one, other) => one.label.localeCompare(other.label, 'en'));

export const countryName = (code: string) => names.of(code) ?? code;

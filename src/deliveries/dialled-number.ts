import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Device } from '../access/device.ts';
import type { PublishedPhone } from '../database/tables.ts';
import { dialable } from '../domain/number.ts';

/** A number as the device dials it: as typed, E.164, or as within the tenant's country. '' when nothing can be dialled. */
export function dialledNumber(
  phone: Pick<PublishedPhone, 'number' | 'e164'>,
  { numberFormat, nationalPrefix }: Pick<Device, 'numberFormat' | 'nationalPrefix'>,
  country: string,
): string {
  if (numberFormat === 'given' || phone.e164 === null) {
    // Most are digits with or without spaces: for them there is no need to look for extensions and trunk zeros.
    return spaced.test(phone.number) ? phone.number.replace(separators, '') : dialable(phone.number);
  }
  return numberFormat === 'e164' ? phone.e164 : nationalPrefix + withinCountry(phone.e164, country);
}

const spaced = /^\+?[\d*#][\d*# ./-]*$/;
const separators = /[ ./-]/g;
const known = new Map<string, string>();

// The library takes some 50 µs a number, and phones ask for the same ones over and over.
function withinCountry(e164: string, country: string): string {
  const key = `${country}${e164}`;
  let dialled = known.get(key);
  if (dialled === undefined) {
    dialled = dialable(formatted(e164, country) ?? e164);
    if (known.size > 50_000) known.clear();
    known.set(key, dialled);
  }
  return dialled;
}

function formatted(e164: string, country: string): string | undefined {
  const number = parsePhoneNumberFromString(e164);
  if (!number || !isSupportedCountry(country)) return undefined;
  return number.countryCallingCode === getCountryCallingCode(country)
    ? number.formatNational()
    : number.format('IDD', { fromCountry: country });
}

import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Device } from '../access/device.ts';
import type { PublishedPhone } from '../database/tables.ts';

/** A number as the device dials it: as typed, E.164, or as within the tenant's country. '' when nothing can be dialled. */
export function dialledNumber(
  phone: Pick<PublishedPhone, 'dial' | 'e164'>,
  { numberFormat, nationalPrefix }: Pick<Device, 'numberFormat' | 'nationalPrefix'>,
  country: string,
): string {
  if (numberFormat === 'given' || phone.e164 === null) return phone.dial;
  return numberFormat === 'e164' ? phone.e164 : nationalPrefix + withinCountry(phone.e164, country);
}

const known = new Map<string, string>();

// The library takes some 50 µs a number, and phones ask for the same ones over and over.
function withinCountry(e164: string, country: string): string {
  const key = `${country}${e164}`;
  let dialled = known.get(key);
  if (dialled === undefined) {
    dialled = (formatted(e164, country) ?? e164).replace(/[^\d+]/g, '');
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

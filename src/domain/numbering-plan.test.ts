import fc from 'fast-check';
import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { internationalForm, nationalForm } from './numbering-plan.ts';

const country = fc.constantFrom(...getCountries());
const digits = fc.stringMatching(/^[0-9]{7,15}$/);
// Most random digits mean nothing anywhere: start many of them as real ones do.
const likely = fc
  .tuple(fc.constantFrom('', '0', '1', '8', '00', '011', '06', '044', '15', '0911', '44', '49', '52'), digits)
  .map((parts) => parts.join('').slice(0, 15));

test('a number with a country code reads as the library reads it', () => {
  fc.assert(
    fc.property(likely, (number) => {
      expect(internationalForm(number)).toBe(parsePhoneNumberFromString(`+${number}`)?.number ?? null);
    }),
    { numRuns: 3_000 },
  );
});

test('a number without a country code reads as the library reads it, in every country', () => {
  fc.assert(
    fc.property(likely, country, (number, code) => {
      const theirs = parsePhoneNumberFromString(number, code);
      const ours = nationalForm(number, code);
      expect(ours?.e164).toBe(theirs?.number);
      expect(ours?.valid).toBe(theirs?.isValid());
    }),
    { numRuns: 6_000 },
  );
});

test('numbers with the code of the country in front read as the library reads them', () => {
  for (const code of getCountries()) {
    for (const tail of ['201234567', '2012345678', '0712345678', '91123456', '11155551234']) {
      const number = `${parsePhoneNumberFromString(tail, code)?.countryCallingCode ?? ''}${tail}`.slice(
        0,
        15,
      );
      const theirs = parsePhoneNumberFromString(number, code);
      expect(nationalForm(number, code)?.e164, `${code} ${number}`).toBe(theirs?.number);
      expect(nationalForm(number, code)?.valid, `${code} ${number}`).toBe(theirs?.isValid());
    }
  }
});

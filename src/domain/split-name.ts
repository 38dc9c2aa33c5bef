/**
 * A full name as first and last name: “Archer, Ada” and “Ada Archer” are divided; three words and more are not, nobody
 * could say where, and “Example Ltd” is no person: they stay together as the first name.
 */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const text = name.trim();
  const [last = '', first = '', ...more] = text.split(',').map((part) => part.trim());
  if (last !== '' && first !== '' && more.length === 0 && !legalForm.test(first))
    return { firstName: first, lastName: last };
  const words = text.split(/\s+/);
  return words.length === 2 && !text.includes(',') && !legalForm.test(words[1]!)
    ? { firstName: words[0]!, lastName: words[1]! }
    : { firstName: text, lastName: '' };
}

// “Example, Inc.” is a company, “Archer, Jr.” has a first name that is not there.
const legalForm =
  /^(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|co|gmbh|mbh|ag|kg|ohg|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|jr|sr|i{2,3}|iv|phd|md)\.?$/i;

import metadata from 'libphonenumber-js/max/metadata';

// The library reads a number in some 100 µs, because it compiles its patterns anew each time; a sync derives a million.
// Here its tables are compiled once and applied to bare digits by the library's own rules (parse.js, isValid.js); a
// test holds both against each other in every country.

interface Plan {
  readonly callingCode: string;
  readonly exitPrefix: RegExp;
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
  /** What is dialled before a number within the country; '' where nothing is. */
  readonly trunk: string;
  readonly trunkPrefix: RegExp | null;
  readonly trunkRule: string | null;
  readonly leading: RegExp | null;
  readonly types: readonly PlanType[];
}

interface PlanType {
  /** Its place among the library's types. */
  readonly kind: number;
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
}

export interface NationalReading {
  readonly e164: string;
  /** The numbering plan has given such numbers out. */
  readonly valid: boolean;
  /** One that the plan can have, and written as a full number is: see `spoken`. */
  readonly wellFormed: boolean;
  /** Written with the trunk prefix where the plan has one, or with a country code. */
  readonly spoken: boolean;
}

/** E.164 of the digits that follow a `+`; null when they start with no country code. */
export function internationalForm(digits: string): string | null {
  const code = codeOf(digits);
  if (code === null) return null;
  const plan = planOfCode(code);
  const national = withoutTrunk(plan, digits.slice(code.length));
  return national.length < 2 || national.length > 17 ? null : `+${code}${national}`;
}

/** How digits without a `+` are dialled in a country; null when they mean nothing there. */
export function nationalForm(digits: string, country: string): NationalReading | null {
  const plan = planOfCountry(country);
  if (!plan) return null;
  const abroad = afterExitPrefix(plan, digits) ?? (saysItsCode(plan, digits) ? digits : null);
  if (abroad !== null) {
    const e164 = internationalForm(abroad);
    return e164 === null
      ? null
      : { e164, valid: isValid(e164), wellFormed: abroad.length >= 7 && isPossible(e164), spoken: true };
  }
  const code = plan.callingCode;
  const national = withoutTrunk(plan, digits);
  if (national.length < 2 || national.length > 17) return null;
  const exact = planOfCountry(countryOf(plan, national) ?? country) ?? plan;
  const spoken = national !== digits || plan.trunkPrefix === null || code === '1';
  return {
    e164: `+${code}${national}`,
    valid: hasType(exact, national),
    wellFormed: spoken && exact.lengths.includes(national.length) && exact.pattern.test(national),
    spoken,
  };
}

export const hasPlan = (country: string): boolean => Object.hasOwn(metadata.countries, country);

/** The numbering plan has given such numbers out. */
export function isValid(e164: string): boolean {
  const parts = partsOf(e164);
  return parts !== null && hasType(parts.plan, parts.national);
}

/** The plan has room for such a number, whether or not it has been given out. */
export function isPossible(e164: string): boolean {
  const parts = partsOf(e164);
  return parts?.plan.pattern.test(parts.national) ?? false;
}

/**
 * A number of a kind that is written with letters: any of North America, elsewhere toll-free, premium, shared-cost and
 * company numbers.
 */
export function mayHaveLetters(e164: string): boolean {
  const parts = partsOf(e164);
  if (parts === null) return false;
  const { plan, national } = parts;
  return plan.callingCode === '1' ? hasType(plan, national) : hasType(plan, national, kindsWithLetters);
}

// The order of types: METADATA.md of libphonenumber-js.
const kindsWithLetters: readonly number[] = [2, 3, 6, 9];

/** The country code of the digits that follow a `+`, the trunk prefix of its plan ('' where it has none), and the rest. */
export function divide(digits: string): { code: string; trunk: string; national: string } | null {
  const code = codeOf(digits);
  return code === null ? null : { code, trunk: planOfCode(code).trunk, national: digits.slice(code.length) };
}

/**
 * What may follow the prefix by which one dials abroad, which is `00` everywhere; none: no such prefix is there. Where a
 * country has carriers to choose (`0014` in Brazil), a digit may be of the prefix or of the country code.
 */
export function afterExitPrefixes(digits: string, country: string): readonly string[] {
  const plan = planOfCountry(country);
  const own = plan && afterExitPrefix(plan, digits);
  const rests = digits.startsWith('00') ? [digits.slice(2)] : [];
  return own && !rests.includes(own) ? [...rests, own] : rests;
}

/** The fewest digits of a country's mobile numbers: shorter ones are extensions. */
export function shortestMobile(country: string): number {
  const plan = planOfCountry(country);
  return Math.min(...(plan?.types.find(({ kind }) => kind === mobile) ?? plan ?? { lengths: [] }).lengths);
}

/** A mobile number, of those that the plan has given out. */
export function isMobile(e164: string): boolean {
  const parts = partsOf(e164);
  return parts !== null && hasType(parts.plan, parts.national, [mobile]);
}

const mobile = 1;

/** `49` of Germany; '?' of what is no country. */
export const callingCodeOf = (country: string): string => planOfCountry(country)?.callingCode ?? '?';

function partsOf(e164: string): { plan: Plan; national: string } | null {
  const code = codeOf(e164.slice(1));
  if (code === null) return null;
  const main = planOfCode(code);
  const national = e164.slice(1 + code.length);
  const country = countryOf(main, national);
  return { plan: (country && planOfCountry(country)) || main, national };
}

function afterExitPrefix(plan: Plan, digits: string): string | null {
  const prefix = plan.exitPrefix.exec(digits)?.[0];
  if (prefix === undefined || digits[prefix.length] === '0') return null;
  return digits.slice(prefix.length);
}

/** `44 20 7183 8750`, meant with a `+`: only so does it fit the plan. */
function saysItsCode(plan: Plan, digits: string): boolean {
  const { callingCode, pattern, lengths } = plan;
  if (!digits.startsWith(callingCode)) return false;
  const national = withoutTrunk(plan, digits);
  if (national.length > (lengths.at(-1) ?? 17)) return true;
  return !pattern.test(national) && pattern.test(withoutTrunk(plan, digits.slice(callingCode.length)));
}

/** Takes the trunk prefix off, unless what is left is no full number. */
function withoutTrunk(plan: Plan, digits: string): string {
  const match = plan.trunkPrefix?.exec(digits);
  if (!match || !plan.trunkPrefix) return digits;
  const rule = plan.trunkRule;
  const national =
    rule !== null && match.length > 1 && match.at(-1)
      ? digits.replace(plan.trunkPrefix, rule)
      : digits.slice(match[0].length);
  if (national === digits || (plan.pattern.test(digits) && !plan.pattern.test(national))) return digits;
  const country = countryOf(plan, national);
  const { lengths } = (country && planOfCountry(country)) || plan;
  return lengths.includes(national.length) || national.length > (lengths.at(-1) ?? 0) ? national : digits;
}

/** Which of the countries that share a code a number belongs to. */
function countryOf(plan: Plan, national: string): string | null {
  const countries: readonly string[] = countriesOfCode(plan.callingCode);
  if (countries.length === 1) return countries[0] ?? null;
  for (const country of countries) {
    const candidate = planOfCountry(country);
    if (!candidate) continue;
    if (candidate.leading ? candidate.leading.test(national) : hasType(candidate, national)) return country;
  }
  return null;
}

function hasType(plan: Plan, national: string, kinds: readonly number[] | null = null): boolean {
  if (!plan.pattern.test(national)) return false;
  if (plan.types.length === 0) return kinds === null;
  return plan.types.some(
    ({ kind, pattern, lengths }) =>
      (kinds === null || kinds.includes(kind)) && lengths.includes(national.length) && pattern.test(national),
  );
}

const callingCodes: Readonly<Record<string, readonly string[] | undefined>> = metadata.country_calling_codes;
const countriesOfCode = (code: string) => callingCodes[code] ?? [];

function codeOf(digits: string): string | null {
  for (let length = 1; length <= 3; length += 1) {
    const code = digits.slice(0, length);
    if (Object.hasOwn(callingCodes, code) || Object.hasOwn(metadata.nonGeographic, code)) return code;
  }
  return null;
}

const compiled = new Map<string, Plan>();

function planOfCode(code: string): Plan {
  const main = countriesOfCode(code)[0];
  return (main && planOfCountry(main)) || compile(code, metadata.nonGeographic[code] ?? []);
}

const tables: Readonly<Record<string, readonly unknown[] | undefined>> = metadata.countries;

function planOfCountry(country: string): Plan | null {
  const known = compiled.get(country);
  if (known) return known;
  return hasPlan(country) ? compile(country, tables[country] ?? []) : null;
}

// The places of the fields: METADATA.md of libphonenumber-js.
function compile(name: string, table: readonly unknown[]): Plan {
  const known = compiled.get(name);
  if (known) return known;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const start = (value: unknown) => {
    const source = text(value);
    return source === null ? null : new RegExp(`^(?:${source})`);
  };
  const entire = (value: unknown) => new RegExp(`^(?:${text(value) ?? '\\d+'})$`);
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const numbers = (value: unknown) => list(value).filter((entry) => typeof entry === 'number');
  const lengths = numbers(table[3]);
  const plan: Plan = {
    callingCode: String(table[0]),
    exitPrefix: start(table[1]) ?? /^\b\B/,
    pattern: entire(table[2]),
    lengths,
    trunk: text(table[5]) ?? '',
    trunkPrefix: start(table[7]) ?? start(table[5]),
    trunkRule: text(table[8]),
    leading: start(table[10]),
    types: list(table[11])
      .map((type, kind) => ({ kind, type: list(type) }))
      .filter(({ type: [pattern] }) => text(pattern) !== null)
      .map(({ kind, type: [pattern, own] }) => ({
        kind,
        pattern: entire(pattern),
        lengths: numbers(own).length > 0 ? numbers(own) : lengths,
      })),
  };
  compiled.set(name, plan);
  return plan;
}

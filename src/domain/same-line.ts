import { divide } from './numbering-plan.ts';

// One telephone line that stands in contact lists under two international forms, because its plan drops a digit in some
// directions or was changed while people kept what they had. docs/decisions/0064-one-line-two-numbers.md has the sources.

/** National significant numbers that mean the same line as this one; none where the plan has no second form. */
type OtherForms = (national: string) => readonly string[];

// Sao Paulo's 2012 rule, in the whole country since 2016: a 9 before mobile numbers of eight digits. Land lines begin with 2 to 5.
const brazil: OtherForms = (national) => {
  if (/^\d\d[016-9]\d{7}$/.test(national)) return [`${national.slice(0, 2)}9${national.slice(2)}`];
  return /^\d\d9[016-9]\d{7}$/.test(national) ? [`${national.slice(0, 2)}${national.slice(3)}`] : [];
};

/** A prefix that the ten digits of a number have in one of its forms. */
const prefixed =
  (prefix: string, length: number): OtherForms =>
  (national) => {
    if (national.length === length) return [prefix + national];
    return national.length === length + prefix.length && national.startsWith(prefix)
      ? [national.slice(prefix.length)]
      : [];
  };

const byCode: Readonly<Record<string, OtherForms>> = {
  // Mexico: a 1 before mobile numbers called from abroad, until 2019.
  '52': prefixed('1', 10),
  // Argentina: a 9 before mobile numbers called from abroad; within the country a 15 behind the area code.
  '54': prefixed('9', 10),
  '55': brazil,
};

/** What was dialled before a number within Mexico until 2019: `01`, and `044` or `045` before mobile ones. */
export const withoutFormerTrunk = (digits: string, country: string): string | null =>
  country === 'MX' ? (/^(?:01|02|044|045)(\d{10})$/.exec(digits)?.[1] ?? null) : null;

/** The other forms of a number, as digits of E.164 without the `+`. */
export function otherForms(digits: string): readonly string[] {
  const parts = divide(digits);
  const forms = parts && Object.hasOwn(byCode, parts.code) ? byCode[parts.code]?.(parts.national) : undefined;
  return forms?.map((national) => `${parts?.code}${national}`) ?? [];
}

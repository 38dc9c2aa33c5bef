// Whose number is it? The policy of caller lookup, for every reader alike: the same number first, then the longest
// common ending. Pure: who reads the candidates decides how to find them.

/** Numbers that agree in fewer last digits are not taken for the same; a tenant may ask for more (least-ending.ts). */
export const leastEnding = 7;

/** A number as `readNumber` reads it: E.164 digits when they are known, else what was typed. */
export interface CallerNumber {
  readonly digits: string;
  /** The international form is known, so that `digits` is the whole number. */
  readonly whole: boolean;
  readonly extension: string | null;
}

export const callerNumber = ({
  digits,
  e164,
  extension,
}: {
  readonly digits: string;
  readonly e164: string | null;
  readonly extension: string | null;
}): CallerNumber => ({ digits, whole: e164 !== null, extension });

/** A number of a contact, with what decides between contacts that have it. */
export interface CallerCandidate extends CallerNumber {
  readonly contactId: string;
  /** In the personal book of the one who asks. */
  readonly personal: boolean;
  /** Typed here or imported, not synced. */
  readonly local: boolean;
  readonly updatedAt: Date;
}

/**
 * How well two numbers agree: 0 not at all; the length of their common ending from `least` digits up; more for the same
 * digits, and most for the same number in international form. Two whole numbers that differ are two numbers, whatever
 * their ending: `+1 212 555 0123` is not `+1 415 555 0123`.
 */
export function agreement(one: CallerNumber, other: CallerNumber, least = leastEnding): number {
  if (one.digits === '' || other.digits === '') return 0;
  if (one.digits === other.digits) return one.whole && other.whole ? sameNumber : sameDigits;
  if (one.whole && other.whole) return 0;
  const ending = commonEnding(one.digits, other.digits);
  return ending >= least ? ending : 0;
}

const sameDigits = 1_000;
const sameNumber = 1_001;

function commonEnding(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

/**
 * The contact that a caller is, and how many others have that number as well: whose extension it is, of those who share
 * it; own personal before central and synced, local before synced, then the one that changed last.
 */
export function matchCaller<C extends CallerCandidate>(
  caller: CallerNumber,
  candidates: readonly C[],
  least = leastEnding,
): { readonly match: C | null; readonly others: number } {
  const agreed = candidates
    .map((candidate) => ({ candidate, level: agreement(caller, candidate, least) }))
    .filter(({ level }) => level > 0)
    .sort(
      (one, other) =>
        other.level - one.level ||
        sharesExtension(caller, other.candidate) - sharesExtension(caller, one.candidate) ||
        preference(one.candidate, other.candidate),
    );
  const best = agreed[0];
  if (!best) return { match: null, others: 0 };
  const alike = agreed.filter(({ level }) => level >= Math.min(best.level, sameDigits));
  return {
    match: best.candidate,
    others: new Set(alike.map(({ candidate }) => candidate.contactId)).size - 1,
  };
}

const sharesExtension = (caller: CallerNumber, { extension }: CallerNumber) =>
  Number(caller.extension !== null && caller.extension === extension);

/**
 * The same for a caller whose number may be read in several ways, best first: the first one that somebody has decides; where
 * nobody has any, the ending of the first.
 */
export function matchReadings<C extends CallerCandidate>(
  caller: Parameters<typeof callerNumber>[0],
  readings: readonly string[],
  candidates: readonly C[],
  least: number,
): ReturnType<typeof matchCaller<C>> {
  const reading = readings.find((digits) => candidates.some((candidate) => candidate.digits === digits));
  if (reading === undefined || reading === caller.digits)
    return matchCaller(callerNumber(caller), candidates, least);
  const same = candidates.filter(({ digits }) => digits === reading);
  return matchCaller({ digits: reading, whole: true, extension: caller.extension }, same, least);
}

function preference(one: CallerCandidate, other: CallerCandidate): number {
  return (
    Number(other.personal) - Number(one.personal) ||
    Number(other.local) - Number(one.local) ||
    other.updatedAt.getTime() - one.updatedAt.getTime() ||
    (one.contactId < other.contactId ? 1 : -1)
  );
}

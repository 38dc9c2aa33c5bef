/** A number as a PBX reports it. Only one that begins with `+` says its country here. */
export function reportedNumber(number: string): {
  number: string;
  e164: string | null;
  extension: null;
  dial: string;
} {
  const dial = number.replace(/[\s().-]/g, '');
  return { number, e164: /^\+\d{5,15}$/.test(dial) ? dial : null, extension: null, dial };
}

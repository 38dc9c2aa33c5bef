/** A number as a PBX reports it. Only one that begins with `+` says its country here. */
export function reportedNumber(number: string): { number: string; e164: string | null; extension: null } {
  const digits = number.replace(/[\s().-]/g, '');
  return { number, e164: /^\+\d{5,15}$/.test(digits) ? digits : null, extension: null };
}

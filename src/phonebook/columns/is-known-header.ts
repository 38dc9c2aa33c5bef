import { cellKind } from './cell-kind.ts';
import { findHeading } from './find-heading.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { phoneHeading } from './phone-heading.ts';

/** Whether the texts of a row are column names, as far as they are known. `isAlone`: the table has no other column. */
export function isKnownHeader(names: readonly string[], isAlone: boolean, country: string): boolean {
  if (names.some((name) => cellKind(name, country) !== 'text')) return false;
  const known = names.filter(
    (name) => findHeading(name) !== null || phoneHeading(name) !== null || isSecretHeading(name),
  );
  const wanted = names.filter((name) => (findHeading(name)?.heading ?? 'unwanted') !== 'unwanted').length;
  // “Phone list” above a table is its title, “Office” in a list of names one of them.
  if (names.length === 1) return isAlone && aloneMayStand.has(findHeading(names[0] ?? '')?.heading ?? '');
  // Exports of large programs have many columns of their own beside the ones that everybody has.
  return wanted >= 3 || (wanted >= 1 && known.length >= 2 && known.length * 2 >= names.length);
}

const aloneMayStand: ReadonlySet<string> = new Set(['name', 'firstName', 'lastName', 'company']);

import { cellKind } from './cell-kind.ts';
import { findHeading } from './find-heading.ts';

/** Whether the texts of a row are column names, as far as they are known. `isAlone`: the table has no other column. */
export function isKnownHeader(names: readonly string[], isAlone: boolean, country: string): boolean {
  if (names.some((name) => cellKind(name, country) !== 'text')) return false;
  const known = names.map(findHeading).filter((found) => found !== null);
  const wanted = known.filter(({ heading }) => heading !== 'unwanted').length;
  // “Phone list” above a table is its title, “Office” in a list of names one of them.
  if (names.length === 1) return isAlone && known.some(({ heading }) => aloneMayStand.has(heading));
  // Exports of large programs have many columns of their own beside the ones that everybody has.
  return wanted >= 3 || (wanted >= 1 && known.length >= 2 && known.length * 2 >= names.length);
}

const aloneMayStand: ReadonlySet<string> = new Set(['name', 'firstName', 'lastName', 'company']);

/** How a company, or a device, wants names written: `Ada King Archer`, or `Archer, Ada King`. */
export const nameOrders = ['first-last', 'last-first'] as const;
export type NameOrder = (typeof nameOrders)[number];

export interface NameParts {
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
}

/** The name of a person, of the parts that there are; `''` when there are none. */
export function personName(name: NameParts, order: NameOrder): string {
  if (isFamilyFirst(name)) return joinedName(name, 'last-first');
  const { firstName, middleName, lastName } = name;
  const given = joined(firstName, middleName);
  return order === 'last-first' && given !== '' && lastName !== ''
    ? `${lastName}, ${given}`
    : joined(given, lastName);
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

/** Chinese, Korean and Japanese names: both parts in their scripts, so that no space needs to stand between them. */
export const isWrittenTogether = ({ firstName, middleName, lastName }: NameParts): boolean =>
  firstName !== '' && lastName !== '' && eastAsian.test(`${lastName}${firstName}${middleName}`);

/** Without a space, in either order: `山田太郎`, `太郎山田`. */
export const joinedName = ({ firstName, middleName, lastName }: NameParts, order: NameOrder): string =>
  order === 'last-first' ? `${lastName}${firstName}${middleName}` : `${firstName}${middleName}${lastName}`;

// The long vowel mark belongs to no script of its own. A name all in kana is one of a foreigner, as it is spoken: it keeps
// its order and its space.
const eastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70]+$/u;
const ideographs = /[\p{Script=Han}\p{Script=Hangul}]/u;

const isFamilyFirst = (name: NameParts): boolean =>
  isWrittenTogether(name) && ideographs.test(`${name.lastName}${name.firstName}`);

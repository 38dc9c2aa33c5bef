import { foldText } from '../../domain/fold-text.ts';
import { readNumberQuery } from '../../domain/number.ts';
import { marks } from '../search-key.ts';
import { anyOf, type Clue, eachOf, everybody, hasDigits, hasKeys, hasPart } from './clue.ts';
import type { Condition } from './find.ts';
import type { IndexedContact } from './indexed-contact.ts';
import { spellsName } from './keypad.ts';

/** A search as on the Contacts page; `keypad`: digits also find names by the letters on the keys. */
export function searchCondition(q: string, { keypad }: { keypad: boolean }): Condition {
  const number = readNumberQuery(q);
  if (number) return numberCondition(number, keypad ? q.trim() : '');
  const terms = [
    ...new Set(
      foldText(q)
        .split(' ')
        .filter((term) => term !== ''),
    ),
  ];
  if (terms.length === 0) return { clue: everybody, accept: () => true };
  return {
    clue: eachOf(terms.map(hasPart)),
    accept: ({ searchText }) => {
      const end = searchText.indexOf(marks.numbers);
      return terms.every((term) => {
        const at = searchText.indexOf(term);
        return at >= 0 && at < end;
      });
    },
  };
}

function numberCondition(number: NonNullable<ReturnType<typeof readNumberQuery>>, typed: string): Condition {
  if (number.kind === 'international-any') {
    return { clue: everybody, accept: (contact) => hasInNumbers(contact, marks.international) };
  }
  if (number.kind === 'international-prefix') {
    const wanted = `${marks.plus}${number.digits}`;
    return { clue: hasDigits(number.digits), accept: (contact) => hasInNumbers(contact, wanted) };
  }
  const { digits } = number;
  const keys = /^[2-9]+$/.test(typed) && typed.length >= 2 ? typed : null;
  const clue: Clue = keys ? anyOf([hasDigits(digits), hasKeys(keys)]) : hasDigits(digits);
  return {
    clue,
    accept: (contact) =>
      hasInNumbers(contact, digits) || (keys !== null && spellsName(contact.nameKey, keys)),
  };
}

const hasInNumbers = ({ searchText }: IndexedContact, wanted: string) =>
  searchText.includes(wanted, searchText.indexOf(marks.numbers));

/** Whether a contact comes before those that only have the text somewhere: its name starts with it. */
export function startsWith(q: string): (contact: IndexedContact) => boolean {
  const start = foldText(q);
  return start === '' ? () => false : ({ nameKey }) => nameKey.startsWith(start);
}

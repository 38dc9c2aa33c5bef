import type { NumberQuery } from '../../domain/number.ts';
import { readTerms, type Term } from '../search/read-terms.ts';
import { marks } from '../search-key.ts';
import { anyOf, type Clue, eachOf, everybody, hasDigits, hasKeys, hasPart } from './clue.ts';
import type { Condition } from './find.ts';
import type { IndexedContact } from './indexed-contact.ts';
import { spellsName } from './keypad.ts';

// What directory/search/ asks the database, asked of a contact in memory. A property test holds both against each other.

export interface Search extends Condition {
  /** Those whose names start with what was asked for come before the others. */
  comesFirst(contact: IndexedContact): boolean;
}

/** A search as on the Contacts page; `keypad`: digits also find names by the letters on the keys. */
export function readSearch(q: string, { keypad }: { readonly keypad: boolean }): Search {
  const { start, all } = readTerms(q);
  const conditions = all.map(termCondition);
  const byText: Condition = {
    clue: eachOf(conditions.map(({ clue }) => clue)),
    accept: (contact) => conditions.every(({ accept }) => accept(contact)),
  };
  const comesFirst = start === '' ? () => false : ({ nameKey }: IndexedContact) => nameKey.startsWith(start);
  const keys = q.trim();
  if (!keypad || !/^[2-9]{2,}$/.test(keys)) return { ...byText, comesFirst };
  return {
    clue: anyOf([byText.clue, hasKeys(keys)]),
    accept: (contact) => byText.accept(contact) || spellsName(contact.nameKey, keys),
    comesFirst,
  };
}

function termCondition({ text, number }: Term): Condition {
  return {
    clue: anyOf([
      ...(text === null ? [] : [hasPart(text)]),
      ...(number === null ? [] : [numberClue(number)]),
    ]),
    accept: ({ searchText }) =>
      (text !== null && searchText.includes(text)) || (number !== null && hasNumber(searchText, number)),
  };
}

const numberClue = (number: NumberQuery): Clue =>
  number.kind === 'international-any' ? everybody : hasDigits(number.digits);

function hasNumber(searchText: string, number: NumberQuery): boolean {
  const numbers = searchText.indexOf(marks.numbers);
  if (number.kind === 'international-any') return searchText.includes(marks.international, numbers);
  if (number.kind === 'international-prefix')
    return searchText.includes(`${marks.plus}${number.digits}`, numbers);
  return searchText.includes(number.digits, numbers);
}

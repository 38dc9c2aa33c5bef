import {
  anyOf,
  type Clue,
  eachOf,
  everybody,
  hasDigits,
  hasEnding,
  hasId,
  hasKeys,
  hasPart,
  hasWordStart,
  nobody,
} from '../../directory/phone-index/clue.ts';
import type { Condition } from '../../directory/phone-index/find.ts';
import type { IndexedContact, IndexedPhone } from '../../directory/phone-index/indexed-contact.ts';
import { spellsName } from '../../directory/phone-index/keypad.ts';
import { foldText } from '../../domain/fold-text.ts';
import { readNumber } from '../../domain/number.ts';
import { type Attribute, alsoMatchedClasses, attributeOf, objectClasses } from './attributes.ts';
import type { Filter, Substrings } from './filter.ts';
import { placeOf } from './tree.ts';

/** RFC 4511 4.5.1.7: a filter is true, false, or undefined (null), which only `not` tells from false. */
type Truth = boolean | null;
interface Test {
  readonly clue: Clue;
  test(contact: IndexedContact): Truth;
}

const never: Test = { clue: nobody, test: () => null };
const no: Test = { clue: nobody, test: () => false };
const yes: Test = { clue: everybody, test: () => true };

/** Turns a filter into what the phone index understands. `country` reads numbers without a country code. */
export function conditionOf(filter: Filter, country: string): Condition {
  const { clue, test } = testOf(filter, country);
  return { clue, accept: (contact) => test(contact) === true };
}

function testOf(filter: Filter, country: string): Test {
  switch (filter.kind) {
    case 'and':
      return both(filter.filters.map((part) => testOf(part, country)));
    case 'or':
      return either(filter.filters.map((part) => testOf(part, country)));
    case 'not': {
      const { test } = testOf(filter.filter, country);
      return {
        clue: everybody,
        test: (contact) => {
          const truth = test(contact);
          return truth === null ? null : !truth;
        },
      };
    }
    case 'undefined':
      return never;
    default: {
      const attribute = attributeOf(filter.attribute);
      return attribute ? attributeTest(attribute, filter, country) : never;
    }
  }
}

function both(parts: readonly Test[]): Test {
  if (parts.length === 1) return parts[0]!;
  return {
    clue: eachOf(parts.map(({ clue }) => clue)),
    test: (contact) => {
      let result: Truth = true;
      for (const { test } of parts) {
        const truth = test(contact);
        if (truth === false) return false;
        if (truth === null) result = null;
      }
      return result;
    },
  };
}

function either(parts: readonly Test[]): Test {
  if (parts.length === 1) return parts[0]!;
  return {
    clue: anyOf(parts.map(({ clue }) => clue)),
    test: (contact) => {
      let result: Truth = false;
      for (const { test } of parts) {
        const truth = test(contact);
        if (truth === true) return true;
        if (truth === null) result = null;
      }
      return result;
    },
  };
}

type Comparison = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'undefined' }>;

function attributeTest(attribute: Attribute, filter: Comparison, country: string): Test {
  switch (attribute.kind) {
    case 'name':
    case 'text':
      return textTest(attribute, filter);
    case 'number':
      return numberTest(attribute.phones, filter, country);
    case 'id':
      return exactTest(filter, (value) => value);
    case 'dn':
      return exactTest(filter, (value) => {
        const place = placeOf(value);
        return place.kind === 'contact' ? place.id : '';
      });
    case 'class':
      return classTest(filter);
    case 'fixed':
    case 'time':
      return filter.kind === 'present' ? yes : no;
    case 'empty':
      return no;
  }
}

function classTest(filter: Comparison): Test {
  if (filter.kind === 'present') return yes;
  if (filter.kind !== 'equal') return never;
  const wanted = filter.value.trim().toLowerCase();
  return [...objectClasses, ...alsoMatchedClasses].some((name) => name.toLowerCase() === wanted) ? yes : no;
}

function exactTest(filter: Comparison, idOf: (value: string) => string): Test {
  if (filter.kind === 'present') return yes;
  if (filter.kind !== 'equal') return no;
  const id = idOf(filter.value.trim().toLowerCase());
  return { clue: hasId(id), test: (contact) => contact.id === id };
}

type Matching = (clue: Clue, piece: string, fits: (folded: string) => boolean) => Test;

// Text -----------------------------------------------------------------------------------------------------------

function textTest(attribute: Extract<Attribute, { kind: 'name' | 'text' }>, filter: Comparison): Test {
  const { texts, indexed } = attribute;
  const isName = attribute.name === 'cn' || attribute.name === 'displayName';
  // Folding costs more than all the rest: what is indexed stands folded in the contact's search text, and who lacks
  // `piece` there need not be folded.
  const matching: Matching = (clue, piece, fits) => ({
    clue: indexed ? clue : everybody,
    test: (contact) => {
      if (isName) return fits(contact.nameKey);
      if (indexed && piece !== '' && !contact.searchText.includes(piece)) return false;
      for (const text of texts(contact)) if (fits(foldText(text))) return true;
      return false;
    },
  });
  if (filter.kind === 'present') return matching(everybody, '', (text) => text !== '');
  if (filter.kind === 'substrings') return partsTest(attribute, filter.parts, matching);
  const value = foldText(filter.value);
  switch (filter.kind) {
    case 'equal':
      // `Archer Ada` is Ada Archer, on phones that put the family name first.
      return isName
        ? matching(
            eachOf(value.split(' ').map(hasPart)),
            value.split(' ')[0] ?? '',
            (text) => text === value || turned(text, value),
          )
        : matching(hasWordStart(value), value, (text) => text === value);
    case 'approx':
      return matching(hasPart(value), value, (text) => text.includes(value));
    case 'atLeast':
      return matching(everybody, '', (text) => text >= value);
    case 'atMost':
      // Polycom asks for `sn<=zz` and means the end of every alphabet, not only of this one.
      return matching(everybody, '', /^z+$/.test(value) ? () => true : (text) => text <= value);
  }
}

function turned(text: string, value: string): boolean {
  if (text.length !== value.length) return false;
  for (let at = value.indexOf(' '); at > 0; at = value.indexOf(' ', at + 1)) {
    if (`${value.slice(at + 1)} ${value.slice(0, at)}` === text) return true;
  }
  return false;
}

function partsTest({ kind }: { kind: 'name' | 'text' }, sent: Substrings, matching: Matching): Test {
  const initial = foldText(sent.initial ?? '');
  const any = sent.any.map(foldText).filter((part) => part !== '');
  const final = foldText(sent.final ?? '');
  const clue = eachOf([hasWordStart(initial), ...any.map(hasPart), hasPart(final)]);
  const later = kind === 'name' ? ` ${initial}` : null;
  const piece = initial || any[0] || final;
  const byLetters = matching(clue, piece, (text) => hasParts(text, initial, later, any, final));
  const typed = initial || (any.length === 1 ? any[0]! : '');
  const digits = kind === 'name' && final === '' && (initial === '' || any.length === 0) ? typed : '';
  if (!/^[2-9]{2,}$/.test(digits)) return byLetters;
  return either([byLetters, matching(hasKeys(digits), '', (text) => spellsName(text, digits))]);
}

/**
 * Whether the parts follow each other in a text. In names the first may also start at a later word (`later`: with the
 * space before it): `arch` finds Ada Archer.
 */
function hasParts(
  text: string,
  initial: string,
  later: string | null,
  any: readonly string[],
  final: string,
): boolean {
  let at = 0;
  if (initial !== '' && !text.startsWith(initial)) {
    at = later === null ? -1 : text.indexOf(later);
    if (at < 0) return false;
    at += 1;
  }
  at += initial.length;
  for (const part of any) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return final === '' || (text.length - final.length >= at && text.endsWith(final));
}

// Numbers --------------------------------------------------------------------------------------------------------

function numberTest(
  phonesOf: (contact: IndexedContact) => readonly IndexedPhone[],
  filter: Comparison,
  country: string,
): Test {
  const matching = (clue: Clue, fits: (phone: IndexedPhone) => boolean): Test => ({
    clue,
    test: (contact) => {
      for (const phone of phonesOf(contact)) if (fits(phone)) return true;
      return false;
    },
  });
  if (filter.kind === 'present') return matching(everybody, () => true);
  if (filter.kind === 'substrings') return numberPartsTest(filter.parts, matching);
  if (filter.kind === 'equal') {
    const { digits, typedDigits } = readNumber(filter.value, country);
    if (typedDigits === '') return no;
    return matching(
      anyOf([hasEnding(digits), hasEnding(typedDigits)]),
      (phone) => phone.digits === digits || phone.digits === typedDigits || phone.typedDigits === typedDigits,
    );
  }
  const value = filter.value.replace(/\D/g, '');
  if (filter.kind === 'approx')
    return matching(hasDigits(value), ({ digits }) => value !== '' && digits.includes(value));
  return matching(everybody, ({ digits }) => (filter.kind === 'atLeast' ? digits >= value : digits <= value));
}

function numberPartsTest(
  sent: Substrings,
  matching: (clue: Clue, fits: (phone: IndexedPhone) => boolean) => Test,
): Test {
  const start = sent.initial === null ? null : numberStart(sent.initial);
  const any = sent.any.map(onlyDigits).filter((part) => part !== '');
  const final = sent.final === null ? '' : onlyDigits(sent.final);
  // Letters in a number: nobody has such a one.
  if ([sent.initial, ...sent.any, sent.final].some((part) => part !== null && /\p{L}/u.test(part))) return no;
  const clue = eachOf([
    hasDigits(start?.rest ?? ''),
    ...any.map(hasDigits),
    final.length >= 7 ? hasEnding(final) : hasDigits(final),
  ]);
  return matching(clue, (phone) => {
    if (start === null)
      return follow(phone.digits, 0, any, final) || follow(phone.typedDigits, 0, any, final);
    const at = start.international ? -1 : startIn(phone.typedDigits, start.digits);
    if (at >= 0 && follow(phone.typedDigits, at, any, final)) return true;
    const from = start.endIn(phone);
    return from >= 0 && follow(phone.digits, from, any, final);
  });
}

interface NumberStart {
  readonly digits: string;
  readonly international: boolean;
  /** What certainly stands in the digits of a number that starts so. */
  readonly rest: string;
  /** Where the beginning ends in the number's digits; -1 when it does not start so. */
  endIn(phone: IndexedPhone): number;
}

/** `+44 7`, `0044 7`, `07…` and `7…` may all begin the same number. */
function numberStart(sent: string): NumberStart {
  const digits = onlyDigits(sent);
  const plus = sent.trim().startsWith('+');
  if (plus || digits.startsWith('00')) {
    const rest = plus ? digits : digits.slice(2);
    return {
      digits,
      international: plus,
      rest,
      endIn: (phone) =>
        (phone.e164 !== null || phone.international) && phone.digits.startsWith(rest) ? rest.length : -1,
    };
  }
  if (!digits.startsWith('0')) {
    return { digits, international: false, rest: digits, endIn: (phone) => startIn(phone.digits, digits) };
  }
  const rest = digits.slice(1);
  return {
    digits,
    international: false,
    rest,
    // The trunk zero stands for a country code of one to three digits.
    endIn: ({ digits: whole, e164 }) => {
      if (e164 === null || rest === '') return -1;
      for (let code = 1; code <= 3; code += 1) if (whole.startsWith(rest, code)) return code + rest.length;
      return -1;
    },
  };
}

const startIn = (whole: string, start: string) => (whole.startsWith(start) ? start.length : -1);

function follow(digits: string, from: number, any: readonly string[], final: string): boolean {
  let at = from;
  for (const part of any) {
    const found = digits.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return digits !== '' && (final === '' || (digits.length - final.length >= at && digits.endsWith(final)));
}

const onlyDigits = (text: string) => text.replace(/\D/g, '');

import { hasId } from '../../directory/phone-index/clue.ts';
import type { Condition } from '../../directory/phone-index/find.ts';
import { type Attribute, alsoMatchedClasses, attributeOf, objectClasses } from './attributes.ts';
import type { Comparison, Filter } from './filter.ts';
import { numberTest } from './match-number.ts';
import { both, either, negation, never, no, type Test, yes } from './match-test.ts';
import { textTest } from './match-text.ts';
import { placeOf } from './tree.ts';

/** Turns a filter into what the phone index understands. `country` reads numbers without a country code. */
export function conditionOf(filter: Filter, country: string): Condition {
  const { clue, test } = testOf(filter, country);
  return { clue, accept: (slot, book) => test(slot, book) === true };
}

function testOf(filter: Filter, country: string): Test {
  switch (filter.kind) {
    case 'and':
      return both(filter.filters.map((part) => testOf(part, country)));
    case 'or':
      return either(filter.filters.map((part) => testOf(part, country)));
    case 'not':
      return negation(testOf(filter.filter, country));
    case 'undefined':
      return never;
    default: {
      const attribute = attributeOf(filter.attribute);
      return attribute ? attributeTest(attribute, filter, country) : never;
    }
  }
}

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
  return { clue: hasId(id), test: (slot, book) => book.contactAt(slot).id === id };
}

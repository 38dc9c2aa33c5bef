import { expect, test } from 'vitest';
import { otherForms } from './same-line.ts';

test.each([
  ['525512345678', '5215512345678'],
  ['541123456789', '5491123456789'],
  ['551187654321', '5511987654321'],
  ['5712345678', '576012345678'],
  ['22997123456', '2290197123456'],
  ['23779123456', '237679123456'],
  ['23722123456', '237222123456'],
  ['23412345678', '2342012345678'],
  ['22507123456', '2250707123456'],
  ['22520812345', '2252120812345'],
  ['2416123456', '24166123456'],
  ['841621234567', '84321234567'],
  ['378886377', '390549886377'],
  ['970599123456', '972599123456'],
  ['38344123456', '37744123456'],
])('%s and %s are one line, both ways', (one, other) => {
  expect(otherForms(one)).toContain(other);
  expect(otherForms(other)).toContain(one);
});

test.each([
  ['a land line of Brazil, whose digits are others’ without a 9', '551132345678'],
  ['a mobile whose short form would be a land line', '5511932345678'],
  ['trunked radio of Brazil', '551177123456'],
  ['a number of a plan without second forms', '442079460163'],
  ['what is no number of E.164', '12'],
])('%s has none', (_, digits) => expect(otherForms(digits)).toEqual([]));

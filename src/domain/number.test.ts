import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCountry, numbersIn, readableNumber, readNumber } from './number.ts';
import { numberFault } from './number-fault.ts';
import { readNumberQuery } from './number-query.ts';

const rows: [
  typed: string,
  country: string,
  e164: string | null,
  digits: string,
  extension: string | null,
][] = [
  ['+44 (0)20 7183 8750', 'US', '+442071838750', '442071838750', null],
  ['020 7183 8750', 'GB', '+442071838750', '442071838750', null],
  ['0044 20 7183 8750', 'US', '+442071838750', '442071838750', null],
  ['0011 44 20 7183 8750', 'AU', '+442071838750', '442071838750', null],
  ['011 44 20 7183 8750', 'US', '+442071838750', '442071838750', null],
  ['tel:+44-20-7183-8750;ext=622', 'US', '+442071838750', '442071838750', '622'],
  ['+44 20 7183 8750,,622#', 'US', '+442071838750', '442071838750', '622'],
  ['(202) 555-0147 x12', 'US', '+12025550147', '12025550147', '12'],
  ['1-202-555-0147 ext. 12', 'US', '+12025550147', '12025550147', '12'],
  ['555 123 4567', 'US', '+15551234567', '15551234567', null],
  ['+1 555 0100', 'DE', null, '15550100', null],
  ['+39 06 1234 5678', 'US', '+390612345678', '390612345678', null],
  ['033/123-456', 'BA', '+38733123456', '38733123456', null],
  ['٠٢٠ ٧١٨٣ ٨٧٥٠', 'GB', '+442071838750', '442071838750', null],
  ['０２０－７１８３－８７５０', 'GB', '+442071838750', '442071838750', null],
  ['50011', 'DE', null, '50011', null],
  ['50011x7', 'DE', null, '50011', '7'],
  ['555-0147', 'US', null, '5550147', null],
  ['0044 20', 'US', null, '4420', null],
  ['112', 'DE', null, '112', null],
  ['*72#', 'US', null, '', null],
  ['+999 123 456 789', 'US', null, '999123456789', null],
  ['ask reception', 'US', null, '', null],
  ['', 'US', null, '', null],
  ['(+44) 20 7183 8750', 'US', '+442071838750', '442071838750', null],
  ['020 7183 8750', '??', null, '02071838750', null],
];

test.each(rows)('reads %s in %s', (typed, country, e164, digits, extension) => {
  expect(readNumber(typed, country)).toMatchObject({ e164, digits, extension });
});

test.each([
  ['+44 20', true],
  ['0044 20', true],
  ['(+44) 20', true],
  ['044 20', false],
  ['+', false],
])('%s was typed for abroad: %s', (typed, international) => {
  expect(readNumber(typed, 'US').international).toBe(international);
});

test('any text at all is read, in any country', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('US', 'GB', 'AR', 'XX'),
      (typed, country) => {
        const read = readNumber(typed, country);
        expect(read.digits).toMatch(/^\d*$/);
        expect(read.typedDigits).toMatch(/^\d*$/);
        if (read.e164 !== null) expect(read.e164).toBe(`+${read.digits}`);
        expect(read.dial).toMatch(/^\+?[\d*#]*$/);
      },
    ),
  );
});

test('however a number is punctuated, it is the same number', () => {
  const gap = fc.constantFrom('', ' ', '-', '.', '/', ' (', ') ', '\u00a0', '\u2011');
  fc.assert(
    fc.property(fc.array(gap, { minLength: 10, maxLength: 10 }), (gaps) => {
      const typed = ['0', '2', '0', '7', '1', '8', '3', '8', '7', '5', '0']
        .map((digit, at) => digit + (gaps[at] ?? ''))
        .join('');
      expect(readNumber(typed, 'GB').e164).toBe('+442071838750');
    }),
  );
});

test('what is shown of a known number reads back as that number, extension included', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\+[1-9]\d{7,12}$/),
      fc.option(fc.stringMatching(/^\d{1,6}$/)),
      (number, extension) => {
        const typed = extension === null ? number : `${number} x${extension}`;
        const read = readNumber(typed, 'US');
        fc.pre(read.e164 !== null);
        // Some plans take a zero off after the country code; of `+86 000…` that leaves no number of anybody's.
        fc.pre(readNumber(read.e164 ?? '', 'US').e164 === read.e164);
        expect(readNumber(readableNumber(typed, 'US'), 'US')).toMatchObject({ e164: read.e164, extension });
      },
    ),
  );
});

describe('a search term', () => {
  test.each([
    ['+', { kind: 'international-any' }],
    [' + ', { kind: 'international-any' }],
    ['+44', { kind: 'digits', starts: ['44'], parts: [] }],
    ['(+44) 20', { kind: 'digits', starts: ['4420'], parts: [] }],
    ['+44 020', { kind: 'digits', starts: ['44020', '4420'], parts: [] }],
    ['+44 (0)20 7946', { kind: 'digits', starts: ['44207946'], parts: [] }],
    ['0044 20', { kind: 'digits', starts: ['4420'], parts: ['004420'] }],
    ['020-7183', { kind: 'digits', starts: [], parts: ['0207183'] }],
    ['12.34/5', { kind: 'digits', starts: [], parts: ['12345'] }],
    ['212 555 0164 x99', { kind: 'digits', starts: ['12125550164'], parts: ['2125550164'] }],
    ['--', null],
    ['( )', null],
    ['', null],
    ['++', null],
    ['12a', null],
    ['*72', { kind: 'digits', starts: [], parts: ['72'] }],
  ])('%s', (q, expected) => expect(readNumberQuery(q, 'US')).toEqual(expected));
});

test.each([
  ['+44 (0)20 7183 8750 x622', '+442071838750'],
  ['020 7183-8750', '02071838750'],
  ['*72#', '*72#'],
  ['ask reception', ''],
  ['1+2', '1'],
])('a phone dials %s as %s', (typed, expected) => expect(readNumber(typed, 'GB').dial).toBe(expected));

test('countries are two capital letters that have telephones', () => {
  expect(['US', 'BA', 'us', 'XX', '', 'constructor'].map(isCountry)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

describe('what stands around a number is no part of it', () => {
  test.each<[typed: string, country: string, dialled: string[]]>([
    ['020 7946 0162,020 7946 0163', 'GB', ['02079460162', '02079460163']],
    ['212-555-0199,212-555-0198', 'US', ['2125550199', '2125550198']],
    ['0301234567,0301234568', 'DE', ['0301234567', '0301234568']],
    ['+44 20 7946 0164 <2>', 'US', ['+442079460164']],
    ['9,+442079460166', 'US', ['+442079460166']],
    ['1) +44 20 7946 0169', 'US', ['+442079460169']],
    ['1) 050 276 0493', 'AE', ['0502760493']],
    ['① +44 20 7946 0169', 'US', ['+442079460169']],
    ['2x 212 555 0199', 'US', []],
    ['+44 20 7946 0160 / 161', 'US', ['+442079460160']],
    ['+44 20 7946 0160 (9-17)', 'US', ['+442079460160']],
    ['+44 20 7946 0160 2', 'US', ['+442079460160']],
    ['+44 20 7946 0160²', 'US', ['+442079460160']],
    ['212 555 0199 - 0201', 'US', ['2125550199']],
    ['581 2345 581 2346', 'IS', ['5812345', '5812346']],
    ['+86 138 0013 8000 / 8001', 'US', ['+8613800138000']],
    ['+46 411 95 93 46 08-037 420 06', 'SE', ['+46411959346', '0803742006']],
    ['1001 / +44 20 7946 0160', 'GB', ['1001', '+442079460160']],
    ['+44 20 7946 O163', 'US', []],
    ['1-800-FLOWERS', 'GB', []],
    ['1-800-FLOWERS', 'DE', []],
  ])('%s in %s', (typed, country, dialled) => {
    const { numbers } = numbersIn(typed, country);
    expect(numbers.map((number) => readNumber(number, country).dial)).toEqual(dialled);
  });
});

test.each([
  ['x12', 'An extension needs a number'],
  ['ask reception', 'no digits'],
  ['+44 20 7946 O163', 'The letter “O”'],
  ['020 7946 0160 or 1001', 'The letter “o”'],
  ['4.47E+11', 'spreadsheet'],
  ['12345678901234567890', '15 digits'],
])('%s is refused in a form: %s', (typed, message) => expect(numberFault(typed)).toContain(message));

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { displayName } from '../../domain/contact.ts';
import { collections, readItem } from './collection.ts';
import { excludedBy } from './excluded-by.ts';
import { readOrgContact } from './graph-contact.ts';
import { mapOrgContact } from './map-contact.ts';
import { matchRules } from './match-rules.ts';

const none = { domains: [], companies: [], departments: [], names: [] };
const allIn = excludedBy(none);
const fixture = (name: string): { value: unknown[] } =>
  JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../../test/fixtures/microsoft365', name), 'utf8'),
  );
const fieldsOf = (item: object) => {
  const read = readOrgContact({ id: '1', ...item });
  if (typeof read === 'string') throw new Error(read);
  const mapped = mapOrgContact(read);
  if (mapped.use === 'nothing') throw new Error(mapped.reason);
  return mapped.fields;
};

test.each<[object, string | undefined]>([
  [{ givenName: 'Robert', surname: 'Smith', displayName: 'Bob Smith' }, 'Bob Smith'],
  [{ givenName: 'Robert', surname: 'Smith', displayName: 'Robert Smith' }, undefined],
  [{ givenName: 'Robert', surname: 'Smith', displayName: 'Smith, Robert' }, undefined],
  [{ givenName: 'Robert', surname: 'Smith', displayName: 'ROBERT  SMITH' }, undefined],
  [{ givenName: 'Ilse', surname: 'Brandt', displayName: 'Brandt, Ilse (Kiel)' }, 'Brandt, Ilse (Kiel)'],
  [{ displayName: 'Front desk' }, undefined],
  [{ displayName: 'Acme', companyName: 'Acme' }, undefined],
  [{ givenName: 'Robert', displayName: null }, undefined],
  [{ givenName: 'Robert', displayName: 'x'.repeat(501) }, undefined],
])('of %j, the name that Microsoft shows is kept where it is another: %j', (item, shownAs) => {
  expect(fieldsOf(item).shownAs).toBe(shownAs);
});

test('a list page in the documented form becomes contacts', () => {
  const read = fixture('contacts-page.json').value.map((item) => readItem(collections.contacts, item, allIn));
  expect(read).toMatchObject([
    {
      is: 'contact',
      contact: {
        externalId: '5b0c1f52-0a44-4f0e-9c55-0d1f6a7e0001',
        fields: {
          firstName: 'Ilse',
          lastName: 'Brandt',
          company: 'Nordlicht Logistik GmbH',
          department: 'Disposition',
          jobTitle: '',
          emails: [{ email: 'ilse.brandt@nordlicht.example', label: 'business' }],
          phones: [
            { number: '+49 431 5550-120', label: 'work' },
            { number: '0171 5550199', label: 'mobile' },
          ],
        },
      },
    },
    {
      is: 'contact',
      contact: { fields: { firstName: 'Reception Kiel', emails: [{ email: 'desk@nordlicht.example' }] } },
    },
    { is: 'contact', contact: { fields: { firstName: '', company: 'Fjord & Sons' } } },
    { is: 'unusable', externalId: '5b0c1f52-0a44-4f0e-9c55-0d1f6a7e0004' },
    { is: 'unusable', externalId: null },
  ]);
});

test.each<[object, string, string]>([
  [{ givenName: 'Ilse', surname: 'Brandt', displayName: 'Brandt, Ilse (Kiel)' }, 'Ilse', 'Brandt'],
  [{ displayName: 'Brandt, Ilse' }, 'Brandt, Ilse', ''],
  [{ givenName: 'Ilse', displayName: 'Ilse Brandt' }, 'Ilse', 'Brandt'],
  [{ surname: 'Brandt', displayName: 'Ilse Brandt' }, 'Ilse', 'Brandt'],
  [{ givenName: ' ', surname: null, displayName: ' Front\u00a0desk\u0000 ' }, 'Front\u00a0desk', ''],
  [{ displayName: 'Acme', companyName: 'Acme' }, '', ''],
])('names of %j', (item, firstName, lastName) => {
  expect(fieldsOf(item)).toMatchObject({ firstName, lastName });
});

test('what a contact without a name is called', () => {
  expect(displayName(fieldsOf({ companyName: 'Acme', mail: 'a@b.example' }))).toBe('Acme');
  expect(displayName(fieldsOf({ mail: 'a@b.example' }))).toBe('a@b.example');
  expect(displayName(fieldsOf({ phones: [{ type: 'pager', number: '12' }] }))).toBe('12');
});

test('numbers: every type has its label, blank ones go, free text stays as it is, a fax is never the main one', () => {
  const phones = [
    'businessFax',
    'homeFax',
    'mobile',
    'business',
    'home',
    'assistant',
    'pager',
    'radio',
    'invented',
    null,
  ].map((type, n) => ({ type, number: `${n} ext. 12 / 0${n} (0) 9` }));
  const blank = [
    { type: 'business', number: null },
    { type: 'mobile', number: ' ' },
    { type: 'home', number: 'n/a' },
    {},
  ];
  expect(
    fieldsOf({ phones: [...phones, ...blank, phones[3]] }).phones.map(
      ({ label, number }) => `${label} ${number[0]}`,
    ),
  ).toEqual([
    'work 3',
    'mobile 2',
    'home 4',
    'other 5',
    'other 6',
    'other 7',
    'other 8',
    'other 9',
    'fax 0',
    'fax 1',
  ]);
  expect(fieldsOf({ phones }).phones[0]?.number).toBe('3 ext. 12 / 03 (0) 9');
});

test('the mail address, else the primary one; other addresses and prefixes are not it', () => {
  const proxyAddresses = ['smtp:second@b.example', 'x500:/o=a', 'SIP:sip@b.example', 'SMTP:First@b.example'];
  expect(fieldsOf({ mail: 'a@b.example', proxyAddresses }).emails[0]?.email).toBe('a@b.example');
  expect(fieldsOf({ mail: null, proxyAddresses }).emails[0]?.email).toBe('First@b.example');
  expect(fieldsOf({ displayName: 'X', proxyAddresses: ['smtp:second@b.example'] }).emails).toEqual([]);
});

test('a number that is too long is left out and reported; a name that is too long makes the row unusable', () => {
  const long = { displayName: 'X', phones: [{ type: 'mobile', number: '1'.repeat(101) }] };
  expect(readItem(collections.contacts, { id: '1', ...long }, allIn)).toMatchObject({
    is: 'contact',
    contact: { fields: { phones: [] } },
    issues: [{ externalId: '1', reason: 'A number is longer than 100 characters and was left out.' }],
  });
  expect(readItem(collections.contacts, { id: '1', displayName: 'x'.repeat(501) }, allIn)).toMatchObject({
    is: 'unusable',
    issues: [{ reason: 'Its name is longer than 500 characters.' }],
  });
});

test.each<[string, string, boolean]>([
  ['Fjord & Sons', 'fjord*', true],
  ['Fjord & Sons', 'fjord', false],
  ['Café Central', 'cafe central', true],
  ['Test Account 5', '*account*', true],
  ['abc', 'a*b*c*', true],
  ['', '*', true],
  [`${'a'.repeat(400)}b`, `${'*a'.repeat(99)}*c`, false],
  ['a.b', 'a?b', false],
])('the text %j and the rule %j', (text, rule, expected) => {
  expect(matchRules([rule])(text)).toBe(expected);
});

test('rules leave out by domain, company, department and name', () => {
  const fields = fieldsOf({
    givenName: 'Ilse',
    surname: 'Brandt',
    companyName: 'Acme',
    department: 'Test',
    mail: 'ilse@sub.Partner.example',
  });
  const excluded = (rules: object) => excludedBy({ ...none, ...rules })(fields, 'Brandt, Ilse');
  expect(excluded({})).toBe(false);
  expect(excluded({ domains: ['partner.example'] })).toBe(false);
  expect(excluded({ domains: ['sub.part-ner.example'] })).toBe(false);
  expect(excluded({ names: ['-*', "'*"] })).toBe(false);
  expect(excluded({ names: ['Ilse‐Brandt'] })).toBe(false);
  expect(excluded({ domains: ['@*.partner.example'] })).toBe(true);
  expect(excluded({ companies: ['acme'] })).toBe(true);
  expect(excluded({ departments: ['test'] })).toBe(true);
  expect(excluded({ names: ['Ilse Brandt'] })).toBe(true);
  expect(excluded({ names: ['brandt, *'] })).toBe(true);
});

test.each([
  [{ displayName: 3 }, 'displayName'],
  [{ phones: 'none' }, 'phones'],
  [{ phones: [{ type: 'mobile', number: 12 }] }, 'phones'],
  [{ proxyAddresses: [null] }, 'proxyAddresses'],
])('%j has a form that Microsoft does not document: it is reported by its property', (item, property) => {
  expect(readItem(collections.contacts, { id: '1', ...item }, allIn)).toEqual({
    is: 'unusable',
    externalId: '1',
    issues: [{ externalId: '1', reason: `Its ${property} has a form that Microsoft does not document.` }],
  });
});

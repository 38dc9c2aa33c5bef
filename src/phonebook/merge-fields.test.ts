import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ContactFields, emptyContact, phoneLabels } from '../domain/contact.ts';
import { mappedScope, plainScope, wholeScope } from './contact-form.ts';
import { mergeFields } from './merge-fields.ts';

const ada: ContactFields = { ...emptyContact, firstName: 'Ada', lastName: 'Lovelace' };

const fields = fc
  .record({
    company: fc.constantFrom('', 'Analytical Engines'),
    phones: fc.array(
      fc.record({
        number: fc.constantFrom('1', '020 7183 8750', '+44 20 7183 8750', 'none'),
        label: fc.constantFrom(...phoneLabels),
      }),
      { maxLength: 4 },
    ),
    emails: fc.array(
      fc.record({
        email: fc.constantFrom('a@x.example', 'A@X.example', 'b@x.example'),
        label: fc.constantFrom('private' as const, 'other' as const),
      }),
      { maxLength: 3 },
    ),
  })
  .map((said): ContactFields => ({ ...ada, ...said }));

test('a number that a contact has under two types stays two numbers, however often it is merged', () => {
  const both = {
    ...ada,
    phones: [
      { number: '1', label: 'work' as const },
      { number: '1', label: 'mobile' as const },
    ],
  };
  expect(mergeFields(both, both, plainScope, 'GB')).toEqual(both);
  expect(mergeFields(ada, both, plainScope, 'GB')).toEqual(both);
});

test('merging the rows of a file again changes nothing', () => {
  fc.assert(
    fc.property(
      fields,
      fc.array(fields, { maxLength: 4 }),
      fc.constantFrom(
        plainScope,
        wholeScope,
        mappedScope({ type: '{a}', emails: [{ value: '{b}', label: '{c}' }] }),
      ),
      (contact, rows, scope) => {
        const merged = rows.reduce((known, row) => mergeFields(known, row, scope, 'GB'), contact);
        expect(rows.reduce((known, row) => mergeFields(known, row, scope, 'GB'), merged)).toEqual(merged);
      },
    ),
  );
});

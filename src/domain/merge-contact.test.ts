import { expect, test } from 'vitest';
import { emptyContact } from './contact.ts';
import { mergeContact } from './merge-contact.ts';

const fromSource = {
  ...emptyContact,
  firstName: 'Ada',
  lastName: 'Byron',
  company: 'Analytical Engines',
  phones: [{ number: '+44 20 7946 0000', label: 'work' }],
} as const;

test('a contact that nobody edited is what its source says', () => {
  expect(mergeContact(fromSource, {})).toEqual({ fields: fromSource, edited: [] });
});

test('an edited field wins, the others follow the source', () => {
  const { fields, edited } = mergeContact(fromSource, { lastName: 'Lovelace' });
  expect(fields).toEqual({ ...fromSource, lastName: 'Lovelace' });
  expect(edited).toEqual(['lastName']);
});

test('a cleared field stays empty although the source fills it', () => {
  const { fields, edited } = mergeContact(fromSource, { phones: null, company: null, type: null });
  expect(fields).toEqual({ ...fromSource, phones: [], company: '', type: 'customer' });
  expect(edited).toEqual(['company', 'type', 'phones']);
});

test('an edit to an empty value is an edit', () => {
  expect(mergeContact(fromSource, { company: '' }).fields.company).toBe('');
});

test('an edit that says what the source says is still an edit', () => {
  expect(mergeContact(fromSource, { firstName: 'Ada' }).edited).toEqual(['firstName']);
});

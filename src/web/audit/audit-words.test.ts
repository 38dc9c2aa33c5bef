import { expect, test } from 'vitest';
import { actionInWords, detailsInWords } from './audit-words.ts';

const event = {
  id: '1',
  at: '2026-01-01T00:00:00Z',
  actor: { kind: 'person', id: null, name: 'Ines' },
  action: 'contact.edited',
  subjectKind: 'contact',
  subjectId: null,
  subjectName: 'PBX',
} as const;

test('what was done and what changed are said in words', () => {
  expect(actionInWords('contact.source-used')).toBe('Contact source used');
  expect(actionInWords('api-key.created')).toBe('API key created');
  const details = {
    fields: ['company', 'jobTitle'],
    personalContacts: 1200,
    disabled: true,
    extension: null,
    name: 'PBX',
    activityId: 'x',
  };
  expect(detailsInWords({ ...event, details })).toBe(
    'fields: Company, Job title · personal contacts: 1,200 · disabled: yes · extension: none',
  );
});

import { expect, test } from 'vitest';
import { readNumber } from '../domain/number.ts';
import { agreement, type CallerCandidate, callerNumber, matchCaller } from './caller-match.ts';

const whole = (digits: string) => ({ digits, whole: true, extension: null });
const typed = (digits: string) => ({ digits, whole: false, extension: null });

test.each([
  ['the same number in international form', whole('442071234567'), whole('442071234567'), 1001],
  ['the same digits', typed('622'), typed('622'), 1000],
  ['the same digits, one of them known in full', whole('442071234567'), typed('442071234567'), 1000],
  ['a national number and its international form', typed('02071234567'), whole('442071234567'), 10],
  ['seven equal digits at the end', typed('1234567'), whole('442071234567'), 7],
  ['six equal digits at the end', typed('9234567'), whole('442071234567'), 0],
  ['two whole numbers with the same ending', whole('12125550123'), whole('14155550123'), 0],
  [
    'a Berlin number that was typed in an American company',
    callerNumber(readNumber('030 1234567', 'US')),
    whole('49301234567'),
    9,
  ],
  ['short numbers that differ', typed('622'), typed('1622'), 0],
  ['nothing at all', typed(''), typed(''), 0],
])('%s', (_what, one, other, level) => {
  expect(agreement(one, other)).toBe(level);
  expect(agreement(other, one)).toBe(level);
});

test('a company may ask for a longer ending', () => {
  expect(agreement(typed('1234567'), whole('442071234567'), 8)).toBe(0);
  expect(agreement(typed('71234567'), whole('442071234567'), 8)).toBe(8);
  expect(agreement(typed('622'), typed('622'), 8)).toBe(1000);
});

const candidate = (contactId: string, more: Partial<CallerCandidate> = {}): CallerCandidate => ({
  contactId,
  ...whole('442071234567'),
  personal: false,
  local: false,
  updatedAt: new Date('2026-01-01'),
  ...more,
});
const caller = whole('442071234567');

test('own personal contacts come before central ones, local before synced, and then the newest', () => {
  const synced = candidate('synced', { updatedAt: new Date('2026-03-01') });
  const older = candidate('older');
  const central = candidate('central', { local: true });
  const personal = candidate('personal', { local: true, personal: true });
  expect(matchCaller(caller, [older, synced])).toEqual({ match: synced, others: 1 });
  expect(matchCaller(caller, [older, synced, central])).toEqual({ match: central, others: 2 });
  expect(matchCaller(caller, [older, personal, synced, central])).toEqual({ match: personal, others: 3 });
});

test('a better agreement wins over a better place', () => {
  const personal = candidate('personal', { ...typed('2071234567'), personal: true, local: true });
  expect(matchCaller(caller, [personal, candidate('synced')]).match?.contactId).toBe('synced');
});

test('others have the number as well; a contact that has it twice is one', () => {
  const ending = candidate('ending', typed('71234567'));
  expect(matchCaller(caller, [candidate('a'), candidate('a'), candidate('b'), ending]).others).toBe(1);
  expect(matchCaller(caller, [])).toEqual({ match: null, others: 0 });
});

import { expect, it } from 'vitest';
import { duration, timeFrom } from './time.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const secondsFrom = (seconds: number) => timeFrom(new Date(now + seconds * 1000).toISOString(), now);

it.each([
  [0, 'just now'],
  [-50, 'less than a minute ago'],
  [-720, '12 minutes ago'],
  [86_400, 'in 24 hours'],
  [-3 * 86_400, '3 days ago'],
  [40, 'in less than a minute'],
])('%s seconds from now is %s', (seconds, words) => expect(secondsFrom(seconds)).toBe(words));

it.each([
  [625, '625 ms'],
  [4_000, '4 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
])('%s ms is a duration of %s', (ms, words) => expect(duration(ms)).toBe(words));

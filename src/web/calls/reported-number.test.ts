import { expect, test } from 'vitest';
import { reportedNumber } from './reported-number.ts';

test('a number that says its country is known in international form, any other stays as it was reported', () => {
  expect(reportedNumber('+44 (20) 7183-8750').e164).toBe('+442071838750');
  for (const number of ['020 7183 8750', '0044 20 7183 8750', '204', 'anonymous', '', '+44x'])
    expect(reportedNumber(number)).toMatchObject({ number, e164: null, extension: null });
});

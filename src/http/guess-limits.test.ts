import { expect, test } from 'vitest';
import { createGuessLimits } from './guess-limits.ts';

let now = 0;
const limits = () => {
  const made = createGuessLimits(() => now);
  const begin = (account: string, address: string) => made.asker(account, address).begin?.();
  return { ...made, begin };
};
const wait = (seconds: number) => {
  now += seconds * 1000;
};
const refused = { code: 'too-many-requests' };

/** How many of `times` guesses are looked at. */
function looked(guess: () => void, times: number): number {
  let count = 0;
  for (let at = 0; at < times; at += 1)
    try {
      guess();
      count += 1;
    } catch {}
  return count;
}

test('ten guesses a minute at one account from one address, a hundred at all accounts', () => {
  const { begin } = limits();
  expect(looked(() => begin('ada', '192.0.2.1'), 60)).toBe(10);
  const accounts = Array.from({ length: 200 }, (_, at) => `account ${at}`).values();
  expect(looked(() => begin(accounts.next().value ?? '', '192.0.2.2'), 200)).toBe(100);
  wait(61);
  expect(looked(() => begin('nobody', '192.0.2.2'), 1)).toBe(1);
});

test('an account that is guessed at from many addresses answers ever later, and to who knows it as before', () => {
  const { begin, right } = limits();
  begin('ada', '192.0.2.1');
  right('ada', '192.0.2.1');
  let address = 0;
  const guess = () => {
    address += 1;
    begin('ada', `198.51.${address >> 8}.${address & 255}`);
  };
  expect(looked(guess, 100)).toBe(10);
  // One after 2 seconds, the next after 4 more, then 8, 16, 32: five in the first minute after.
  let more = 0;
  for (let second = 0; second < 63; second += 1) {
    wait(1);
    more += looked(guess, 1);
  }
  expect(more).toBe(5);
  expect(guess).toThrow(expect.objectContaining(refused));
  begin('ada', '192.0.2.1');
  begin('grace', '198.51.100.200');
  wait(3_600);
  expect(looked(guess, 100)).toBe(10);
});

test('a right password is no guess', () => {
  const { begin, right } = limits();
  for (let at = 0; at < 500; at += 1) {
    begin('ada', '192.0.2.1');
    right('ada', '192.0.2.1');
  }
});

test('who signed in from there before has a turn of their own, whatever else comes from there', () => {
  const { asker, begin, right } = limits();
  expect(asker('ada', '192.0.2.1').lane).toBe(asker('eve', '192.0.2.1').lane);
  begin('ada', '192.0.2.1');
  right('ada', '192.0.2.1');
  expect(asker('ada', '192.0.2.1').lane).not.toBe(asker('eve', '192.0.2.1').lane);
  for (let at = 0; at < 100; at += 1) begin(`account ${at}`, '192.0.2.1');
  expect(() => begin('grace', '192.0.2.1')).toThrow(expect.objectContaining(refused));
  expect(looked(() => begin('ada', '192.0.2.1'), 60)).toBe(10);
});

test('what is shut is said before the guess is made, with the time to wait', () => {
  const { begin, check } = limits();
  for (let at = 0; at < 10; at += 1) begin('ada', '2001:db8::1');
  wait(3);
  expect(() => check('ada', '2001:db8::99')).toThrow(expect.objectContaining({ retryAfterSeconds: 57 }));
  check('ada', '2001:db8:0:1::1');
});

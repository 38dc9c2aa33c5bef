import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('so many go on at once, the others in the order in which they came, also after one that failed', async () => {
  const inTurn = createTurns(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const results = [0, 1, 2, 3].map((at) =>
    inTurn(async () => {
      began.push(at);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (at === 0) throw new Error('no luck');
      return at;
    }).catch(() => 'failed'),
  );
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  ends[0]?.();
  await results[0];
  await new Promise((resolve) => setImmediate(resolve));
  expect(began).toEqual([0, 1, 2]);
  ends[1]?.();
  await results[1];
  await new Promise((resolve) => setImmediate(resolve));
  for (const end of ends) end();
  expect(await Promise.all(results)).toEqual(['failed', 1, 2, 3]);
});

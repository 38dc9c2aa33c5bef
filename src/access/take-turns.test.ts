import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

const later = () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
};

/** Work that runs until it is told to end, and the order in which it was begun. */
function works() {
  const begun: string[] = [];
  const open = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    const { ended, end } = later();
    open.set(name, end);
    return ended.then(() => name);
  };
  const end = async (name: string) => {
    open.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

const refused = { code: 'too-many-requests', retryAfterSeconds: 2 };

test('so many at once, and who came last is next: somebody who waits long has left already', async () => {
  const { begun, work, end } = works();
  const turns = takeTurns({ atOnce: 2, waiting: 3 });
  const first = ['a', 'b', 'c', 'd'].map((name) => turns.run('x', work(name)));
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  for (const name of ['b', 'd', 'c']) await end(name);
  expect(await Promise.all(first)).toEqual(['a', 'b', 'c', 'd']);
});

test('when too many wait, the one that has waited longest is told to come again', async () => {
  const { begun, work, end } = works();
  const turns = takeTurns({ atOnce: 1, waiting: 2 });
  void turns.run('x', work('a'));
  const oldest = expect(turns.run('x', work('b'))).rejects.toMatchObject(refused);
  void turns.run('x', work('c'));
  void turns.run('x', work('d'));
  await oldest;
  for (const name of ['a', 'd', 'c']) await end(name);
  expect(begun).toEqual(['a', 'd', 'c']);
});

test('one address with a hundred requests takes nobody else’s turn', async () => {
  const { begun, work, end } = works();
  const turns = takeTurns({ atOnce: 1, waiting: 2 });
  void turns.run('busy', work('a')).catch(() => {});
  const mine = turns.run('mine', work('mine'));
  for (let at = 0; at < 100; at += 1) void turns.run('busy', work(`busy ${at}`)).catch(() => {});
  await end('a');
  expect(begun).toEqual(['a', 'mine']);
  await end('mine');
  expect(await mine).toBe('mine');
});

test('what fails gives its turn on', async () => {
  const turns = takeTurns({ atOnce: 1, waiting: 2 });
  const fails = () => {
    throw new Error('No.');
  };
  const both = await Promise.allSettled([turns.run('x', fails), turns.run('x', async () => 'yes')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

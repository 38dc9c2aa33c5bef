import { DirectoryError } from '../domain/errors.ts';

export interface Turns {
  /** Does `work` when its turn comes. Ends with `too-many-requests` when too many wait. `from`: who is served alike. */
  run<T>(from: string, work: () => Promise<T> | T): Promise<T>;
}

interface Waiting {
  readonly from: string;
  begin(): void;
  refuse(): void;
}

const remembered = 1_000;

/**
 * Lets few at once do what is expensive, and few wait. Next is the address that was served longest ago, and of its requests
 * the newest: in a flood the older ones have been given up, or belong to the flood. When too many wait, the oldest of the
 * address that waits most gives way.
 */
export function takeTurns({ atOnce, waiting: most }: { atOnce: number; waiting: number }): Turns {
  // By address: its place in the order of being served. The map's own order is the same.
  const served = new Map<string, number>();
  const waiting: Waiting[] = [];
  let busy = 0;
  let turn = 0;

  function serve(from: string): void {
    busy += 1;
    turn += 1;
    served.delete(from);
    served.set(from, turn);
    if (served.size > remembered) served.delete(served.keys().next().value ?? from);
  }

  function makeRoom(): void {
    if (waiting.length <= most) return;
    const perAddress = new Map<string, number>();
    for (const { from } of waiting) perAddress.set(from, (perAddress.get(from) ?? 0) + 1);
    const longest = Math.max(...perAddress.values());
    const at = waiting.findIndex(({ from }) => perAddress.get(from) === longest);
    waiting.splice(at, 1)[0]?.refuse();
  }

  function next(): void {
    if (busy >= atOnce || waiting.length === 0) return;
    const servedAt = ({ from }: Waiting) => served.get(from) ?? 0;
    const first = Math.min(...waiting.map(servedAt));
    const at = waiting.findLastIndex((one) => servedAt(one) === first);
    waiting.splice(at, 1)[0]?.begin();
  }

  return {
    run: (from, work) =>
      new Promise((resolve, reject) => {
        const begin = async () => {
          serve(from);
          try {
            resolve(await work());
          } catch (error) {
            reject(error);
          } finally {
            busy -= 1;
            next();
          }
        };
        waiting.push({ from, begin: () => void begin(), refuse: () => reject(tooMany()) });
        next();
        makeRoom();
      }),
  };
}

const tooMany = () =>
  new DirectoryError('too-many-requests', 'Too many ask at this moment. Try again in a few seconds.', {
    retryAfterSeconds: 2,
  });

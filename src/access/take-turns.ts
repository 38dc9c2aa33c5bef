import { DirectoryError } from '../domain/errors.ts';

export interface Turns {
  /** Does `work` when its turn comes. Ends with `too-many-requests` when too many wait. Many of one lane take the turn of no other. */
  run<T>(lane: string, work: () => Promise<T> | T): Promise<T>;
}

interface Waiting {
  readonly lane: string;
  begin(): void;
  refuse(): void;
}

const remembered = 1_000;

/**
 * Lets few at once do what is expensive, and few wait. Next is the lane that was served longest ago, and in it who came
 * last: in a flood the older ones have been given up, or belong to the flood. When too many wait, the oldest of the longest
 * lane gives way.
 */
export function takeTurns({ atOnce, waiting: most }: { atOnce: number; waiting: number }): Turns {
  // By lane: its place in the order of being served. The map's own order is the same.
  const served = new Map<string, number>();
  const waiting: Waiting[] = [];
  let busy = 0;
  let turn = 0;

  function serve(lane: string): void {
    busy += 1;
    turn += 1;
    served.delete(lane);
    served.set(lane, turn);
    if (served.size > remembered) served.delete(served.keys().next().value ?? lane);
  }

  function makeRoom(): void {
    if (waiting.length <= most) return;
    const perLane = new Map<string, number>();
    for (const { lane } of waiting) perLane.set(lane, (perLane.get(lane) ?? 0) + 1);
    const longest = Math.max(...perLane.values());
    const at = waiting.findIndex(({ lane }) => perLane.get(lane) === longest);
    waiting.splice(at, 1)[0]?.refuse();
  }

  function next(): void {
    if (busy >= atOnce || waiting.length === 0) return;
    const servedAt = ({ lane }: Waiting) => served.get(lane) ?? 0;
    const first = Math.min(...waiting.map(servedAt));
    const at = waiting.findLastIndex((one) => servedAt(one) === first);
    waiting.splice(at, 1)[0]?.begin();
  }

  return {
    run: (lane, work) =>
      new Promise((resolve, reject) => {
        const begin = async () => {
          serve(lane);
          try {
            resolve(await work());
          } catch (error) {
            reject(error);
          } finally {
            busy -= 1;
            next();
          }
        };
        waiting.push({ lane, begin: () => void begin(), refuse: () => reject(tooMany()) });
        next();
        makeRoom();
      }),
  };
}

const tooMany = () =>
  new DirectoryError('too-many-requests', 'Too many ask at this moment. Try again in a few seconds.', {
    retryAfterSeconds: 2,
  });

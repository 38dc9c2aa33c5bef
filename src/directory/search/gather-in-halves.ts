import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type Gathered, gatherHalfQuery, type Place, readPlacesQuery } from './gather-page.ts';
import type { ListPosition } from './list-cursor.ts';
import type { SearchPlan } from './search-plan.ts';

// Some thousands of matches are met one by one, wherever they lie in memory, and that is what takes the time. A second
// connection that sees the same snapshot takes half of them.

/** Fewer are gathered before a second connection has begun. */
const worthHalving = 2_000;

// One search at a time: several at once keep the processors busy by themselves. And whoever holds one connection may only
// wait for another while nobody else does the same.
let halving = false;

export const isWorthHalving = (slots: readonly number[] | null): slots is readonly number[] =>
  !halving && slots !== null && slots.length >= worthHalving;

/** The same as `gatherPage`. `db` lends the second connection, `snapshot` is a transaction in repeatable read. */
export async function gatherInHalves(
  db: Db,
  snapshot: Db,
  plan: SearchPlan,
  slots: readonly number[],
  after: ListPosition | null,
  limit: number,
): Promise<Gathered> {
  halving = true;
  try {
    const middle = Math.floor(slots.length / 2);
    const exported = await sql<{ name: string }>`select pg_export_snapshot() as name`.execute(snapshot);
    const name = exported.rows[0]!.name;
    const [here, there] = await settled(
      gatherHalfQuery(plan, slots.slice(0, middle), 'with those without slots', after, limit).execute(
        snapshot,
      ),
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (second) => {
          await sql`set transaction snapshot ${sql.lit(name)}`.execute(second);
          return gatherHalfQuery(plan, slots.slice(middle), 'rest', after, limit).execute(second);
        }),
    );
    const found = (here.rows[0]?.found ?? 0) + (there.rows[0]?.found ?? 0);
    const places = [...here.rows, ...there.rows].filter(
      (row): row is Place & { found: number } => row.id !== null,
    );
    const { rows } = await readPlacesQuery(plan, places, limit).execute(snapshot);
    return { rows, found };
  } finally {
    halving = false;
  }
}

/** Both, when both have ended: neither connection may be given back before. Throws what the first of them threw. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}

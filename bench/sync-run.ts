// What the benchmarks of synchronisation share: a database, the engine in a process of its own, and runs that are timed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { type Connection, connect } from '../src/database/connect.ts';
import { migrate } from '../src/database/migrate.ts';
import { requestRun } from '../src/directory/runs/request-run.ts';
import { newId, type SourceId, type TenantId } from '../src/domain/ids.ts';

/** The flags of `npm start`. */
const asStarted = ['--max-semi-space-size=8'];
/** `ENGINE_ARGS=--cpu-prof` writes a profile of the engine. */
const profiling = process.env.ENGINE_ARGS?.split(' ') ?? [];

export interface BenchDatabase extends Connection {
  readonly url: string;
}

export async function createDatabase(server: string, name: string): Promise<BenchDatabase> {
  const admin = connect(server, { max: 1 });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connection = connect(url.href, { max: 4 });
  await migrate(connection.pool);
  return { ...connection, url: url.href };
}

export interface BenchEngine {
  readonly peakMb: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** `graphUrl`: stands in for Microsoft's sign-in and Graph. */
export async function startBenchEngine(url: string, graphUrl = ''): Promise<BenchEngine> {
  const engine = fork(path.join(import.meta.dirname, 'sync-engine.ts'), [url, graphUrl], {
    execArgv: [...asStarted, ...profiling],
  });
  await reply(engine);
  return {
    async peakMb() {
      engine.send('memory');
      return Math.round(Number((await reply(engine)).peakKb) / 1024);
    },
    async stop() {
      engine.send('stop');
      await once(engine, 'exit');
    },
  };
}

export interface BenchSource {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
}

export async function createSource({ db }: Connection, kind: string, settings: object): Promise<BenchSource> {
  const tenantId = newId<TenantId>();
  const sourceId = newId<SourceId>();
  await db.insertInto('tenant').values({ tenant_id: tenantId, name: 'bench' }).execute();
  await db
    .insertInto('source')
    .values({
      tenant_id: tenantId,
      id: sourceId,
      kind,
      name: 'bench',
      enabled: false,
      interval_hours: 24,
      settings: JSON.stringify(settings),
    })
    .execute();
  return { tenantId, sourceId };
}

/** After a large run the engine puts the search index together for a while, which is not what comes next. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 8_000));

/** How many seconds a run takes, from the request until it has succeeded. */
export async function timeRun(
  { db }: Connection,
  { tenantId, sourceId }: BenchSource,
  mode?: 'full',
): Promise<number> {
  const began = performance.now();
  const runId = await requestRun(db, tenantId, sourceId, { trigger: 'manual', ...(mode ? { mode } : {}) });
  for (;;) {
    const row = await db
      .selectFrom('sync_run')
      .select(['state', 'error_message'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', runId)
      .executeTakeFirstOrThrow();
    if (row.state === 'succeeded') return (performance.now() - began) / 1000;
    if (row.state !== 'running') throw new Error(`The run ended ${row.state}: ${row.error_message}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function reply(child: ChildProcess): Promise<Record<string, unknown>> {
  const [message] = await once(child, 'message');
  return message;
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

export const round = (n: number): number => Math.round(n * 100) / 100;

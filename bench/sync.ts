// How fast a source's contacts arrive, against a bare loop over the same pages. `npm run bench -- sync [10000 …]`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import type { Connection } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import {
  createDatabase,
  createSource,
  reply,
  round,
  seconds,
  settled,
  startBenchEngine,
  timeRun,
} from './sync-run.ts';

/** As the source asks for them: the bare loop reads the same pages. */
const pageSize = 1_000;

interface Upstream {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Figures {
  readonly contacts: number;
  readonly bareSeconds: number;
  readonly bareReadSeconds: number;
  readonly fullSeconds: number;
  readonly fullRatio: number;
  readonly unchangedSeconds: number;
  readonly unchangedRatio: number;
  readonly deltaSeconds: number;
  readonly deltaRows: number;
  readonly peakMb: number;
}

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
chmodSync(folder, 0o755);
const server = await openEmbeddedPostgres(folder);
const figures: Figures[] = [];
try {
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
    const measured = await measure(size);
    figures.push(measured);
    console.table([measured]);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (figures.length > 1) console.table(figures);
console.log(JSON.stringify({ benchmark: 'sync', cpus: cpus().length, cpu: cpus()[0]?.model, figures }));

async function measure(contacts: number): Promise<Figures> {
  const connection = await createDatabase(server.url, `bench_${contacts}`);
  const upstream = fork(path.join(import.meta.dirname, 'sync-upstream.ts'), [String(contacts)]);
  const settings = readUpstream(await reply(upstream));
  const engine = await startBenchEngine(connection.url);
  try {
    await readAll(settings, Math.min(contacts, 20_000), async () => {});
    const bareReadSeconds = await seconds(() => readAll(settings, contacts, async () => {}));
    const bareSeconds = await seconds(() => copyAll(connection, settings, contacts));

    const source = await createSource(connection, 'custom', settings);
    const fullSeconds = await timeRun(connection, source, 'full');
    await settled();
    const unchangedSeconds = await timeRun(connection, source, 'full');
    upstream.send(100);
    await reply(upstream);
    const before = await rowsWritten(connection);
    const deltaSeconds = await timeRun(connection, source);
    const deltaRows = (await rowsWritten(connection)) - before;
    return {
      contacts,
      bareSeconds: round(bareSeconds),
      bareReadSeconds: round(bareReadSeconds),
      fullSeconds: round(fullSeconds),
      fullRatio: round(fullSeconds / bareSeconds),
      unchangedSeconds: round(unchangedSeconds),
      unchangedRatio: round(unchangedSeconds / bareReadSeconds),
      deltaSeconds: round(deltaSeconds),
      deltaRows,
      peakMb: await engine.peakMb(),
    };
  } finally {
    upstream.kill();
    await engine.stop();
    await connection.close();
  }
}

function readUpstream(message: Record<string, unknown>): Upstream {
  const { url, clientId, clientSecret } = message;
  return { url: String(url), clientId: String(clientId), clientSecret: String(clientSecret) };
}

type Wire = Record<string, unknown>;

async function readAll(
  { url, clientId, clientSecret }: Upstream,
  contacts: number,
  take: (page: readonly Wire[]) => Promise<void>,
): Promise<void> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const token = await fetch(`${url}/token`, { headers: { authorization: `Basic ${basic}` } });
  const { token: bearer } = JSON.parse(await token.text()) as { token: string };
  const headers = { authorization: `Bearer ${bearer}` };
  for (let page = 1; (page - 1) * pageSize < contacts; page += 1) {
    const answer = await fetch(`${url}/contacts?limit=${pageSize}&page=${page}`, { headers });
    const body = JSON.parse(await answer.text()) as { contacts: Wire[] };
    await take(body.contacts);
  }
}

async function copyAll(connection: Connection, upstream: Upstream, contacts: number): Promise<void> {
  const client = await connection.pool.connect();
  await client.query(
    'create table bare (id text, first_name text, last_name text, company text, type text, phones jsonb, emails jsonb)',
  );
  const cell = (value: unknown) =>
    (typeof value === 'string' ? value : JSON.stringify(value)).replace(
      /[\\\t\n\r]/g,
      (found) => `\\${found}`,
    );
  const columns = ['id', 'first_name', 'last_name', 'company', 'type', 'phones', 'emails'];
  await readAll(upstream, contacts, async (page) => {
    const copy = client.query(copyFrom('copy bare from stdin'));
    copy.end(page.map((row) => `${columns.map((column) => cell(row[column])).join('\t')}\n`).join(''));
    await once(copy, 'finish');
  });
  client.release();
}

/** Rows that were inserted, updated or deleted so far. An idle connection hands its counts in after ten seconds. */
async function rowsWritten(connection: Connection): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  await sql`select pg_stat_clear_snapshot()`.execute(connection.db);
  const found = await sql<{ rows: number }>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::integer as rows from pg_stat_user_tables`.execute(
    connection.db,
  );
  return found.rows[0]?.rows ?? 0;
}

// What agents wait for: a long timeline, whose number a call is, and the ringing that reaches the right browser.
// `npm run bench -- agents [contacts]` (1,000,000 unless said).
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { createApiKey } from '../src/access/api-keys.ts';
import { system } from '../src/access/audit.ts';
import { createPerson } from '../src/access/people.ts';
import { openSession } from '../src/access/sessions.ts';
import { createTenant } from '../src/access/tenants.ts';
import { connect } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';
import { newId, type SourceId } from '../src/domain/ids.ts';
import { sessionCookie } from '../src/http/authenticate.ts';
import { copySyntheticDirectory } from './synthetic-directory.ts';

const contacts = Number(process.argv[2] ?? 1_000_000);
const agents = 200;
const activities = 10_000;
const requests = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
chmodSync(folder, 0o755);
const postgres = await openEmbeddedPostgres(folder);
const connection = connect(postgres.url, { max: 4 });
const { db, pool } = connection;
let server: ChildProcess | null = null;
try {
  await migrate(pool);
  const tenantId = await createTenant(db, 'Big');
  const sourceId = newId<SourceId>();
  await sql`insert into source (tenant_id, id, kind, name, enabled, interval_hours, settings)
    values (${tenantId}, ${sourceId}, 'custom', 'Head office', false, 24, '{}')`.execute(db);
  await copySyntheticDirectory(pool, { tenantId, sourceId, count: contacts, seed: 1 });
  const sample = await sql<{ id: string; number: string }>`
    select id, phones -> 0 ->> 'number' as number from contact tablesample system (1)
    where json_array_length(phones) > 0 limit 300`.execute(db);
  const busy = sample.rows[0]?.id ?? '';
  await sql`insert into activity (tenant_id, id, contact_id, kind, at, text, author_kind, author_name)
    select ${tenantId}, gen_random_uuid(), ${busy}::uuid, 'note', now() - n * interval '1 minute', 'Note ' || n, 'system', 'bench'
    from generate_series(1, ${activities}) n`.execute(db);
  const cookies: string[] = [];
  for (let n = 0; n < agents; n += 1) {
    const id = await createPerson(db, tenantId, system, {
      email: `agent${n}@example.com`,
      name: `Agent ${n}`,
      role: 'agent',
      extension: String(1000 + n),
      password: null,
    });
    cookies.push(`${sessionCookie}=${await openSession(db, tenantId, id, new Date())}`);
  }
  const { key } = await createApiKey(db, tenantId, system, { name: 'PBX', role: 'agent' });
  const client = await pool.connect();
  await client.query('set statement_timeout = 0');
  await client.query('vacuum analyze');
  client.release(true);

  server = fork(path.join(import.meta.dirname, 'agents-server.ts'), [postgres.url]);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const memory = async (): Promise<number> => {
    server?.send('memory');
    const [{ rss }] = (await once(server!, 'message')) as [{ rss: number }];
    return rss / 2 ** 20;
  };
  const ask = async (pathname: string, body?: object) => {
    const response = await fetch(url + pathname, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${pathname}: ${response.status}`);
    return response.json();
  };
  const call = (index: number, event: string) =>
    ask('/api/v1/calls', {
      event,
      callId: `${event}-${index}`,
      number: sample.rows[index % sample.rows.length]?.number,
      direction: 'inbound',
      extension: String(1000 + (index % agents)),
    });

  const openContact = await time(async () => {
    await ask(`/api/v1/contacts/${busy}`);
    await ask(`/api/v1/contacts/${busy}/activities`);
  });
  const matchCall = await time((index) => call(index, 'ended'));

  const before = await memory();
  const heard = new Map<number, (value: undefined) => void>();
  const lines = await Promise.all(
    cookies.map(async (cookie, index) => {
      const abort = new AbortController();
      const response = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal: abort.signal });
      void follow(response, () => heard.get(index)?.(undefined)).catch(() => {});
      return abort;
    }),
  );
  const connected = await memory();
  const ringing = await time(async (index) => {
    const arrived = new Promise<undefined>((resolve) => heard.set(index % agents, resolve));
    await call(index, 'ringing');
    await arrived;
  });
  for (const line of lines) line.abort();

  const figures = { openContact, matchCall, ringing, agentsMb: Math.round(connected - before) };
  console.table({ openContact, matchCall, ringing });
  console.log(`${agents} connected agents cost ${figures.agentsMb} MB`);
  console.log(
    JSON.stringify({
      benchmark: 'agents',
      contacts,
      activities,
      agents,
      cpus: cpus().length,
      load: loadavg()[0],
      ...figures,
    }),
  );
} finally {
  server?.kill();
  await connection.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function time(work: (index: number) => Promise<unknown>) {
  for (let index = 0; index < 20; index += 1) await work(requests + index);
  const times: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    const start = performance.now();
    await work(index);
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

async function follow(response: Response, hear: () => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) if (decoder.decode(chunk).includes('event: call')) hear();
}

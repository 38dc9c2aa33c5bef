// How many callers' names a PBX gets a second over HTTP, beside a bare route: `npm run bench -- lookup [contacts]`.
import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { system } from '../src/access/audit.ts';
import { createDevice } from '../src/access/devices.ts';
import { createTenant } from '../src/access/tenants.ts';
import { connect } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';
import { newId, type SourceId } from '../src/domain/ids.ts';
import { copySyntheticDirectory, seeded, syntheticContacts } from './synthetic-directory.ts';

const contacts = Number(process.argv[2] ?? 100_000);
const seed = 1;
const connections = 32;
const [warmSeconds, measureSeconds] = [2, 6];

const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
chmodSync(folder, 0o755);
const database = await openEmbeddedPostgres(folder);
let server: ChildProcess | null = null;
try {
  const { db, pool, close } = connect(database.url);
  await migrate(pool);
  const tenantId = await createTenant(db, 'Bench');
  const sourceId = newId<SourceId>();
  await db
    .insertInto('source')
    .values({
      tenant_id: tenantId,
      id: sourceId,
      kind: 'custom',
      name: 'Head office',
      enabled: false,
      interval_hours: 24,
      settings: '{}',
    })
    .execute();
  await copySyntheticDirectory(pool, { tenantId, sourceId, count: contacts, seed });
  const { token } = await createDevice(db, tenantId, system, { name: 'Bench' });
  await close();

  server = fork(new URL('lookup-server.ts', import.meta.url), [database.url, tenantId]);
  const ready = await answerOf<{ port: number; barePort: number }>(server);
  const own = `http://127.0.0.1:${ready.port}`;
  const lookups = sampleNumbers().map((number) => `/p/${token}/lookup?number=${encodeURIComponent(number)}`);
  const known = lookups[0] ?? '';
  const name = await (await fetch(own + known)).text();
  if (name === '') throw new Error('The benchmark’s own contacts are not found.');

  const unknown = lookups.map((_, n) => `/p/${token}/lookup?number=%2B4930999${String(n).padStart(5, '0')}`);
  const rows = {
    'a bare route': await load(`http://127.0.0.1:${ready.barePort}`, ['/constant']),
    'known callers': await load(own, lookups),
    'unknown callers': await load(own, unknown),
    'a bare route, again': await load(`http://127.0.0.1:${ready.barePort}`, ['/constant']),
  };
  console.table(rows);
  const bare = (rows['a bare route'].perSecond + rows['a bare route, again'].perSecond) / 2;
  console.log(
    JSON.stringify({
      benchmark: 'lookup',
      contacts,
      connections,
      cpus: cpus().length,
      cpu: cpus()[0]?.model,
      rows,
      ofBareRoute: Number((rows['known callers'].perSecond / bare).toFixed(2)),
    }),
  );
} finally {
  server?.kill();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

function sampleNumbers(): string[] {
  const random = seeded(7);
  const numbers: string[] = [];
  for (const { phones } of syntheticContacts(contacts, seed))
    for (const { number, e164 } of phones) if (random() < 5_000 / contacts) numbers.push(e164 ?? number);
  return numbers;
}

async function load(url: string, paths: readonly string[]) {
  const run = (duration: number) =>
    autocannon({ url, connections, duration, requests: paths.map((one) => ({ method: 'GET', path: one })) });
  await run(warmSeconds);
  const before = await cpuMicroseconds();
  const { requests, latency, non2xx, errors, timeouts } = await run(measureSeconds);
  const spent = (await cpuMicroseconds()) - before;
  return {
    perSecond: Math.round(requests.average),
    cpuMicrosecondsEach: Math.round(spent / requests.total),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    refused: non2xx,
    timedOut: timeouts,
    broken: errors - timeouts,
  };
}

async function cpuMicroseconds(): Promise<number> {
  if (!server) return 0;
  const answer = answerOf<{ cpuMicroseconds: number }>(server);
  server.send('cpu');
  return (await answer).cpuMicroseconds;
}

function answerOf<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    from.once('message', (message) => resolve(message as T));
    from.once('exit', (code) => code && reject(new Error(`A process of the benchmark ended with ${code}.`)));
  });
}

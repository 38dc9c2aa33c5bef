// How fast phones are answered over LDAP, beside OpenLDAP with the same contacts: `npm run bench -- ldap [contacts]`.
import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { system } from '../src/access/audit.ts';
import { createDevice } from '../src/access/devices.ts';
import { createTenant } from '../src/access/tenants.ts';
import { type Connection, connect } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';
import { foldText } from '../src/domain/fold-text.ts';
import { newId, type SourceId, type TenantId } from '../src/domain/ids.ts';
import type { LoadFigures, LoadOrder } from './ldap-load.ts';
import { hasSlapd, startSlapd } from './ldap-slapd.ts';
import { copySyntheticDirectory, seeded, syntheticContacts } from './synthetic-directory.ts';

const contacts = Number(process.argv[2] ?? 100_000);
const seed = 1;
const [warmMs, measureMs] = [1_000, 4_000];
const slapdPort = 38_900;
/** As `npm start` has it. */
const asStarted = ['--max-semi-space-size=8'];

/** `cpuUs`: processor time of the server for one search. */
type Measured = LoadFigures & { readonly cpuUs: number };

const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
chmodSync(folder, 0o755);
const database = await openEmbeddedPostgres(folder);
const children: ChildProcess[] = [];
try {
  const connection = connect(database.url);
  await migrate(connection.pool);
  const { tenantId, sourceId } = await fill(connection);
  const device = await createDevice(connection.db, tenantId, system, { name: 'Bench' });
  const server = child('ldap-server.ts', [database.url, tenantId], ['--expose-gc', ...asStarted]);
  const ready = await answer<{ port: number; contacts: number; loadSeconds: number; megabytes: number }>(
    server,
  );
  const slapd = hasSlapd ? await startSlapd(folder, contacts, seed, slapdPort) : null;
  if (!slapd) console.warn('slapd is not installed (Debian: slapd): Switchbook is measured alone.');

  const figures: Record<string, Measured>[] = [];
  const ours = {
    pid: server.pid ?? 0,
    port: ready.port,
    bindName: device.ldapUsername,
    password: device.ldapPassword,
  };
  for (const [kind, searches] of Object.entries(queries())) {
    const row: Record<string, Measured> = { [`switchbook ${kind}`]: await load(ours, searches) };
    if (slapd) row[`slapd ${kind}`] = await load(slapd, searches);
    figures.push(row);
  }
  await slapd?.stop();
  console.table(Object.assign({}, ...figures));

  const { prefix = [] } = queries();
  const sync = child('ldap-sync.ts', [database.url, tenantId, sourceId, String(contacts)]);
  const synced = answer<{ seconds: number }>(sync);
  let during: Measured | null = null;
  let seconds: number | null = null;
  void synced.then((ended) => {
    seconds = ended.seconds;
  });
  // A phone's pace: what is measured is how long a search waits, not how much the machine can do beside the sync.
  while (seconds === null) during = worst(during, await load(ours, prefix, { connections: 2, warmMs: 0 }));
  const followedAt = performance.now();
  server.send('follow');
  await answer(server);
  const followMs = Math.round(performance.now() - followedAt);
  console.table({ 'during a sync of every contact': during });
  console.log(
    JSON.stringify({
      benchmark: 'ldap',
      contacts,
      cpus: cpus().length,
      cpu: cpus()[0]?.model,
      loadSeconds: ready.loadSeconds,
      megabytes: ready.megabytes,
      megabytesPer100000: Math.round((ready.megabytes / ready.contacts) * 100_000),
      figures: Object.assign({}, ...figures),
      sync: { seconds, followMs, ...during },
    }),
  );
  await connection.close();
} finally {
  for (const one of children) one.kill();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The contacts, of which every second number is a mobile one. */
async function fill({ db, pool }: Connection): Promise<{ tenantId: TenantId; sourceId: SourceId }> {
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
  await pool.query(
    `update contact set phones = jsonb_set(phones::jsonb, '{1,label}', '"mobile"')::json where json_array_length(phones) > 1`,
  );
  await pool.query(`update contact_number set label = 'mobile' where position = 1`);
  await pool.query('vacuum analyze contact, contact_number');
  return { tenantId, sourceId };
}

/** Exact numbers; beginnings and pieces of names that at least fifty have. */
function queries(): Record<'exact' | 'prefix' | 'contains', LoadOrder['searches']> {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const numbers: string[] = [];
  const starts = new Map<string, number>();
  const pieces = new Map<string, number>();
  const count = (counts: Map<string, number>, text: string) => counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const { fields, phones } of syntheticContacts(contacts, seed)) {
    numbers.push(...phones.map(({ number }) => number));
    const last = foldText(fields.lastName);
    if (last.length < 5 || !/^[a-z]+$/.test(last)) continue;
    count(starts, last.slice(0, 4));
    count(pieces, last.slice(2, 6));
  }
  const frequent = (counts: Map<string, number>) =>
    [...counts].filter(([text, times]) => times >= 60 && text.length === 4).map(([text]) => text);
  const [prefixes, parts] = [frequent(starts), frequent(pieces)];
  return {
    exact: Array.from({ length: 5_000 }, () => ({ kind: 'equal', value: pick(numbers) })),
    prefix: Array.from({ length: 2_000 }, () => ({ kind: 'initial', value: pick(prefixes) })),
    contains: Array.from({ length: 2_000 }, () => ({ kind: 'any', value: pick(parts) })),
  };
}

async function load(
  target: Pick<LoadOrder, 'port' | 'bindName' | 'password'> & { readonly pid: number },
  searches: LoadOrder['searches'],
  options: Partial<LoadOrder> = {},
): Promise<Measured> {
  const generator = child('ldap-load.ts', []);
  generator.send({
    port: target.port,
    bindName: target.bindName,
    password: target.password,
    connections: 8,
    warmMs,
    measureMs,
    searches,
    attributes: ['cn', 'sn', 'telephoneNumber', 'mobile'],
    ...options,
  } satisfies LoadOrder);
  const before = cpuMs(target.pid);
  const figures = await answer<LoadFigures>(generator);
  const share =
    (options.measureMs ?? measureMs) / ((options.measureMs ?? measureMs) + (options.warmMs ?? warmMs));
  const answered = (figures.perSecond * (options.measureMs ?? measureMs)) / 1000 / share;
  return { ...figures, cpuUs: Math.round(((cpuMs(target.pid) - before) * 1000) / Math.max(1, answered)) };
}

/** What a server's processor time is, so that figures can be compared on a machine that does something else as well. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // User and system time, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function worst(one: Measured | null, other: Measured): Measured {
  return one && one.p99Ms > other.p99Ms ? one : other;
}

function child(file: string, args: readonly string[], execArgv: string[] = []): ChildProcess {
  const started = fork(new URL(file, import.meta.url), args, { execArgv });
  children.push(started);
  return started;
}

function answer<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    from.once('message', (message) => resolve(message as T));
    from.once('exit', (code) => code && reject(new Error(`A process of the benchmark ended with ${code}.`)));
  });
}

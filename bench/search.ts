// How fast contacts are found, at the API, by one client: `npm run bench -- search [contacts [folder]]`. A folder keeps
// the database, so that the next run need not fill one.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createApiKey } from '../src/access/api-keys.ts';
import { system } from '../src/access/audit.ts';
import { createTenant } from '../src/access/tenants.ts';
import { readConfig } from '../src/config.ts';
import { type Connection, connect } from '../src/database/connect.ts';
import { newId, type SourceId, type TenantId } from '../src/domain/ids.ts';
import { serve } from '../src/serve.ts';
import { type QueryClass, queryClasses } from './search-queries.ts';
import { copySyntheticDirectory, seeded } from './synthetic-directory.ts';

const contacts = Number(process.argv[2] ?? 1_000_000);
const requests = 200;
const hundredth = 99;

const kept = process.argv[3];
const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o755);
const server = await serve(
  readConfig({
    SWITCHBOOK_DATA_DIR: folder,
    SWITCHBOOK_HOST: '127.0.0.1',
    SWITCHBOOK_PORT: '0',
    SWITCHBOOK_LDAP_PORT: 'off',
    SWITCHBOOK_LOG_LEVEL: 'error',
  }),
  () => {},
);
const connection = connect(server.databaseUrl, { max: 2 });
try {
  const filled = await connection.db
    .selectFrom('tenant')
    .select('tenant_id')
    .where('name', '=', 'Big')
    .executeTakeFirst();
  const big = (filled?.tenant_id as TenantId | undefined) ?? (await createTenant(connection.db, 'Big'));
  if (!filled) await seed(connection, big);
  const { key } = await createApiKey(connection.db, big, system, {
    name: `bench ${Date.now()}`,
    role: 'agent',
  });
  const get: Get = async (path) => {
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} for ${path}: ${body}`);
    return JSON.parse(body);
  };
  const classes = queryClasses(contacts);
  const figures = [];
  for (const queries of classes)
    figures.push({ class: queries.name, page: 1, ...(await measure(get, queries)) });
  for (const queries of classes.filter(({ path: of }) => of === 'contacts')) {
    const deep = await hundredthPages(get, queries);
    if (deep.urls.length > 0)
      figures.push({ class: queries.name, page: hundredth + 1, ...(await measure(get, deep)) });
  }
  console.table(figures);
  console.log(
    JSON.stringify({
      benchmark: 'search',
      contacts,
      cpus: cpus().length,
      cpu: cpus()[0]?.model,
      load: loadavg()[1],
      figures,
    }),
  );
} finally {
  await connection.close();
  await server.stop();
  if (!kept) rmSync(folder, { recursive: true, force: true });
}

/** One big tenant beside a hundred small ones, settled as the server's own housekeeping leaves them. */
async function seed({ db, pool }: Connection, big: TenantId): Promise<void> {
  const sourceId = newId<SourceId>();
  await db
    .insertInto('source')
    .values({
      tenant_id: big,
      id: sourceId,
      kind: 'custom',
      name: 'Head office',
      enabled: false,
      interval_hours: 24,
      settings: '{}',
    })
    .execute();
  await copySyntheticDirectory(pool, { tenantId: big, sourceId, count: contacts, seed: 1 });
  for (let index = 1; index <= 100; index += 1) {
    const tenantId = await createTenant(db, `Small ${index}`);
    await copySyntheticDirectory(pool, { tenantId, sourceId: null, count: 200, seed: 1 + index });
  }
  const client = await pool.connect();
  await client.query('set statement_timeout = 0');
  await client.query('vacuum analyze');
  client.release(true);
}

type Get = (path: string) => Promise<{ nextCursor?: string }>;

async function measure(get: Get, { urls }: { urls: readonly string[] }) {
  // Once over: what is measured is a server that has been at work, not one that reads its database from disk.
  for (const url of urls) await get(url);
  const times: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    const start = performance.now();
    await get(urls[index % urls.length]!);
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]! * 10) / 10;
  return { queries: urls.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

/** Some of a class's searches that have a hundred pages, at the hundredth. */
async function hundredthPages(get: Get, { urls }: QueryClass): Promise<{ urls: string[] }> {
  const random = seeded(7);
  const deep: string[] = [];
  for (let tries = 0; tries < 6 && deep.length < 3; tries += 1) {
    const url = urls[Math.floor(random() * urls.length)]!;
    let cursor: string | undefined;
    for (let page = 0; page < hundredth; page += 1) {
      cursor = (await get(cursor === undefined ? url : `${url}&cursor=${cursor}`)).nextCursor;
      if (cursor === undefined) break;
    }
    if (cursor !== undefined) deep.push(`${url}&cursor=${cursor}`);
  }
  return { urls: deep };
}

// How long a file takes to become a book, and what others feel meanwhile: `npm run bench -- csv [rows]`.
import { fork } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { system } from '../src/access/audit.ts';
import { createTenant } from '../src/access/tenants.ts';
import { type Connection, connect } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';
import { keepSearchIndex } from '../src/directory/search/keep-search-index.ts';
import { listContacts } from '../src/directory/search/list-contacts.ts';
import { lookupCaller } from '../src/directory/search/lookup-caller.ts';
import type { TenantId } from '../src/domain/ids.ts';
import { importBook } from '../src/phonebook/import-book.ts';
import { stagedTable, stageFile } from '../src/phonebook/stage-file.ts';
import { undoImport } from '../src/phonebook/undo-import.ts';
import { writeCsvLine } from '../src/phonebook/write-csv.ts';
import { syntheticContacts } from './synthetic-directory.ts';

const [job = '100000', ...rest] = process.argv.slice(2);
if (job === 'baseline') await baseline(rest[0]!, rest[1]!, rest[2]!);
else if (job === 'probe') await probe(rest[0]!);
else if (job === 'file') await writeFile(rest[0]!, Number(rest[1]), Number(rest[2]));
else await main(Number(job));

async function main(rows: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
  chmodSync(folder, 0o755);
  const database = await openEmbeddedPostgres(folder);
  try {
    const connection = connect(database.url);
    await migrate(connection.pool);
    const tenantId = await createTenant(connection.db, 'Acme');
    const file = path.join(folder, 'one.csv');
    const other = path.join(folder, 'other.csv');
    await run('file', file, String(rows), '1');
    await run('file', other, String(rows), '2');
    const bare = Number(await run('baseline', database.url, file, tenantId));
    const { url, stop } = await startServer(connection, tenantId);

    const figures: { what: string; seconds: number; timesBareCopy: number; rssMb: number }[] = [];
    const viewer = { tenantId, personId: null };
    const upload = async (name: string, options: { mode: 'replace' | 'merge'; dryRun: boolean }) => {
      const start = performance.now();
      const result = await importBook(
        connection.pool,
        viewer,
        system,
        { book: 'central', ...options },
        createReadStream(name),
      );
      const seconds = (performance.now() - start) / 1000;
      return { result, seconds };
    };
    const both = async (name: string) => {
      const preview = await upload(name, { mode: 'replace', dryRun: true });
      const replace = await upload(name, { mode: 'replace', dryRun: false });
      return { preview: preview.seconds, replace: replace.seconds, importId: replace.result.importId! };
    };
    const note = (what: string, seconds: number) => {
      console.log(`${what}: ${round(seconds)} s`);
      figures.push({
        what,
        seconds: round(seconds),
        timesBareCopy: round(seconds / bare),
        rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
      });
    };

    const empty = await both(file);
    note('preview and replace, empty book', empty.preview + empty.replace);
    await keepSearchIndex(connection.db, new AbortController().signal);
    const rest = probing(url);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const p95AtRest = await rest.stop();
    const busy = probing(url);
    const full = await both(other);
    const p95Busy = await busy.stop();
    note('preview and replace, every contact exchanged', full.preview + full.replace);
    note('of these: preview', full.preview);
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    note('the same file again', (await upload(other, { mode: 'replace', dryRun: false })).seconds);
    note('merge of the same file', (await upload(other, { mode: 'merge', dryRun: false })).seconds);
    const newest = await upload(file, { mode: 'replace', dryRun: false });
    const undoStart = performance.now();
    await undoImport(connection.db, viewer, system, newest.result.importId!);
    note('undo', (performance.now() - undoStart) / 1000);
    console.table(figures);
    const summary = {
      benchmark: 'csv',
      rows,
      cpus: cpus().length,
      cpu: cpus()[0]?.model,
      bareCopySeconds: round(bare),
      p95AtRestMs: round(p95AtRest),
      p95BusyMs: round(p95Busy),
      p95Times: round(p95Busy / p95AtRest),
      peakMb,
      figures,
    };
    console.log(JSON.stringify(summary));
    await stop();
    await connection.close();
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A part of the benchmark in a process of its own, so that its memory and its work are not the server's. */
function run(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, args);
    let answer = '';
    child.on('message', (message) => {
      answer = String(message);
    });
    child.on('exit', (code) =>
      code === 0 ? resolve(answer) : reject(new Error(`${args[0]} ended with ${code}`)),
    );
  });
}

async function writeFile(name: string, rows: number, seed: number): Promise<void> {
  function* lines() {
    for (const { fields } of syntheticContacts(rows, seed)) {
      const isNamed = fields.firstName || fields.lastName || fields.company;
      yield writeCsvLine(isNamed ? fields : { ...fields, company: 'Nobody' });
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(name));
}

/**
 * The same rows, as readers will see them, by one COPY into one plain table with an index on the number and one on the
 * search text: PostgreSQL's own for pieces of text (pg_trgm), since ours is no index of PostgreSQL.
 */
async function baseline(url: string, file: string, tenantId: string): Promise<void> {
  const pieces: string[] = [];
  const stage = stageFile({
    tenantId: tenantId as TenantId,
    book: 'central',
    ownerId: null,
    country: 'US',
    nameOrder: 'first-last',
    mode: 'replace',
    dryRun: false,
  });
  for await (const chunk of createReadStream(file)) pieces.push(stage.write(chunk).copy);
  pieces.push(stage.write(null).copy);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create extension if not exists pg_trgm');
  await client.query(
    `create table plain (${stagedTable.map(({ name, type }) => `${name} ${type}`).join(', ')});
     create index on plain (owner_id, reverse(number_digits[1]) collate "C");
     create index on plain using gin (search_text gin_trgm_ops)`,
  );
  const start = performance.now();
  await pipeline(Readable.from(pieces), client.query(copyFrom('copy plain from stdin')));
  process.send?.((performance.now() - start) / 1000);
  await client.query('drop table plain');
  await client.end();
}

interface Probe {
  /** The 95th percentile in milliseconds since the start. */
  stop(): Promise<number>;
}

function probing(url: string): Probe {
  const child = fork(import.meta.filename, ['probe', url]);
  const answer = new Promise<number>((resolve) => child.once('message', (p95) => resolve(Number(p95))));
  return {
    stop: () => {
      child.send('stop');
      return answer;
    },
  };
}

/** One client that searches, lists and looks callers up, forty times a second at most. */
async function probe(url: string): Promise<void> {
  let stopped = false;
  process.once('message', () => {
    stopped = true;
  });
  const paths = [
    'contacts?limit=50',
    'contacts?q=mar&limit=50',
    'contacts?q=%2B44&limit=50',
    'lookup?number=%2B49301234567',
  ];
  const times: number[] = [];
  for (let index = 0; !stopped; index += 1) {
    const start = performance.now();
    const response = await fetch(`${url}/${paths[index % paths.length]}`);
    await response.text();
    if (response.status !== 200) throw new Error(`${response.status} for ${paths[index % paths.length]}`);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  times.sort((a, b) => a - b);
  process.send?.(times[Math.floor(times.length * 0.95)] ?? 0);
  process.disconnect?.();
}

/** What agents ask for all day, answered by the process that imports. */
async function startServer({ db }: Connection, tenantId: TenantId) {
  const viewer = { tenantId, personId: null };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const q = searchParams.get('q') ?? undefined;
    const answer =
      pathname === '/lookup'
        ? lookupCaller(db, viewer, searchParams.get('number') ?? '', { country: 'US' })
        : listContacts(db, viewer, { q, limit: 50 });
    answer.then(
      (body) => response.end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

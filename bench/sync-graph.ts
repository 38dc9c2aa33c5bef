// How fast Microsoft 365 contacts arrive, against a bare loop over the same pages of the fake Graph.
// `npm run bench -- sync-graph [contacts]` (100,000 unless said).
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { from as copyFrom } from 'pg-copy-streams';
import type { Connection } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { orgContactProperties } from '../src/sources/microsoft365/graph-contact.ts';
import { type GraphProcess, startGraphProcess } from '../test/fakes/graph/start-graph-process.ts';
import {
  createDatabase,
  createSource,
  round,
  seconds,
  settled,
  startBenchEngine,
  timeRun,
} from './sync-run.ts';

type Wire = Readonly<Record<string, unknown>>;

const contacts = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-bench-'));
chmodSync(folder, 0o755);
const server = await openEmbeddedPostgres(folder);
try {
  const figures = await measure();
  console.table([figures]);
  console.log(
    JSON.stringify({ benchmark: 'sync-graph', cpus: cpus().length, cpu: cpus()[0]?.model, figures }),
  );
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const connection = await createDatabase(server.url, 'bench');
  const graph = await startGraphProcess({ contacts });
  const engine = await startBenchEngine(connection.url, graph.url);
  try {
    await readAll(graph, async () => {});
    const bareReadSeconds = await seconds(() => readAll(graph, async () => {}));
    const bareSeconds = await seconds(() => copyAll(connection, graph));

    const { tenantId, clientId, clientSecret } = graph;
    const source = await createSource(connection, 'microsoft365', { tenantId, clientId, clientSecret });
    const fullSeconds = await timeRun(connection, source, 'full');
    await settled();
    const unchangedSeconds = await timeRun(connection, source, 'full');
    return {
      contacts,
      bareSeconds: round(bareSeconds),
      bareReadSeconds: round(bareReadSeconds),
      fullSeconds: round(fullSeconds),
      fullRatio: round(fullSeconds / bareSeconds),
      unchangedSeconds: round(unchangedSeconds),
      unchangedRatio: round(unchangedSeconds / bareReadSeconds),
      peakMb: await engine.peakMb(),
    };
  } finally {
    await graph.stop();
    await engine.stop();
    await connection.close();
  }
}

/** The pages that the source asks for, one after the other. */
async function readAll(graph: GraphProcess, take: (page: readonly Wire[]) => Promise<void>): Promise<void> {
  const { url, tenantId, clientId, clientSecret } = graph;
  const granted = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  const { access_token: token } = JSON.parse(await granted.text()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}` };
  let next: string | undefined = `${url}/v1.0/contacts?$select=${orgContactProperties.join(',')}&$top=999`;
  while (next !== undefined) {
    const answer = await fetch(next, { headers });
    const page = JSON.parse(await answer.text()) as { value: Wire[]; '@odata.nextLink'?: string };
    await take(page.value);
    next = page['@odata.nextLink'];
  }
}

async function copyAll({ pool }: Connection, graph: GraphProcess): Promise<void> {
  const client = await pool.connect();
  const columns = orgContactProperties.map((name) => `"${name}" text`).join(', ');
  await client.query(`create table bare (${columns})`);
  await readAll(graph, async (page) => {
    const copy = client.query(copyFrom('copy bare from stdin'));
    copy.end(
      page.map((row) => `${orgContactProperties.map((name) => cell(row[name])).join('\t')}\n`).join(''),
    );
    await once(copy, 'finish');
  });
  client.release();
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\\\t\n\r]/g, (found) => `\\${found}`);
}

import { createSecrets } from '../src/access/secrets.ts';
import type { Connection } from '../src/database/connect.ts';
import { requestRun } from '../src/directory/runs/request-run.ts';
import { newId, type RunId, type SourceId, type TenantId } from '../src/domain/ids.ts';
import type { RunState } from '../src/domain/run.ts';
import type { Source } from '../src/sources/source.ts';
import type { EngineLog } from '../src/sync/engine.ts';
import { startEngine } from '../src/sync/start-engine.ts';

export const testSecrets = createSecrets('a secret key for tests only');

export const quiet: EngineLog = { info() {}, warn() {}, error() {} };

export async function createTenant(connection: Connection): Promise<TenantId> {
  const tenantId = newId<TenantId>();
  await connection.db
    .insertInto('tenant')
    .values({ tenant_id: tenantId, name: `tenant ${tenantId}` })
    .execute();
  return tenantId;
}

/** A scripted source as saved: switched off, so that it runs when asked and never by itself. */
export async function createSource(
  connection: Connection,
  tenantId: TenantId,
  values: { kind?: string; enabled?: boolean; settings?: object } = {},
): Promise<SourceId> {
  const id = newId<SourceId>();
  await connection.db
    .insertInto('source')
    .values({
      tenant_id: tenantId,
      id,
      kind: values.kind ?? 'scripted',
      name: 'Scripted',
      enabled: values.enabled ?? false,
      interval_hours: 24,
      settings: JSON.stringify(values.settings ?? { url: 'one' }),
    })
    .execute();
  return id;
}

export function startTestEngine<S>(connection: Connection, source: Source<S>, log: EngineLog = quiet) {
  return startEngine({
    db: connection.db,
    pool: connection.pool,
    url: connection.url,
    secrets: testSecrets,
    io: { now: () => new Date(), random: Math.random, networks: 'any' },
    log,
    sources: [source],
    pollMs: 200,
  });
}

/** Asks for a run and waits for its end. */
export async function runToEnd(
  connection: Connection,
  tenantId: TenantId,
  sourceId: SourceId,
  mode?: 'full',
): Promise<{ runId: RunId; state: RunState }> {
  const runId = await connection.db
    .transaction()
    .execute((trx) => requestRun(trx, tenantId, sourceId, { trigger: 'manual', ...(mode ? { mode } : {}) }));
  return { runId, state: await waitForEnd(connection, tenantId, runId) };
}

export async function waitForEnd(
  connection: Connection,
  tenantId: TenantId,
  runId: RunId,
): Promise<RunState> {
  for (;;) {
    const run = await connection.db
      .selectFrom('sync_run')
      .select('state')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', runId)
      .executeTakeFirstOrThrow();
    if (run.state !== 'running') return run.state;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** What readers see of a tenant: first names, in order. */
export async function publishedNames(connection: Connection, tenantId: TenantId): Promise<string[]> {
  const rows = await connection.db
    .selectFrom('contact')
    .select('first_name')
    .where('tenant_id', '=', tenantId)
    .orderBy('first_name')
    .execute();
  return rows.map((row) => row.first_name);
}

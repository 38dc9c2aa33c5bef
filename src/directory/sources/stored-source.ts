import { type Secrets, WrongSecretKey } from '../../access/secrets.ts';
import type { Db, Trx } from '../../database/connect.ts';
import { DirectoryError } from '../../domain/errors.ts';
import type { SourceId, TenantId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { isUuid } from '../is-uuid.ts';

/** A source as it is stored: `settings` without its secrets, which stand apart and encrypted. */
export interface StoredSource {
  readonly id: SourceId;
  readonly kind: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly intervalHours: number;
  readonly createdAt: Date;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of the secrets that are set. */
  readonly secretNames: readonly string[];
  /** Its secrets were sealed with another key: it is shown without them, and they must be entered again. */
  readonly isUnreadable: boolean;
  /** Settings and secrets together, as the source's schema wants them. Never leaves the server. */
  readonly wholeSettings: Readonly<Record<string, unknown>>;
}

/** All sources of a tenant, in the order in which they were made. One that is being erased is not listed. */
export async function listStoredSources(
  db: Db,
  secrets: Secrets,
  tenantId: TenantId,
): Promise<StoredSource[]> {
  const rows = await query(db)
    .where('tenant_id', '=', tenantId)
    .where('erasing', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map((row) => stored(secrets, tenantId, row));
}

/** Ends with `not-found`. `lock`: until the transaction ends. */
export async function getStoredSource(
  db: Db | Trx,
  secrets: Secrets,
  tenantId: TenantId,
  id: string,
  options: { lock?: boolean } = {},
): Promise<StoredSource> {
  const row = isUuid(id)
    ? await query(db)
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('erasing', '=', false)
        .$if(options.lock === true, (rows) => rows.forNoKeyUpdate())
        .executeTakeFirst()
    : undefined;
  if (!row) throw new DirectoryError('not-found', 'There is no such source.');
  return stored(secrets, tenantId, row);
}

export const secretsPurpose = (id: string) => `source:${id}`;

/** Splits whole settings into what may be stored in clear and the rest, encrypted. */
export function sealSettings(
  secrets: Secrets,
  tenantId: TenantId,
  id: string,
  secretNames: readonly string[],
  whole: Readonly<Record<string, unknown>>,
): { settings: string; secrets: Buffer | null } {
  const entries = Object.entries(whole).filter(([, value]) => value !== undefined);
  const open = entries.filter(([name]) => !secretNames.includes(name));
  const secret = entries.filter(([name, value]) => secretNames.includes(name) && value !== '');
  return {
    settings: JSON.stringify(Object.fromEntries(open)),
    secrets:
      secret.length === 0
        ? null
        : secrets.seal(tenantId, secretsPurpose(id), Object.fromEntries(secret) as Record<string, Json>),
  };
}

const query = (db: Db | Trx) =>
  db
    .selectFrom('source')
    .select(['id', 'kind', 'name', 'enabled', 'interval_hours', 'created_at', 'settings', 'secrets']);

type Row = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>;

function stored(secrets: Secrets, tenantId: TenantId, row: Row): StoredSource {
  const opened = row.secrets ? openSettings(secrets, tenantId, row.id, row.secrets) : {};
  const secret = opened ?? {};
  return {
    id: row.id as SourceId,
    kind: row.kind,
    name: row.name,
    enabled: row.enabled,
    intervalHours: row.interval_hours,
    createdAt: row.created_at,
    settings: row.settings,
    secretNames: Object.keys(secret),
    isUnreadable: opened === null,
    wholeSettings: { ...row.settings, ...secret },
  };
}

function openSettings(
  secrets: Secrets,
  tenantId: TenantId,
  id: string,
  sealed: Buffer,
): Record<string, unknown> | null {
  try {
    return secrets.open(tenantId, secretsPurpose(id), sealed) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof WrongSecretKey) return null;
    throw error;
  }
}

import { z } from 'zod';
import type { Db } from '../../database/connect.ts';
import { readCursor, writeCursor } from '../../domain/cursor.ts';
import type { TenantId } from '../../domain/ids.ts';
import { getRun } from './get-run.ts';
import type { PageRequest } from './list-runs.ts';

export interface RunChangeView {
  readonly contactId: string;
  readonly externalId: string;
  readonly displayName: string;
  readonly change: 'added' | 'updated' | 'deleted' | 'pending-delete';
}

const position = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** The contacts that a run added, updated, removed or (held) would remove, in the order of the run. */
export async function listRunChanges(
  db: Db,
  tenantId: TenantId,
  runId: string,
  { limit, cursor, change }: PageRequest & { readonly change?: RunChangeView['change'] | undefined },
): Promise<{ items: RunChangeView[]; nextCursor?: string }> {
  await getRun(db, tenantId, runId);
  const [after] = cursor === undefined ? ['0'] : readCursor(cursor, position);
  const rows = await db
    .selectFrom('run_change')
    .select([
      'seq',
      'contact_id as contactId',
      'external_id as externalId',
      'display_name as displayName',
      'change',
    ])
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .$if(change !== undefined, (query) => query.where('change', '=', change ?? 'added'))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ seq: _seq, ...item }) => item),
    ...(rows.length > limit && last ? { nextCursor: writeCursor([last.seq]) } : {}),
  };
}

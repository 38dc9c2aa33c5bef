import type { Db } from '../../database/connect.ts';
import { DirectoryError } from '../../domain/errors.ts';
import type { TenantId } from '../../domain/ids.ts';
import { isUuid } from '../is-uuid.ts';
import { type RunView, runView } from './run-view.ts';

const issuesShown = 100;

/** A run with its first 100 issues. Ends with `not-found`. */
export async function getRun(db: Db, tenantId: TenantId, runId: string): Promise<RunView> {
  const row = isUuid(runId)
    ? await db
        .selectFrom('sync_run')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', runId)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new DirectoryError('not-found', 'There is no such run.');
  const issues = await db
    .selectFrom('run_issue')
    .select(['external_id as externalId', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .orderBy('seq')
    .limit(issuesShown)
    .execute();
  return runView(row, issues);
}

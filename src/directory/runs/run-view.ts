import type { Selectable } from 'kysely';
import type { Tables } from '../../database/tables.ts';

/** A run as the API shows it (contract/run.ts). */
export interface RunView {
  readonly id: string;
  readonly sourceId: string;
  readonly mode: 'full' | 'delta';
  readonly trigger: 'saved' | 'schedule' | 'manual' | 'recovery';
  readonly state: 'running' | 'succeeded' | 'failed' | 'held' | 'discarded' | 'cancelled';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly received: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly pendingDeletes: number;
  readonly total: number | null;
  readonly issueCount: number;
  readonly issues: { readonly externalId: string | null; readonly reason: string }[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

export function runView(row: Selectable<Tables['sync_run']>, issues: RunView['issues']): RunView {
  return {
    id: row.id,
    sourceId: row.source_id,
    mode: row.mode,
    trigger: row.trigger,
    state: row.state,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    received: row.received,
    added: row.added,
    updated: row.updated,
    unchanged: row.unchanged,
    deleted: row.deleted,
    pendingDeletes: row.pending_deletes,
    total: row.total,
    issueCount: row.issue_count,
    issues,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  };
}

import { unreadableSecret } from '../access/secrets.ts';
import type { SourceStatus } from '../directory/runs/source-status.ts';
import type { StoredSource } from '../directory/sources/stored-source.ts';
import type { SourceId } from '../domain/ids.ts';

/** A source as administrators see it: of a secret only that it is set. */
export function presentSource(stored: StoredSource, status: SourceStatus | undefined) {
  const secretsSet = Object.fromEntries(stored.secretNames.map((name) => [`${name}Set`, true]));
  const now = status ?? idle;
  return {
    id: stored.id as SourceId,
    kind: stored.kind,
    name: stored.name,
    enabled: stored.enabled,
    intervalHours: stored.intervalHours,
    createdAt: stored.createdAt.toISOString(),
    settings: { ...stored.settings, ...secretsSet },
    // One source that cannot be read says so, and leaves the others to be seen.
    status: stored.isUnreadable ? { ...now, state: 'failed' as const, message: unreadableSecret } : now,
  };
}

const idle: SourceStatus = {
  state: 'idle',
  lastSuccessAt: null,
  synced: 0,
  deleted: 0,
  nextRunAt: null,
  message: '',
  remark: '',
  contacts: 0,
  pendingDeletes: 0,
  runId: null,
  progress: null,
};

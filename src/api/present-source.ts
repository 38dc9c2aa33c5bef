import { unreadableSecret } from '../access/secrets.ts';
import type { Source } from '../contract/source.ts';
import type { SourceStatus } from '../directory/runs/source-status.ts';
import type { StoredSource } from '../directory/sources/stored-source.ts';
import type { SourceId } from '../domain/ids.ts';

/** A source as administrators see it: of a secret only that it is set. */
export function presentSource(stored: StoredSource, status: SourceStatus | undefined): Source {
  const secretsSet = Object.fromEntries(stored.secretNames.map((name) => [`${name}Set`, true]));
  const now: SourceStatus = status ?? idle;
  return {
    id: stored.id as SourceId,
    kind: stored.kind,
    name: stored.name,
    enabled: stored.enabled,
    intervalHours: stored.intervalHours,
    createdAt: stored.createdAt.toISOString(),
    settings: { ...stored.settings, ...secretsSet },
    status:
      stored.isUnreadable && isAtRest(now) ? { ...now, state: 'failed', message: unreadableSecret } : now,
  };
}

// A held run still waits for its decision, for which no secret is needed.
const isAtRest = ({ state }: SourceStatus) => state === 'idle' || state === 'failed';

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

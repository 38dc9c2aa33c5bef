import { unreadableSecret, WrongSecretKey } from '../access/secrets.ts';
import { SourceFailure } from '../sources/source.ts';
import { type ClaimedRun, ClaimLost } from './claim-runs.ts';
import type { Engine } from './engine.ts';

export interface SourceState {
  readonly kind: string;
  /** Settings and secrets together, as the source's schema reads them. */
  readonly settings: Record<string, unknown>;
  /** How many it has now. */
  readonly contacts: number;
  /** The last run's, sealed. */
  readonly cursor: Buffer | null;
}

export async function readSourceState(engine: Engine, run: ClaimedRun): Promise<SourceState> {
  const source = await engine.db
    .selectFrom('source')
    .select(['kind', 'settings', 'secrets', 'cursor', 'contact_count'])
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.sourceId)
    .executeTakeFirst();
  if (!source) throw new ClaimLost();
  return {
    kind: source.kind,
    settings: { ...source.settings, ...openSecrets(engine, run, source.secrets) },
    contacts: source.contact_count,
    cursor: source.cursor,
  };
}

function openSecrets(engine: Engine, run: ClaimedRun, sealed: Buffer | null): object {
  if (sealed === null) return {};
  try {
    const secrets = engine.secrets.open(run.tenantId, `source:${run.sourceId}`, sealed);
    return typeof secrets === 'object' && secrets !== null ? secrets : {};
  } catch (error) {
    if (!(error instanceof WrongSecretKey)) throw error;
    throw new SourceFailure('credentials-refused', unreadableSecret, { cause: error });
  }
}

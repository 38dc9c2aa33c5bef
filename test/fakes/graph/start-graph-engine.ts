import type { Connection } from '../../../src/database/connect.ts';
import { microsoft365 } from '../../../src/sources/microsoft365/microsoft365.ts';
import { startEngine } from '../../../src/sync/start-engine.ts';
import { quiet, testSecrets } from '../../sync-fixture.ts';

/** The real engine, which knows Microsoft 365 alone and asks the fake. */
export const startGraphEngine = (connection: Connection, graphUrl: string): { stop(): Promise<void> } =>
  startEngine({
    db: connection.db,
    pool: connection.pool,
    url: connection.url,
    secrets: testSecrets,
    io: {
      now: () => new Date(),
      random: Math.random,
      networks: 'any',
      loginUrl: graphUrl,
      graphUrl,
    },
    log: quiet,
    sources: [microsoft365],
    pollMs: 200,
  });

import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import type { App } from './server.ts';

const waitMs = 2_000;

/** `/healthz`: the process lives. `/readyz`: it can serve, which means that the database answers in two seconds. */
export function installHealth(app: App, db: Db): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    try {
      await Promise.race([
        sql`select 1`.execute(db),
        new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), waitMs).unref()),
      ]);
      return { status: 'ready' };
    } catch (error) {
      request.log.warn({ err: error }, 'not ready: the database does not answer');
      return reply.code(503).send({ status: 'not ready', reason: 'The database does not answer.' });
    }
  });
}

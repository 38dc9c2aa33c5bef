import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { findApiKey } from '../access/api-keys.ts';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { App } from './server.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Prometheus metrics at `/metrics`: free from loopback, with an administrator's API key from elsewhere. */
export function installMetrics(app: App, db: Db): void {
  register.clear();
  collectDefaultMetrics({ prefix: 'switchbook_' });
  const duration = new Histogram({
    name: 'switchbook_http_request_duration_seconds',
    help: 'Time from a request to its answer, by route (never by address, token or number)',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!loopback.has(request.socket.remoteAddress ?? '')) {
      const bearer = request.headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
      if (!bearer) throw new DirectoryError('not-signed-in');
      const principal = await findApiKey(db, bearer, new Date());
      if (!principal) throw new DirectoryError('not-signed-in');
      if (principal.role !== 'administrator') throw new DirectoryError('not-allowed');
    }
    return reply.type(register.contentType).send(await register.metrics());
  });
}

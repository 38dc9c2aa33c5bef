// The servers of bench/lookup.ts, a process of their own: caller lookup as main serves it, and a bare Fastify route that
// returns a constant, which no HTTP answer of this runtime can outrun.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { connect } from '../src/database/connect.ts';
import { phoneRoutes } from '../src/deliveries/phone-routes.ts';
import { createPhoneDirectory } from '../src/directory/phone-index/create-phone-directory.ts';
import { startPhoneIndex } from '../src/directory/phone-index/phone-index.ts';
import type { TenantId } from '../src/domain/ids.ts';
import { createServer } from '../src/http/server.ts';

const [url = '', tenantId = ''] = process.argv.slice(2);
const { db } = connect(url);
const log = pino({ level: 'error' });
const index = startPhoneIndex({ db, url, log });
await index.open(tenantId as TenantId);
const directory = createPhoneDirectory(index);
const server = await createServer({
  db,
  log,
  version: 'bench',
  publicOrigin: () => null,
  webRoot: '/nonexistent',
  routes: async (app) => {
    await app.register(async (scope) =>
      phoneRoutes(scope as unknown as FastifyInstance, { db, directory, publicUrl: () => '' }),
    );
  },
});
await server.listen({ host: '127.0.0.1', port: 0 });

const bare = fastify();
bare.get('/constant', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('Ada Archer'));
await bare.listen({ host: '127.0.0.1', port: 0 });

process.send?.({
  port: (server.server.address() as AddressInfo).port,
  barePort: (bare.server.address() as AddressInfo).port,
});
// Asked to, says how much processor time it has taken: unlike requests a second, other work on the machine leaves that alone.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system });
});
// The benchmark was stopped: so is this.
process.once('disconnect', () => process.exit(0));

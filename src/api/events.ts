import { findApiKey } from '../access/api-keys.ts';
import { findSession } from '../access/sessions.ts';
import { principalOf, sessionCookie } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import type { ApiParts } from './parts.ts';

/** Server-sent events (WHATWG HTML, 9.2): `run`, `contacts`, `import`, `call`, and `hello` when something may have been missed. */
export async function eventRoutes(app: App, { db, live }: ApiParts): Promise<void> {
  app.get(
    '/api/v1/events',
    {
      config: { allow: 'everybody' },
      schema: {
        tags: ['events'],
        summary: 'What happens, as it happens (text/event-stream)',
        description:
          'Events: `run` (progress), `contacts` (read lists again), `import` (progress of an upload), `call`, ' +
          '`hello` (connected).',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const { tenantId, person } = principalOf(request);
      const cookie = request.cookies[sessionCookie];
      const bearer = request.headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
      live.open(reply, { tenantId, personId: person?.id ?? null }, async () =>
        bearer !== undefined
          ? (await findApiKey(db, bearer, new Date())) !== null
          : (await findSession(db, cookie ?? '', new Date())) !== null,
      );
    },
  );
}

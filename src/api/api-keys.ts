import { z } from 'zod';
import { createApiKey, deleteApiKey, listApiKeys } from '../access/api-keys.ts';
import type { Role } from '../access/principal.ts';
import { apiKeyCreate, apiKeyCreated, apiKeyList } from '../contract/people.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';

export async function apiKeyRoutes(app: App, { db }: ApiParts): Promise<void> {
  const config = { allow: 'administrators' } as const;
  const tags = ['api-keys'];

  app.get(
    '/api/v1/api-keys',
    {
      config,
      schema: { tags, summary: 'All API keys, without the keys themselves', response: { 200: apiKeyList } },
    },
    async (request) => ({
      items: (await listApiKeys(db, principalOf(request).tenantId)).map((row) => ({
        id: row.id,
        name: row.name,
        role: row.role as Role,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      })),
    }),
  );

  app.post(
    '/api/v1/api-keys',
    {
      config,
      schema: {
        tags,
        summary: 'Make an API key; it is shown once',
        body: apiKeyCreate,
        response: { 201: apiKeyCreated },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      return reply
        .code(201)
        .send({ ...request.body, ...(await createApiKey(db, tenantId, actor, request.body)) });
    },
  );

  app.delete(
    '/api/v1/api-keys/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Delete an API key: it stops working at once',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      await deleteApiKey(db, tenantId, actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

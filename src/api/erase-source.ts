import { eraseResult } from '../contract/source.ts';
import { countForErase } from '../directory/runs/count-for-erase.ts';
import { eraseSource } from '../directory/runs/erase-source.ts';
import { getStoredSource } from '../directory/sources/stored-source.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';

/** Erase Data: what would go, and that it goes. */
export async function eraseSourceRoutes(app: App, { db, secrets }: ApiParts): Promise<void> {
  const tags = ['sources'];

  app.get(
    '/api/v1/sources/:id/erase',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'What erasing would take away',
        params: idParams,
        response: { 200: eraseResult },
      },
    },
    async (request) => {
      const { tenantId } = principalOf(request);
      const { id } = await getStoredSource(db, secrets, tenantId, request.params.id);
      return countForErase(db, tenantId, id);
    },
  );

  app.post(
    '/api/v1/sources/:id/erase',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'Erase a source with its contacts, their overrides, hidden marks and activities',
        params: idParams,
        response: { 200: eraseResult },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      return eraseSource(db, tenantId, actor, request.params.id);
    },
  );
}

import { pageQuery, run, runChangeList, runChangeQuery, runList } from '../contract/run.ts';
import { applyHeldRun } from '../directory/runs/apply-held-run.ts';
import { discardHeldRun } from '../directory/runs/discard-held-run.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { listRunChanges } from '../directory/runs/list-run-changes.ts';
import { listRuns } from '../directory/runs/list-runs.ts';
import { getStoredSource } from '../directory/sources/stored-source.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';

/** History, and the decision about a held run. */
export async function runRoutes(app: App, { db, secrets }: ApiParts): Promise<void> {
  const tags = ['runs'];
  const config = { allow: 'administrators' } as const;

  app.get(
    '/api/v1/sources/:id/runs',
    {
      config,
      schema: {
        tags,
        summary: 'A source’s runs, newest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: runList },
      },
    },
    async (request) => {
      const { tenantId } = principalOf(request);
      const { id } = await getStoredSource(db, secrets, tenantId, request.params.id);
      return listRuns(db, tenantId, id, request.query);
    },
  );

  app.get(
    '/api/v1/runs/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One run with its first 100 issues',
        params: idParams,
        response: { 200: run },
      },
    },
    async (request) => getRun(db, principalOf(request).tenantId, request.params.id),
  );

  app.get(
    '/api/v1/runs/:id/changes',
    {
      config,
      schema: {
        tags,
        summary: 'The contacts that a run added, updated, removed or (held) would remove',
        params: idParams,
        querystring: runChangeQuery,
        response: { 200: runChangeList },
      },
    },
    async (request) => listRunChanges(db, principalOf(request).tenantId, request.params.id, request.query),
  );

  app.post(
    '/api/v1/runs/:id/apply',
    {
      config,
      schema: {
        tags,
        summary: 'Let a held run’s removals through',
        params: idParams,
        response: { 200: run },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      return applyHeldRun(db, tenantId, actor, request.params.id);
    },
  );

  app.post(
    '/api/v1/runs/:id/discard',
    {
      config,
      schema: {
        tags,
        summary: 'Keep the contacts that a held run would remove',
        params: idParams,
        response: { 200: run },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      return discardHeldRun(db, tenantId, actor, request.params.id);
    },
  );
}

import { z } from 'zod';
import {
  source,
  sourceCreate,
  sourceList,
  sourceName,
  sourcePatch,
  sourceTest,
  sourceTestResult,
  syncAccepted,
  syncBody,
} from '../contract/source.ts';
import { requestRun } from '../directory/runs/request-run.ts';
import { sourceStatuses } from '../directory/runs/source-status.ts';
import { createSource, updateSource } from '../directory/sources/save-source.ts';
import { getStoredSource, listStoredSources } from '../directory/sources/stored-source.ts';
import { displayName } from '../domain/contact.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { findSource } from '../sources/index.ts';
import { SourceFailure, type SourceIo, SourceRefusal } from '../sources/source.ts';
import { checkSourceSettings, settingsAsTyped } from './check-source-settings.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';
import { presentSource } from './present-source.ts';

const testTimeoutMs = 30_000;

export async function sourceRoutes(app: App, parts: ApiParts): Promise<void> {
  const { db, secrets } = parts;
  const tags = ['sources'];

  app.get(
    '/api/v1/sources',
    {
      config: { allow: 'everybody' },
      schema: {
        tags,
        summary: 'All sources; agents and users see id, kind and name only',
        response: { 200: sourceList },
      },
    },
    async (request) => {
      const { tenantId, role } = principalOf(request);
      const stored = await listStoredSources(db, secrets, tenantId);
      if (role !== 'administrator')
        return { items: stored.map(({ id, kind, name }) => ({ id, kind, name })) };
      const statuses = await sourceStatuses(db, tenantId);
      return { items: stored.map((one) => presentSource(one, statuses.get(one.id))) };
    },
  );

  app.post(
    '/api/v1/sources',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'Create a source; switched on, its first full run starts at once',
        body: sourceCreate,
        response: { 201: source },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      const { kind, name, enabled, intervalHours } = request.body;
      const found = kindOf(kind);
      const settings = await withSignal(parts, (io) => checkSourceSettings(found, request.body.settings, io));
      const id = await createSource(db, secrets, tenantId, actor, {
        kind,
        name: name ?? found.title,
        enabled,
        intervalHours,
        settings,
        secretNames: found.secrets,
      });
      return reply.code(201).send(await read(tenantId, id));
    },
  );

  app.post(
    '/api/v1/sources/test',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'Try a connection and show up to three contacts. Stores nothing',
        body: sourceTest,
        response: { 200: sourceTestResult },
      },
    },
    async (request) => {
      const { tenantId } = principalOf(request);
      const { id, kind, settings = {} } = request.body;
      const saved = id === undefined ? null : await getStoredSource(db, secrets, tenantId, id);
      const found = kindOf(saved?.kind ?? kind ?? '');
      const typed = settingsAsTyped(saved?.wholeSettings ?? {}, settings, found.secrets);
      return withSignal(parts, async (io) => {
        try {
          const checked = await checkSourceSettings(found, typed, io);
          const { message, sample } = await found.checkConnection(checked, io);
          return {
            ok: true,
            message,
            sample: sample.slice(0, 3).map(({ fields }) => ({
              displayName: displayName(fields),
              company: fields.company,
              phone: fields.phones[0]?.number ?? '',
              email: fields.emails[0]?.email ?? '',
            })),
          };
        } catch (error) {
          if (
            error instanceof SourceFailure ||
            error instanceof SourceRefusal ||
            error instanceof DirectoryError
          )
            return { ok: false, message: error.message, sample: [] };
          if (io.signal.aborted) {
            const message = `No complete answer came within ${testTimeoutMs / 1000} seconds. Check the address, and whether a firewall stands between.`;
            return { ok: false, message, sample: [] };
          }
          throw error;
        }
      });
    },
  );

  app.get(
    '/api/v1/sources/:id',
    {
      config: { allow: 'everybody' },
      schema: {
        tags,
        summary: 'One source',
        params: idParams,
        response: { 200: z.union([source, sourceName]) },
      },
    },
    async (request) => {
      const { tenantId, role } = principalOf(request);
      if (role === 'administrator') return read(tenantId, request.params.id);
      const { id, kind, name } = await getStoredSource(db, secrets, tenantId, request.params.id);
      return { id, kind, name };
    },
  );

  app.patch(
    '/api/v1/sources/:id',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'Change a source: settings merge, an absent secret stays',
        params: idParams,
        body: sourcePatch,
        response: { 200: source },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const { name, enabled, intervalHours, settings } = request.body;
      const before = await getStoredSource(db, secrets, tenantId, request.params.id);
      const found = kindOf(before.kind);
      const checked =
        settings === undefined
          ? undefined
          : await withSignal(parts, (io) =>
              checkSourceSettings(found, settingsAsTyped(before.wholeSettings, settings, found.secrets), io),
            );
      await updateSource(db, secrets, tenantId, actor, before.id, {
        name,
        enabled,
        intervalHours,
        settings: checked,
        secretNames: found.secrets,
        isOtherUpstream: (old) => {
          const parsed = found.settings.safeParse(old);
          return !parsed.success || found.isOtherUpstream(parsed.data, checked);
        },
      });
      return read(tenantId, before.id);
    },
  );

  app.post(
    '/api/v1/sources/:id/sync',
    {
      config: { allow: 'administrators' },
      schema: {
        tags,
        summary: 'Trigger a run now; 409 while one runs',
        params: idParams,
        body: syncBody.nullish(),
        response: { 202: syncAccepted },
      },
    },
    async (request, reply) => {
      const { tenantId } = principalOf(request);
      const { id } = await getStoredSource(db, secrets, tenantId, request.params.id);
      const mode = request.body?.mode;
      const runId = await db
        .transaction()
        .execute((trx) => requestRun(trx, tenantId, id, { ...(mode ? { mode } : {}), trigger: 'manual' }));
      return reply.code(202).send({ runId });
    },
  );

  async function read(tenantId: TenantId, id: string) {
    const stored = await getStoredSource(db, secrets, tenantId, id);
    return presentSource(stored, (await sourceStatuses(db, tenantId, [id])).get(id));
  }
}

function kindOf(kind: string) {
  const found = findSource(kind);
  if (!found) {
    throw new DirectoryError('invalid-input', `There is no kind of source named "${kind}".`, {
      errors: [{ path: 'kind', message: 'Choose microsoft365 or custom.' }],
    });
  }
  return found;
}

function withSignal<T>(parts: ApiParts, work: (io: SourceIo) => Promise<T>): Promise<T> {
  return work(parts.sourceIo(AbortSignal.timeout(testTimeoutMs)));
}

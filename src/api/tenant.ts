import { renameTenant } from '../access/rename-tenant.ts';
import { tenantPatch, tenantSettings } from '../contract/tenant.ts';
import { setLeastEnding } from '../directory/least-ending.ts';
import { rederiveProgress } from '../directory/rederive-numbers.ts';
import { setTenantCountry } from '../directory/tenant-country.ts';
import type { TenantId } from '../domain/ids.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import type { ApiParts } from './parts.ts';

/** Settings → General: the company's name, the country that gives meaning to its numbers, and how callers are matched. */
export async function tenantRoutes(app: App, { db, defaultCountry, rereadNumbers }: ApiParts): Promise<void> {
  const config = { allow: 'administrators' } as const;
  const tags = ['settings'];

  app.get(
    '/api/v1/settings',
    { config, schema: { tags, summary: 'The tenant’s settings', response: { 200: tenantSettings } } },
    async (request) => read(principalOf(request).tenantId),
  );

  app.patch(
    '/api/v1/settings',
    {
      config,
      schema: {
        tags,
        summary:
          'Change the company’s name, country (numbers are read anew in the background) or how callers are matched',
        body: tenantPatch,
        response: { 200: tenantSettings },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const { name, country, leastEnding } = request.body;
      if (name !== undefined) await renameTenant(db, tenantId, actor, name);
      if (country !== undefined) {
        await setTenantCountry(db, tenantId, actor, country);
        rereadNumbers();
      }
      if (leastEnding !== undefined) await setLeastEnding(db, tenantId, actor, leastEnding);
      return read(tenantId);
    },
  );

  async function read(tenantId: TenantId) {
    const tenant = await db
      .selectFrom('tenant')
      .select(['name', 'country', 'least_ending as leastEnding'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    return { ...tenant, defaultCountry, rereading: await rederiveProgress(db, tenantId) };
  }
}

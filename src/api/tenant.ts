import { renameTenant } from '../access/rename-tenant.ts';
import { tenantPatch, tenantSettings } from '../contract/tenant.ts';
import { setLeastEnding } from '../directory/least-ending.ts';
import { rederiveProgress } from '../directory/rederive-contacts.ts';
import { setTenantCountry } from '../directory/tenant-country.ts';
import { setTenantNameOrder } from '../directory/tenant-name-order.ts';
import type { TenantId } from '../domain/ids.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import type { ApiParts } from './parts.ts';

/** Settings → General: the company's name, the country that gives meaning to its numbers, the order of names, and how callers are matched. */
export async function tenantRoutes(
  app: App,
  { db, defaultCountry, rederiveContacts }: ApiParts,
): Promise<void> {
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
          'Change the company’s name, country or order of names (contacts follow in the background), or how callers are matched',
        body: tenantPatch,
        response: { 200: tenantSettings },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const { name, country, nameOrder, leastEnding } = request.body;
      if (name !== undefined) await renameTenant(db, tenantId, actor, name);
      if (country !== undefined) await setTenantCountry(db, tenantId, actor, country);
      if (nameOrder !== undefined) await setTenantNameOrder(db, tenantId, actor, nameOrder);
      if (country !== undefined || nameOrder !== undefined) rederiveContacts();
      if (leastEnding !== undefined) await setLeastEnding(db, tenantId, actor, leastEnding);
      return read(tenantId);
    },
  );

  async function read(tenantId: TenantId) {
    const tenant = await db
      .selectFrom('tenant')
      .select(['name', 'country', 'name_order as nameOrder', 'least_ending as leastEnding'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    return { ...tenant, defaultCountry, rereading: await rederiveProgress(db, tenantId) };
  }
}

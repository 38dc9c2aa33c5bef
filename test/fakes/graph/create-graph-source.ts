import type { Connection } from '../../../src/database/connect.ts';
import type { SourceId, TenantId } from '../../../src/domain/ids.ts';
import { createSource, testSecrets } from '../../sync-fixture.ts';
import type { FakeGraph } from './start-graph.ts';

/** A source of the fake's company, with its credentials; switched off, so that it runs when asked. */
export async function createGraphSource(
  connection: Connection,
  tenantId: TenantId,
  { registration }: FakeGraph,
): Promise<SourceId> {
  const { clientId, clientSecret, tenantId: company } = registration;
  const settings = { clientId, tenantId: company };
  const sourceId = await createSource(connection, tenantId, { kind: 'microsoft365', settings });
  await connection.db
    .updateTable('source')
    .set({ secrets: testSecrets.seal(tenantId, `source:${sourceId}`, { clientSecret }) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sourceId)
    .execute();
  return sourceId;
}

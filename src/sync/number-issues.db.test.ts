import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource } from '../../test/scripted-source.ts';
import { createSource, createTenant, runToEnd, startTestEngine } from '../../test/sync-fixture.ts';
import { getRun } from '../directory/runs/get-run.ts';
import type { Phone } from '../domain/contact.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

const work = (number: string): Phone => ({ number, label: 'work' });

test('several numbers in one field of a source are several, text is none, and the run says so', async () => {
  const { source, upstream } = scriptedSource();
  upstream.put('several', { phones: [work('212-555-0154 or 212-555-0155')] });
  upstream.put('text', { phones: [work('212-555-0173 evenings only 5-7'), work('ask reception')] });
  upstream.put('plain', { phones: [work('+1 212 555 0140 #45'), work('212 555 0141')] });
  const engine = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  const run = await runToEnd(connection, tenantId, sourceId);
  const reasons = await connection.db
    .selectFrom('run_issue')
    .select(['external_id', 'reason'])
    .where('run_id', '=', run.runId)
    .orderBy('reason')
    .execute();
  expect(reasons.map(({ external_id, reason }) => `${external_id}: ${reason}`)).toEqual([
    'several: “212-555-0154 or 212-555-0155” was taken as 2 numbers.',
    'text: “212-555-0173 evenings only 5-7” has “evenings only 5-7”, which is no part of the number: phones do not dial it.',
    'text: “ask reception” is no number: phones do not dial it.',
  ]);
  const published = await connection.db
    .selectFrom('contact as c')
    .innerJoin('source_contact as s', 's.contact_id', 'c.id')
    .select(['s.external_id', 'c.phones'])
    .where('c.tenant_id', '=', tenantId)
    .execute();
  const dialled = Object.fromEntries(
    published.map(({ external_id, phones }) => [external_id, phones.map(({ dial }) => dial)]),
  );
  expect(dialled).toEqual({
    several: ['2125550154', '2125550155'],
    text: ['2125550173', ''],
    plain: ['+12125550140', '2125550141'],
  });
  const { runId } = await runToEnd(connection, tenantId, sourceId, 'full');
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({ unchanged: 3, issueCount: 0 });
  await engine.stop();
});

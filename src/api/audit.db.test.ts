import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { purgeOld } from '../access/list-audit.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test('the audit log names the contact, source, person or key that something was done to', async () => {
  const { tenantId, administrator } = await api.tenant('Named');
  const boss = await api.person(tenantId, { role: 'administrator', email: 'boss@example.com' });
  const zoe = await boss.call('POST', '/api/v1/contacts', { firstName: 'Zoë', lastName: 'Hadžić' });
  const gone = await boss.call('POST', '/api/v1/contacts', { firstName: 'Deleted', lastName: 'Later' });
  await boss.call('DELETE', `/api/v1/contacts/${gone.body.id}`);
  await boss.call('POST', '/api/v1/contacts', { book: 'personal', firstName: 'Private' });
  const key = await boss.call('POST', '/api/v1/api-keys', { name: 'PBX', role: 'agent' });
  await boss.call('DELETE', `/api/v1/api-keys/${key.body.id}`);
  await boss.call('POST', '/api/v1/people', { email: 'ines@example.com', name: 'Ines', role: 'agent' });
  const source = await boss.call('POST', '/api/v1/sources', {
    kind: 'custom',
    name: 'Head office',
    enabled: false,
    intervalHours: 24,
    settings: { url: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y' },
  });
  expect(source.status).toBe(201);

  const { items } = (await administrator('GET', '/api/v1/audit')).body;
  const named = items.map(
    (event: { action: string; subjectName: string }) => `${event.action} ${event.subjectName}`,
  );
  expect(named).toEqual(
    expect.arrayContaining([
      'contact.added Zoë Hadžić',
      'contact.deleted Deleted Later',
      'api-key.created PBX',
      'api-key.deleted PBX',
      'person.created Ines',
      'person.invited Ines',
      'source.created Head office',
      // A personal book is its owner's alone.
      'contact.added ',
    ]),
  );
  expect(JSON.stringify(items)).not.toContain('Private');
  const ofZoe = (await administrator('GET', `/api/v1/audit?subjectId=${zoe.body.id}`)).body.items;
  expect(ofZoe).toMatchObject([{ action: 'contact.added', actor: { name: 'boss' } }]);
});

test('the CSV has the same, filtered, and no cell that a spreadsheet would run', async () => {
  const { tenantId, administrator } = await api.tenant('CSV');
  const boss = await api.person(tenantId, { role: 'administrator', email: 'chief@example.com' });
  await boss.call('PATCH', '/api/v1/profile', { name: '=1+1' });
  await boss.call('POST', '/api/v1/contacts', { firstName: '@SUM(A1)' });
  const csv = (query: string) => administrator('GET', `/api/v1/audit.csv${query}`);
  const all = await csv('?subjectKind=contact');
  expect(all.headers.get('content-type')).toContain('text/csv');
  const [head, row] = all.body.replace('\uFEFF', '').split('\n');
  expect(head).toBe('at,who,kind of who,action,subject,subject id,subject name,details');
  expect(row).toContain(`,'=1+1,person,contact.added,contact,`);
  expect(row).toContain(`,'@SUM(A1),`);
  expect((await csv('?subjectKind=source')).body.trim().split('\n')).toHaveLength(1);
  expect((await csv('?since=2999-01-01T00:00:00Z')).body.trim().split('\n')).toHaveLength(1);
  expect((await boss.call('GET', '/api/v1/audit.csv?subjectKind=nonsense')).status).toBe(422);
});

test('events are kept for 400 days', async () => {
  const { tenantId, administrator } = await api.tenant('Old');
  await administrator('POST', '/api/v1/contacts', { firstName: 'One' });
  await administrator('POST', '/api/v1/contacts', { firstName: 'Two' });
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  const [first, second] = (await administrator('GET', '/api/v1/audit?subjectKind=contact')).body.items;
  for (const [event, days] of [
    [first, 399],
    [second, 401],
  ])
    await api.db
      .updateTable('audit_event')
      .set({ at: at(days) })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', event.id)
      .execute();
  await purgeOld(api.db);
  const left = (await administrator('GET', '/api/v1/audit?subjectKind=contact')).body.items;
  expect(left.map((event: { id: string }) => event.id)).toEqual([first.id]);
});

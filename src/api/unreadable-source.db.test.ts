import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { system } from '../access/audit.ts';
import { createSecrets } from '../access/secrets.ts';
import { createSource } from '../directory/sources/save-source.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test('a source whose secret another key sealed says so among the others, and is mended by entering it again', async () => {
  const { tenantId, administrator, user } = await api.tenant('Ours');
  const add = (name: string, key: string) =>
    createSource(api.db, createSecrets(key), tenantId, system, {
      ...{ kind: 'custom', name, enabled: false, intervalHours: 24, secretNames: ['clientSecret'] },
      settings: { url: 'http://127.0.0.1:9/x', clientId: 'me', clientSecret: 'very secret' },
    });
  await add('Readable', 'a secret key for tests only');
  const id = await add('Sealed elsewhere', 'the key of another server');

  const list = await administrator('GET', '/api/v1/sources');
  expect(list.status).toBe(200);
  expect(list.body.items).toMatchObject([
    { name: 'Readable', settings: { clientSecretSet: true }, status: { state: 'idle', message: '' } },
    {
      name: 'Sealed elsewhere',
      settings: { url: 'http://127.0.0.1:9/x', clientId: 'me' },
      status: { state: 'failed', message: expect.stringContaining('Enter the secret again') },
    },
  ]);
  expect(list.body.items[1].settings).not.toHaveProperty('clientSecretSet');
  expect((await user('GET', '/api/v1/sources')).body.items).toHaveLength(2);
  const one = `/api/v1/sources/${id}`;
  expect((await administrator('GET', one)).body.status.state).toBe('failed');
  expect((await administrator('POST', `${one}/sync`)).status).toBe(202);
  expect((await administrator('PATCH', one, { name: 'Renamed' })).status).toBe(200);

  const without = await administrator('PATCH', one, { settings: { clientId: 'you' } });
  expect(without).toMatchObject({ status: 422, body: { errors: [{ path: 'settings.clientSecret' }] } });
  const again = await administrator('PATCH', one, { settings: { clientSecret: 'entered again' } });
  expect(again.body).toMatchObject({
    name: 'Renamed',
    settings: { clientSecretSet: true },
    status: { message: '' },
  });
});

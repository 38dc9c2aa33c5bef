import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, startApi } from './api-server.ts';

// `GET /api/v1/openapi.json` is true: what the API answers is held against what it says of itself.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Described {
  paths: Record<
    string,
    Record<string, { responses?: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
}

test('answers are as the description says', async () => {
  const description: Described = (await api.anonymous('GET', '/api/v1/openapi.json')).body;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', ...description });
  const { tenantId, administrator } = await api.tenant('One');
  const ada = await api.person(tenantId, { role: 'agent', email: 'ada@example.com', extension: '204' });

  const expectTrue = async (call: Call, method: string, template: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    const described = description.paths[template]?.[method.toLowerCase()]?.responses?.[answer.status];
    const schema = described?.content?.['application/json']?.schema;
    if (answer.status === 204) return answer;
    expect(
      schema,
      `${method} ${template} says nothing about ${answer.status}: ${JSON.stringify(answer.body)}`,
    ).toBeDefined();
    const ok = ajv.validate(
      { ...schema, components: undefined, $defs: undefined, ...(schema ?? {}) },
      answer.body,
    );
    expect(ok ? [] : ajv.errors, `${method} ${path}`).toEqual([]);
    return answer;
  };

  const v1 = '/api/v1';
  const made = await expectTrue(administrator, 'POST', `${v1}/contacts`, `${v1}/contacts`, {
    firstName: 'Zoë',
    phones: [{ number: '+44 20 7183 8750', label: 'work' }],
  });
  const { id } = made.body;
  await expectTrue(ada.call, 'GET', `${v1}/contacts`, `${v1}/contacts?q=zoe`);
  await expectTrue(ada.call, 'GET', `${v1}/contacts/{id}`, `${v1}/contacts/${id}`);
  await expectTrue(ada.call, 'GET', `${v1}/lookup`, `${v1}/lookup?number=%2B442071838750`);
  await expectTrue(ada.call, 'POST', `${v1}/contacts/{id}/activities`, `${v1}/contacts/${id}/activities`, {
    kind: 'note',
    text: 'Hello',
  });
  await expectTrue(ada.call, 'GET', `${v1}/contacts/{id}/activities`, `${v1}/contacts/${id}/activities`);
  await expectTrue(ada.call, 'GET', `${v1}/session`, `${v1}/session`);
  await expectTrue(administrator, 'POST', `${v1}/calls`, `${v1}/calls`, {
    event: 'ringing',
    callId: 'c-1',
    number: '+442071838750',
    direction: 'inbound',
    extension: '204',
  });
  await expectTrue(ada.call, 'GET', `${v1}/calls`, `${v1}/calls`);
  const source = await expectTrue(administrator, 'POST', `${v1}/sources`, `${v1}/sources`, {
    kind: 'custom',
    enabled: false,
    intervalHours: 24,
    settings: { url: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'a client secret' },
  });
  expect(JSON.stringify(source.body)).not.toContain('a client secret');
  expect(source.body.settings.clientSecretSet).toBe(true);
  await expectTrue(administrator, 'GET', `${v1}/sources`, `${v1}/sources`);
  await expectTrue(administrator, 'PATCH', `${v1}/sources/{id}`, `${v1}/sources/${source.body.id}`, {
    intervalHours: 2,
  });
  const run = await expectTrue(
    administrator,
    'POST',
    `${v1}/sources/{id}/sync`,
    `${v1}/sources/${source.body.id}/sync`,
  );
  await expectTrue(administrator, 'GET', `${v1}/runs/{id}`, `${v1}/runs/${run.body.runId}`);
  await expectTrue(administrator, 'GET', `${v1}/runs/{id}/changes`, `${v1}/runs/${run.body.runId}/changes`);
  await expectTrue(administrator, 'GET', `${v1}/sources/{id}/runs`, `${v1}/sources/${source.body.id}/runs`);
  const going = await expectTrue(
    administrator,
    'GET',
    `${v1}/sources/{id}/erase`,
    `${v1}/sources/${source.body.id}/erase`,
  );
  expect(going.body).toEqual({ contacts: 0, activities: 0 });
  for (const path of ['people', 'api-keys', 'audit', 'settings', 'devices', 'setup', 'phonebook/imports'])
    await expectTrue(administrator, 'GET', `${v1}/${path}`, `${v1}/${path}`);
});

test('every call of the API refuses who has no credential, but for those that need none', async () => {
  const description: Described = (await api.anonymous('GET', '/api/v1/openapi.json')).body;
  const open = new Set(['/api/v1/session', '/api/v1/setup', '/api/v1/invitation']);
  const wrong: string[] = [];
  for (const [path, methods] of Object.entries(description.paths)) {
    if (!path.startsWith('/api/v1') || open.has(path)) continue;
    for (const method of Object.keys(methods)) {
      const there = path.replaceAll(/\{\w+\}/g, '01a21232-3ab9-7015-9d70-a7cae5f5c0ea');
      const { status } = await api.anonymous(method.toUpperCase(), there);
      if (status !== 401) wrong.push(`${method} ${path}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

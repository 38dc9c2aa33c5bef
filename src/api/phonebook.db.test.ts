import { type IncomingMessage, request } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const csv =
  'Ada,,Lovelace,ada@example.com,Eos,work:+442071838750,pager:1\r\nZoë,,Hadžić,,,mobile:061 222 333\r\n,,,,,work:1\r\n';
const asCsv = { 'content-type': 'text/csv' };

test('a file is previewed, imported, downloaded, uploaded again without a change, and undone', async () => {
  const { administrator } = await api.tenant('One');
  const preview = await administrator('POST', '/api/v1/phonebook/import?dryRun=true', csv, asCsv);
  expect(preview).toMatchObject({ status: 200, body: { contacts: 2, added: 2, deleted: 0 } });
  expect(preview.body.skippedNumbers).toMatchObject([{ row: 1, value: expect.stringContaining('pager') }]);
  expect(preview.body.rejectedRows).toMatchObject([{ row: 3 }]);
  expect(preview.body.importId).toBeUndefined();
  expect((await administrator('GET', '/api/v1/contacts')).body.total).toBe(0);

  const done = await administrator('POST', '/api/v1/phonebook/import', csv, asCsv);
  expect(done.body).toMatchObject({ added: 2, importId: expect.any(String) });
  const download = await administrator('GET', '/api/v1/phonebook/export');
  expect(download.headers.get('content-disposition')).toContain('attachment');
  const again = await administrator('POST', '/api/v1/phonebook/import', download.body, asCsv);
  expect(again.body).toMatchObject({ added: 0, unchanged: 2, deleted: 0 });
  expect((await administrator('POST', `/api/v1/phonebook/imports/${done.body.importId}/undo`)).status).toBe(
    409,
  );
  expect((await administrator('POST', `/api/v1/phonebook/imports/${again.body.importId}/undo`)).status).toBe(
    200,
  );
  expect(
    (await administrator('POST', `/api/v1/phonebook/imports/${done.body.importId}/undo`)).body,
  ).toMatchObject({ removed: 2 });
  expect((await administrator('GET', '/api/v1/contacts')).body.total).toBe(0);
});

test('a form’s file field works too, and what is no CSV is refused in words', async () => {
  const { administrator } = await api.tenant('Two');
  const form = new FormData();
  form.set('file', new Blob([csv]), 'book.csv');
  const boundary = new Response(form);
  const sent = await administrator(
    'POST',
    '/api/v1/phonebook/import?mode=merge',
    new Uint8Array(await boundary.arrayBuffer()),
    { 'content-type': boundary.headers.get('content-type') ?? '' },
  );
  expect(sent).toMatchObject({ status: 200, body: { added: 2 } });
  const zip = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0]);
  expect(await administrator('POST', '/api/v1/phonebook/import', zip, asCsv)).toMatchObject({
    status: 415,
    body: { code: 'unsupported-file' },
  });
});

test('JSON instead of a file is refused in words', async () => {
  const { administrator } = await api.tenant('Json');
  expect(await administrator('POST', '/api/v1/phonebook/import', { firstName: 'Ada' })).toMatchObject({
    status: 415,
    body: { code: 'unsupported-file', detail: expect.stringContaining('text/csv') },
  });
});

test('the central book is the administrators’; a personal one its owner’s', async () => {
  const { tenantId, agent, administrator } = await api.tenant('Three');
  expect((await agent('POST', '/api/v1/phonebook/import', csv, asCsv)).status).toBe(403);
  expect((await agent('GET', '/api/v1/phonebook/export')).status).toBe(403);
  expect((await administrator('POST', '/api/v1/phonebook/import?book=personal', csv, asCsv)).status).toBe(
    403,
  );
  const ada = await api.person(tenantId, { role: 'user', email: 'ada@three.example' });
  const done = await ada.call('POST', '/api/v1/phonebook/import?book=personal', csv, asCsv);
  expect(done.body).toMatchObject({ added: 2 });
  expect((await administrator('GET', '/api/v1/contacts')).body.total).toBe(0);
  expect((await administrator('POST', `/api/v1/phonebook/imports/${done.body.importId}/undo`)).status).toBe(
    404,
  );
});

test('what a file could not bring is downloaded whole by who uploaded it, and by nobody else', async () => {
  const { tenantId, administrator, user } = await api.tenant('Four');
  const ada = await api.person(tenantId, { role: 'administrator', email: 'ada@four.example' });
  const eve = await api.person(tenantId, { role: 'administrator', email: 'eve@four.example' });
  for (const book of ['central', 'personal']) {
    const { body } = await ada.call('POST', `/api/v1/phonebook/import?dryRun=true&book=${book}`, csv, asCsv);
    const path = `/api/v1/phonebook/reports/${body.reportId}`;
    const file = await ada.call('GET', path);
    expect(file).toMatchObject({ status: 200 });
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.body.split('\r\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^1,pager:1,/),
      expect.stringMatching(/^3,,/),
    ]);
    for (const other of [eve.call, administrator, user, (await api.tenant(`Other ${book}`)).administrator])
      expect((await other('GET', path)).status).toBe(404);
  }
});

test('a refused file says why of every row, in a CSV of its own', async () => {
  const { administrator } = await api.tenant('Six');
  const rows = Array.from({ length: 3_000 }, (_, at) => `,,,,,work:${at}\n`).join('');
  const refused = await administrator('POST', '/api/v1/phonebook/import?dryRun=true', rows, asCsv);
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'invalid-input', reportId: expect.any(String) },
  });
  expect(refused.body.errors).toHaveLength(100);
  const report = await administrator('GET', `/api/v1/phonebook/reports/${refused.body.reportId}`);
  const lines = report.body.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 3_000);
  expect(lines.at(-1)).toMatch(/^3000,,.*first name, last name/i);
  expect((await administrator('POST', '/api/v1/phonebook/import', '\n', asCsv)).body).not.toHaveProperty(
    'reportId',
  );
});

test('an upload tells its uploader how far it is, and one that is left leaves the book as it was', async () => {
  const { tenantId } = await api.tenant('Five');
  const ada = await api.person(tenantId, { role: 'administrator', email: 'ada@five.example' });
  const heard: { id: string; phase: string; contacts: number }[] = [];
  const hearing = new AbortController();
  const line = await fetch(`${api.url}/api/v1/events`, {
    headers: { cookie: ada.cookie },
    signal: hearing.signal,
  });
  const listening = (async () => {
    let text = '';
    for await (const chunk of line.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages)
        if (message.startsWith('event: import\n')) heard.push(JSON.parse(message.split('\ndata: ')[1]!));
    }
  })().catch(() => {});
  const lines = Array.from({ length: 5_000 }, (_, at) => `Ann${at},,,,,work:${at}\n`).join('');
  const id = '01a21232-3ab9-7015-9d70-a7cae5f5c0ea';
  const done = await ada.call('POST', `/api/v1/phonebook/import?progress=${id}`, lines, asCsv);
  expect(done.body).toMatchObject({ added: 5_000 });
  await expect.poll(() => heard.at(-1)).toEqual({ id, phase: 'done', contacts: 5_000 });
  expect([...new Set(heard.map(({ phase }) => phase))]).toEqual(['reading', 'comparing', 'writing', 'done']);

  const other = '01a21232-3ab9-7015-9d70-a7cae5f5c0eb';
  const leaving = new AbortController();
  const left = fetch(`${api.url}/api/v1/phonebook/import?progress=${other}`, {
    method: 'POST',
    body: lines.replaceAll('Ann', 'Bob'),
    headers: { ...asCsv, cookie: ada.cookie, origin: api.url },
    signal: leaving.signal,
  }).catch(() => null);
  await expect.poll(() => heard.at(-1), { interval: 5 }).toMatchObject({ id: other, phase: 'writing' });
  leaving.abort();
  expect(await left).toBeNull();
  await expect.poll(() => heard.at(-1)).toMatchObject({ id: other, phase: 'cancelled' });
  expect((await ada.call('GET', '/api/v1/contacts?q=bob')).body.total).toBe(0);
  expect((await ada.call('GET', '/api/v1/phonebook/imports')).body.items).toHaveLength(1);
  hearing.abort();
  await listening;
});

test('two files of one person are read at once and eight in all; who is slow keeps nobody from the pages', async () => {
  const { tenantId, administrator } = await api.tenant('Many');
  const people = await Promise.all(
    [1, 2, 3, 4, 5].map((at) => api.person(tenantId, { role: 'user', email: `slow${at}@many.example` })),
  );
  const path = '/api/v1/phonebook/import?book=personal&dryRun=true';
  const begin = (cookie: string) => {
    const file = new PassThrough();
    file.write('Ann,,Smith,,\n');
    const headers = { cookie, origin: api.url, ...asCsv };
    const sent = request(api.url + path, { method: 'POST', headers });
    let answered = false;
    const done = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', (answer) => resolve(answer.resume())).once('error', reject);
    }).finally(() => {
      answered = true;
    });
    file.pipe(sent);
    return { isAnswered: () => answered, end: () => file.end(), done };
  };
  const ask = (at: number) => people[at]?.call('POST', path, 'Ann,,Smith,,\n', asCsv);
  const slow = [];
  for (const { cookie } of people.slice(0, 4)) {
    const three = [begin(cookie), begin(cookie), begin(cookie)];
    const refused = await Promise.race(three.map(({ done }) => done));
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    slow.push(...three.filter(({ isAnswered }) => !isAnswered()));
  }
  expect(slow).toHaveLength(8);
  expect((await ask(0))?.body.detail).toContain('2 uploads of yours');
  expect((await ask(4))?.body.detail).toContain('8 uploads are being read');
  expect((await administrator('GET', '/api/v1/contacts')).status).toBe(200);
  for (const { end } of slow) end();
  expect((await Promise.all(slow.map(({ done }) => done))).map(({ statusCode }) => statusCode)).toEqual(
    slow.map(() => 200),
  );
  expect((await ask(0))?.status).toBe(200);
  expect((await ask(4))?.status).toBe(200);
});

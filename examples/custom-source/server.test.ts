import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Contact, readContact } from './contact.ts';
import { readContactsFile } from './contacts-file.ts';
import { generateContact, generateContacts } from './generate.ts';
import { type CustomSource, type CustomSourceOptions, startCustomSource } from './server.ts';

let source: CustomSource | null = null;
const folder = mkdtempSync(path.join(tmpdir(), 'custom-source-test-'));
const lines: string[] = [];
afterEach(async () => {
  await source?.stop();
  source = null;
  rmSync(folder, { recursive: true, force: true });
});

const client = { clientId: 'id', clientSecret: 'a secret' };
const basic = `Basic ${Buffer.from('id:a secret').toString('base64')}`;
async function start(options: Partial<CustomSourceOptions> = {}): Promise<CustomSource> {
  source = await startCustomSource({ port: 0, ...client, log: (line) => lines.push(line), ...options });
  return source;
}
const ask = (call: string, authorization: string, init: RequestInit = {}) =>
  fetch(`${source?.url}${call}`, { ...init, headers: { authorization } });
async function token(): Promise<string> {
  const body: { token: string } = JSON.parse(await (await ask('/token', basic)).text());
  return `Bearer ${body.token}`;
}
interface Page {
  readonly contacts: readonly Contact[];
  readonly updated: readonly Contact[];
  readonly deleted: readonly string[];
  readonly has_more: boolean;
}
const get = async (call: string, bearer: string): Promise<Page> =>
  JSON.parse(await (await ask(call, bearer)).text());
const person = (id: string): Contact => ({
  id,
  first_name: id,
  last_name: '',
  company: '',
  type: 'customer',
  phones: [],
  emails: [],
});

async function listAll(bearer: string, between: (page: number) => void = () => {}): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { contacts, has_more } = await get(`/contacts?limit=10&page=${page}`, bearer);
    ids.push(...contacts.map(({ id }) => id));
    if (!has_more) return ids;
    between(page);
  }
}

test('nobody without the secret gets in, and bad parameters are called bad', async () => {
  await start({ generate: 3 });
  const wrong = `Basic ${Buffer.from('id:another').toString('base64')}`;
  expect((await ask('/token', wrong)).status).toBe(401);
  expect((await ask('/contacts?page=1', 'Bearer none')).status).toBe(401);
  expect((await ask('/contacts/100000', wrong, { method: 'DELETE' })).status).toBe(401);
  const bearer = await token();
  for (const call of [
    '/contacts',
    '/contacts?page=0',
    '/contacts?page=1&limit=-1',
    '/contacts/delta?page=1&timestamp=0',
  ]) {
    const answer = await ask(call, bearer);
    expect([answer.status, await answer.text()]).toEqual([400, 'Bad request']);
  }
});

test('what is deleted or added while the list is read makes nobody come twice or be missed', async () => {
  const { put, remove } = await start({ generate: 45 });
  const ids = await listAll(await token(), (page) => {
    if (page === 1) remove('100003');
    if (page === 2) put(person('new'));
    if (page === 3) remove('100044');
  });
  expect(ids).toEqual([...Array.from({ length: 44 }, (_, n) => String(100_000 + n)), 'new']);
});

test('a deletion is told as often as it is asked for, and not once the contact is back', async () => {
  const { put, remove } = await start({ generate: 5 });
  const bearer = await token();
  remove('100001');
  remove('100002');
  const delta = `/contacts/delta?page=1&timestamp=${Math.floor(Date.now() / 1000) - 5}`;
  for (let i = 0; i < 2; i += 1) expect((await get(delta, bearer)).deleted).toEqual(['100001', '100002']);
  put(person('100002'));
  const { updated, deleted } = await get(delta, bearer);
  expect(updated.map(({ id }) => id)).toEqual(['100002']);
  expect(deleted).toEqual(['100001']);
  expect(await get('/contacts/delta?page=1&timestamp=9999999999', bearer)).toEqual({
    updated: [],
    deleted: [],
    has_more: false,
  });
});

test('the limit holds for changed and deleted contacts separately, on every page', async () => {
  const { put, remove } = await start({ generate: 30 });
  for (let n = 0; n < 25; n += 1) remove(String(100_000 + n));
  for (let n = 0; n < 12; n += 1) put(person(`new ${n}`));
  const bearer = await token();
  const since = Math.floor(Date.now() / 1000) - 5;
  const found = { updated: new Set<string>(), deleted: new Set<string>() };
  const sizes: number[][] = [];
  for (let page = 1; page <= 4; page += 1) {
    const one = await get(`/contacts/delta?limit=10&page=${page}&timestamp=${since}`, bearer);
    sizes.push([one.updated.length, one.deleted.length, Number(one.has_more)]);
    for (const { id } of one.updated) found.updated.add(id);
    for (const id of one.deleted) found.deleted.add(id);
  }
  expect(sizes).toEqual([
    [10, 10, 1],
    [2, 10, 1],
    [0, 5, 0],
    [0, 0, 0],
  ]);
  expect([found.updated.size, found.deleted.size]).toEqual([12, 25]);
});

test('a new token in the middle of a list goes on by counting', async () => {
  await start({ generate: 25 });
  await get('/contacts?limit=10&page=1', await token());
  const { contacts, has_more } = await get('/contacts?limit=10&page=3', await token());
  expect([contacts.length, contacts[0]?.id, has_more]).toEqual([5, '100020', false]);
  expect((await get('/contacts?limit=10&page=9', await token())).contacts).toEqual([]);
});

test('a person changes made-up contacts by PUT and DELETE', async () => {
  await start({ generate: 2 });
  const put = (body: string) => ask('/contacts/x%2F1', basic, { method: 'PUT', body });
  expect((await put('{"first_name":"Ada","phones":[{"number":"+44 1","label":"pager"}]}')).status).toBe(200);
  expect((await put('{"company":"eos"}')).status).toBe(422);
  expect((await put('nonsense')).status).toBe(422);
  const { contacts } = await get('/contacts?page=1', await token());
  expect(contacts.at(-1)).toMatchObject({ id: 'x/1', phones: [{ number: '+44 1', label: 'other' }] });
  expect((await ask('/contacts/100000', basic, { method: 'DELETE' })).status).toBe(204);
  expect((await ask('/contacts/100000', basic, { method: 'DELETE' })).status).toBe(404);
});

test('a file that changes becomes changes and deletions; one with a mistake changes nothing', async () => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'people.csv');
  const header = 'id,first_name,last_name,company,type,phones,emails\n';
  const row = '1,Käthe,Groß,"Groß, Söhne\n& ""Co""",lead,work:+49 30 1;fax:+49 30 2,business:k@example.com\n';
  writeFileSync(file, `\uFEFF${header}${row}2,Amar,Hadžić,,,,\r\n`);
  const { count } = await start({ file });
  const bearer = await token();
  const { contacts } = await get('/contacts?page=1', bearer);
  expect(contacts[0]).toEqual({
    id: '1',
    first_name: 'Käthe',
    last_name: 'Groß',
    company: 'Groß, Söhne\n& "Co"',
    type: 'lead',
    phones: [
      { number: '+49 30 1', label: 'work' },
      { number: '+49 30 2', label: 'fax' },
    ],
    emails: [{ email: 'k@example.com', label: 'business' }],
  });
  expect((await ask('/contacts/1', basic, { method: 'DELETE' })).status).toBe(409);

  writeFileSync(file, `${header}${row}3,,,,,,\n`);
  await expect
    .poll(() => lines.join('\n'), { timeout: 5_000 })
    .toContain('line 4: first_name or last_name is required; the contacts stay');
  expect(count()).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const since = Math.floor(Date.now() / 1000);
  writeFileSync(file, `${header}${row}3,Zoë,Weiß,,,,\n`);
  await expect
    .poll(async () => (await get(`/contacts/delta?page=1&timestamp=${since}`, bearer)).deleted, {
      timeout: 5_000,
    })
    .toEqual(['2']);
  const { updated } = await get(`/contacts/delta?page=1&timestamp=${since}`, bearer);
  expect(updated.map(({ id }) => id)).toEqual(['3']);
});

test('the sample file can be read', async () => {
  const contacts: Contact[] = [];
  for await (const contact of readContactsFile(path.join(import.meta.dirname, 'contacts.csv')))
    contacts.push(contact);
  expect(contacts).toHaveLength(6);
});

test('made-up contacts are the same each time, and all of them are contacts', () => {
  const contacts = [...generateContacts(500)];
  expect(contacts[321]).toEqual(generateContact(321));
  for (const contact of contacts) expect(readContact(contact.id, contact)).toEqual(contact);
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(500);
  expect(
    new Set(contacts.map(({ first_name, last_name }) => `${first_name} ${last_name}`)).size,
  ).toBeGreaterThan(300);
});

test('no line of the log holds a secret, a token or a contact', () => {
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.join('\n')).not.toMatch(/a secret|Bearer|Basic|Groß|Hadžić|100000/);
});

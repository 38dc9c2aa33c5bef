import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startCustomSource } from '../../examples/custom-source/server.ts';
import type { PersonCreated } from '../../src/web/people/use-people.ts';
import { admin, expectAccessible, newPage, signIn, startBrowser, startProduct } from './browser.ts';
import { callApi } from './call-api.ts';
import { firstRun, syncSource } from './sync-source.ts';

// An agent and an administrator, each in a browser of their own, on a live source: what the agent does stays, whatever syncs.

vi.setConfig({ testTimeout: 90_000 });

let product: Awaited<ReturnType<typeof startProduct>>;
let example: Awaited<ReturnType<typeof startCustomSource>>;
let browser: Browser;
let administrator: Page;
let agent: Page;
let sourceId: string;

const zoe = {
  id: 'zoe',
  first_name: 'Zoë',
  last_name: 'Hadžić',
  company: 'Old Works',
  type: 'customer',
  phones: [{ number: '+44 20 7183 8750', label: 'work' }],
  emails: [],
} as const;

beforeAll(async () => {
  product = await startProduct({
    SWITCHBOOK_ADMIN_EMAIL: admin.email,
    SWITCHBOOK_ADMIN_PASSWORD: admin.password,
  });
  example = await startCustomSource({
    generate: 30,
    port: 0,
    clientId: 'switchbook',
    clientSecret: 'secret',
  });
  example.put(zoe);
  browser = await startBrowser();
  administrator = await newPage(browser);
  agent = await newPage(browser);
  await signIn(administrator, product.url);
  const source = await callApi<{ id: string }>(administrator, 'POST', '/sources', {
    kind: 'custom',
    name: 'Head office',
    enabled: true,
    settings: { url: example.url, clientId: 'switchbook', clientSecret: 'secret' },
  });
  sourceId = source.id;
  await firstRun(administrator, sourceId);
});
afterAll(async () => {
  await browser?.close();
  await example?.stop();
  await product?.stop();
});

const rowOf = (page: Page) => page.getByRole('row', { name: /Zoë Hadžić/ });
const drawerOf = (page: Page) => page.getByRole('article', { name: 'Zoë Hadžić' });

async function openZoe(page: Page, list = 'q=hadzic'): Promise<void> {
  await page.goto(`${product.url}/contacts?${list}`);
  await rowOf(page).getByText('Zoë Hadžić').click();
  await drawerOf(page).waitFor();
}

test('an invited agent chooses a password and starts at the desk', async () => {
  const { invitation } = await callApi<PersonCreated>(administrator, 'POST', '/people', {
    email: 'agent@example.com',
    name: 'Ines',
    role: 'agent',
    extension: '204',
  });
  await agent.goto(invitation.url);
  await agent.getByRole('textbox', { name: 'Password' }).fill('a password of Ines');
  await agent.getByRole('button', { name: 'Set password and sign in' }).click();
  await agent.waitForURL(/\/desk/);
  await agent.getByText('No calls yet').waitFor();
  await expectAccessible(agent);
  expect(await agent.getByRole('link', { name: 'Phones' }).count()).toBe(0);
});

test('an edit stays through a full sync', async () => {
  await openZoe(agent);
  await agent.getByRole('button', { name: 'Edit', exact: true }).click();
  await agent.getByLabel('Company').fill('New Works');
  await agent.getByRole('button', { name: 'Save', exact: true }).click();
  await drawerOf(agent).getByText('Edited here', { exact: true }).waitFor();
  await expectAccessible(agent);
  const run = await syncSource(administrator, sourceId, 'full');
  expect(run.mode).toBe('full');
  await openZoe(administrator);
  await drawerOf(administrator).getByText('New Works').first().waitFor();
  await drawerOf(administrator).getByText('Old Works').waitFor();
});

test('when the source changes the same field, both values are seen', async () => {
  example.put({ ...zoe, company: 'Third Works' });
  await syncSource(administrator, sourceId);
  // Without a reload: the page follows what happens.
  await drawerOf(agent).getByText('Third Works').waitFor();
  await drawerOf(agent).getByText('New Works').first().waitFor();
});

test('Use source value goes back to what the source says', async () => {
  await drawerOf(agent).getByRole('button', { name: 'Use source value' }).click();
  await drawerOf(agent).getByText('Edited here', { exact: true }).waitFor({ state: 'hidden' });
  await drawerOf(agent).getByText('Third Works').first().waitFor();
  expect(await drawerOf(agent).getByText('New Works').count()).toBe(0);
});

test('hidden for everyone, and no full sync brings it back', async () => {
  await administrator.goto(`${product.url}/contacts?q=hadzic`);
  await rowOf(administrator).waitFor();
  await drawerOf(agent).getByRole('button', { name: 'Hide for everyone' }).click();
  await agent.getByText('Contact hidden for everyone.').waitFor();
  await rowOf(agent).waitFor({ state: 'hidden' });
  await rowOf(administrator).waitFor({ state: 'hidden' });
  await syncSource(administrator, sourceId, 'full');
  await administrator.reload();
  await administrator.getByRole('heading', { name: 'Contacts', exact: true }).waitFor();
  const { total } = await callApi<{ total: number }>(administrator, 'GET', '/contacts?q=hadzic');
  expect(total).toBe(0);
});

test('Restore brings it back as the source has it today', async () => {
  await openZoe(agent, 'hidden=true');
  await expectAccessible(agent);
  await drawerOf(agent).getByRole('button', { name: 'Restore' }).click();
  await agent.getByText('Restored, as the source has it today.').waitFor();
  await openZoe(administrator);
  await drawerOf(administrator).getByText('Third Works').first().waitFor();
});

test('a ringing call pops up with who it is', async () => {
  await agent.goto(`${product.url}/desk`);
  await agent.getByRole('heading', { name: 'Recent calls' }).waitFor();
  const call = { callId: 'call-1', number: '+442071838750', direction: 'inbound', extension: '204' };
  await callApi(administrator, 'POST', '/calls', { event: 'ringing', ...call });
  const card = agent.getByRole('region', { name: 'Call: Zoë Hadžić' });
  await card.getByText('is calling').waitFor();
  await expectAccessible(agent);
  await card.getByRole('link', { name: 'Zoë Hadžić' }).click();
  await drawerOf(agent).waitFor();
  await callApi(administrator, 'POST', '/calls', { event: 'ended', durationSeconds: 75, ...call });
  await card.waitFor({ state: 'hidden' });
});

test('a call is seen over an open contact, and stands in its timeline when it ends', async () => {
  await openZoe(agent);
  await agent.getByRole('tab', { name: 'Activities' }).click();
  const call = { callId: 'call-over', number: '020 7183 8750', direction: 'inbound', extension: '204' };
  await callApi(administrator, 'POST', '/calls', { event: 'ringing', ...call, number: '+442071838750' });
  const card = agent.getByLabel('Call: Zoë Hadžić');
  await card.getByText('is calling').waitFor();
  // A click reaches it: nothing lies over it.
  await card.getByRole('button', { name: 'Hide this call', includeHidden: true }).click();
  await card.waitFor({ state: 'hidden' });
  await callApi(administrator, 'POST', '/calls', {
    event: 'ended',
    durationSeconds: 222,
    ...call,
    number: '+442071838750',
  });
  await drawerOf(agent).getByText('3 min 42 s').waitFor();
  await expectAccessible(agent);
});

test('a call and an e-mail that nobody reports are written down by hand', async () => {
  await drawerOf(agent).getByRole('button', { name: 'Log a call' }).click();
  await agent.getByRole('textbox', { name: 'Minutes' }).fill('4');
  await agent.getByRole('textbox', { name: 'What was said' }).fill('Talked about the offer.');
  await expectAccessible(agent);
  await agent.getByRole('button', { name: 'Save call' }).click();
  const logged = drawerOf(agent).getByRole('listitem').filter({ hasText: 'Talked about the offer.' });
  await logged.getByText('· 4 min').waitFor();
  await logged.getByRole('link', { name: '+44 20 7183 8750' }).waitFor();
  await drawerOf(agent).getByRole('button', { name: 'Log an e-mail' }).click();
  await agent.getByRole('textbox', { name: 'What was said' }).fill('Sent the offer.');
  await agent.getByRole('button', { name: 'Save e-mail' }).click();
  await drawerOf(agent).getByText('E-mail sent').waitFor();
});

test('a call that rings before the page hears of events is shown all the same', async () => {
  let ring = () => {};
  const rang = new Promise<void>((resolve) => {
    ring = resolve;
  });
  await agent.route('**/api/v1/events', async (route) => {
    await rang;
    await route.continue();
  });
  const loaded = agent.waitForResponse(/\/calls\?open=true/);
  await agent.goto(`${product.url}/desk`);
  await loaded;
  const call = { callId: 'call-0', number: '+442071838750', direction: 'inbound', extension: '204' };
  await callApi(administrator, 'POST', '/calls', { event: 'ringing', ...call });
  ring();
  const card = agent.getByRole('region', { name: 'Call: Zoë Hadžić' });
  await card.getByText('is calling').waitFor();
  await agent.unroute('**/api/v1/events');
  await callApi(administrator, 'POST', '/calls', { event: 'ended', ...call });
  await card.waitFor({ state: 'hidden' });
});

test('an unknown caller is offered to be added', async () => {
  const call = { callId: 'call-2', number: '+493012345678', direction: 'inbound', extension: '204' };
  await callApi(administrator, 'POST', '/calls', { event: 'ringing', ...call });
  const card = agent.getByRole('region', { name: /Call: \+49/ });
  await card.getByRole('button', { name: 'Add to my book' }).waitFor();
  // The central book is the administrators'.
  expect(await card.getByRole('button', { name: 'Add to the central book' }).count()).toBe(0);
  await callApi(administrator, 'POST', '/calls', { event: 'ended', ...call });
  await card.waitFor({ state: 'hidden' });
});

test('a note and the call stand on the contact, through a sync too', async () => {
  await openZoe(agent);
  await agent.getByRole('tab', { name: 'Activities' }).click();
  await agent.getByRole('textbox', { name: 'Note' }).fill('Wants a call back on Monday.');
  await agent.getByRole('button', { name: 'Save note' }).click();
  const timeline = agent.getByRole('tabpanel', { name: 'Activities' });
  await timeline.getByRole('listitem').filter({ hasText: 'Wants a call back on Monday.' }).waitFor();
  await timeline.getByText(/Call from .*1 min 15 s/).waitFor();
  await expectAccessible(agent);
  await syncSource(administrator, sourceId, 'full');
  await openZoe(administrator);
  await administrator.getByRole('tab', { name: 'Activities' }).click();
  await administrator.getByText('Wants a call back on Monday.').waitFor();
});

test('the audit log says who did what to which contact', async () => {
  await administrator.goto(`${product.url}/audit`);
  const hidden = administrator.getByRole('row', { name: /Ines Contact hidden Zoë Hadžić/ });
  await hidden.getByRole('link', { name: 'Zoë Hadžić' }).waitFor();
  await expectAccessible(administrator);
});

test('on a telephone the bottom bar has five places, the last of which holds the others', async () => {
  await administrator.setViewportSize({ width: 390, height: 844 });
  const bar = administrator.getByRole('navigation', { name: 'Pages' });
  await bar.getByRole('button', { name: 'More, Audit log is open' }).click();
  await expectAccessible(administrator);
  expect(await bar.getByRole('link').count()).toBe(4);
  await administrator.getByRole('menuitem', { name: 'People' }).click();
  await administrator.waitForURL(/\/people/);
  await administrator.getByRole('button', { name: 'What to do with agent@example.com' }).click();
  await administrator.getByRole('menuitem', { name: 'Disable' }).click();
  await administrator.setViewportSize({ width: 1440, height: 900 });
});

test('who is disabled is led to sign-in, whatever page is open', async () => {
  await agent.waitForURL(/\/sign-in/);
  await agent.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await agent.getByText('Zoë').count()).toBe(0);
});

test('erasing the source takes its contacts and what was noted about them', async () => {
  await administrator.goto(`${product.url}/settings/custom`);
  await administrator.getByRole('button', { name: 'More for Head office' }).click();
  await administrator.getByRole('menuitem', { name: 'Erase Data' }).click();
  await administrator.getByRole('button', { name: 'Erase 31 contacts' }).click();
  await administrator.getByText('Connect a custom source').waitFor();
  const left = await callApi<{ total: number }>(administrator, 'GET', '/contacts');
  expect(left.total).toBe(0);
  const activities = await product.db
    .selectFrom('activity')
    .select('id')
    .where('contact_id', 'is not', null)
    .execute();
  expect(activities).toEqual([]);
});

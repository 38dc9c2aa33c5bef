import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addMadeUp } from '../fakes/graph/control.ts';
import { type FakeGraph, startGraph } from '../fakes/graph/start-graph.ts';
import { admin, expectAccessible, newPage, signIn, startBrowser, startProduct } from './browser.ts';
import { callApi } from './call-api.ts';

// From the empty Microsoft 365 tab to contacts in the list that follow the company, through a consent that was missing.

vi.setConfig({ testTimeout: 90_000 });

let product: Awaited<ReturnType<typeof startProduct>>;
let graph: FakeGraph;
let browser: Browser;
let page: Page;
let zoeId: string;

beforeAll(async () => {
  graph = await startGraph();
  addMadeUp(graph, 40, 0);
  const zoe = graph.contacts.add({
    displayName: 'Hadžić, Zoë',
    givenName: 'Zoë',
    surname: 'Hadžić',
    companyName: 'Old Works',
    mail: 'zoe@partner.example',
    phones: [{ type: 'business', number: '+44 20 7183 8750' }],
  });
  zoeId = zoe.id;
  product = await startProduct({
    SWITCHBOOK_ADMIN_EMAIL: admin.email,
    SWITCHBOOK_ADMIN_PASSWORD: admin.password,
    SWITCHBOOK_LOGIN_URL: graph.url,
    SWITCHBOOK_GRAPH_URL: graph.url,
  });
  browser = await startBrowser();
  page = await newPage(browser);
  await signIn(page, product.url);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await graph?.stop();
});

const card = () => page.getByRole('region', { name: 'Microsoft 365', exact: true });

async function triggerSync(): Promise<void> {
  await page.goto(`${product.url}/settings/microsoft365`);
  await card().getByRole('button', { name: 'Trigger Sync' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Trigger Sync' }).click();
}

test('Test connection says which consent is missing, and how to give it', async () => {
  graph.behave({ roles: [] });
  await page.goto(`${product.url}/settings/microsoft365`);
  await page.getByRole('heading', { name: 'Connect Microsoft 365' }).waitFor();
  await page.getByText('How to get these').click();
  await page.getByText('OrgContact.Read.All').first().waitFor();
  await expectAccessible(page);
  await page.getByLabel('Client ID').fill(graph.registration.clientId);
  await page.getByLabel('Tenant ID').fill(graph.registration.tenantId);
  await page.getByRole('textbox', { name: 'Client Secret' }).fill(graph.registration.clientSecret);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(/may not read contacts.*choose "Grant admin consent"/).waitFor();
  await expectAccessible(page);
});

test('saved without consent, the first sync fails in plain words and nothing is lost', async () => {
  await page.getByRole('switch', { name: 'Enable Sync' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await card()
    .getByText(/may not read contacts.*choose "Grant admin consent"/)
    .waitFor();
  await card().getByText('Never synced').waitFor();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(graph.registration.clientSecret);
});

test('once consent is given, the next sync brings the contacts, without a restart', async () => {
  graph.behave({ roles: ['OrgContact.Read.All'] });
  await triggerSync();
  await card().getByText('41 contacts synced').waitFor();
  expect(
    await card()
      .getByText(/may not read contacts/)
      .count(),
  ).toBe(0);
  await page.goto(`${product.url}/contacts?q=hadzic`);
  const row = page.getByRole('row', { name: /Zoë Hadžić/ });
  await row.getByText('Old Works').waitFor();
  await row.getByText('zoe@partner.example').waitFor();
  await row.getByText('Microsoft 365').waitFor();
  await expectAccessible(page);
});

test('a change and a removal arrive with the next sync', async () => {
  graph.contacts.change(zoeId, { companyName: 'New Works' });
  const removed = graph.contacts.all()[0];
  if (!removed) throw new Error('The company has no contacts.');
  graph.contacts.remove(removed.id);
  await triggerSync();
  await card().getByText('40 contacts here now').waitFor();
  await card().getByText('1 deleted').waitFor();
  await page.goto(`${product.url}/contacts?q=hadzic`);
  await page
    .getByRole('row', { name: /Zoë Hadžić/ })
    .getByText('New Works')
    .waitFor();
  const mail = encodeURIComponent(String(removed.mail));
  const found = await callApi<{ total: number }>(page, 'GET', `/contacts?q=${mail}`);
  expect(found.total).toBe(0);
});

test('erased, it is as if it had never been connected', async () => {
  await page.goto(`${product.url}/settings/microsoft365`);
  await page.getByRole('button', { name: 'More for Microsoft 365' }).click();
  await page.getByRole('menuitem', { name: 'Erase Data' }).click();
  await page.getByText(/This action will delete all data related to Microsoft 365, including/).waitFor();
  await page.getByRole('button', { name: 'Erase 40 contacts' }).click();
  await page.getByRole('heading', { name: 'Connect Microsoft 365' }).waitFor();
  expect((await callApi<{ total: number }>(page, 'GET', '/contacts')).total).toBe(0);
});

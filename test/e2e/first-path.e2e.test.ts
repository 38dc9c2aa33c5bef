import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCustomSource } from '../../examples/custom-source/server.ts';
import { admin, expectAccessible, newPage, startBrowser, startProduct } from './browser.ts';

// Part 1's promise: from an empty installation to contacts that arrive, stay up to date, are found, and are erased.

let product: Awaited<ReturnType<typeof startProduct>>;
let example: Awaited<ReturnType<typeof startCustomSource>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  example = await startCustomSource({
    generate: 300,
    port: 0,
    clientId: 'switchbook',
    clientSecret: 'a client secret',
  });
  browser = await startBrowser();
  page = await newPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await example?.stop();
  await product?.stop();
});

test('the first page asks for the setup code and creates the first administrator', async () => {
  const code = product.said.join('\n').match(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/)?.[0] ?? '';
  await page.goto(product.url);
  await page.getByLabel('Setup code').fill(code);
  await page.getByLabel('Company').fill('Example Ltd');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await page.waitForURL(/\/contacts/);
  await expectAccessible(page);
});

test('a custom source is tested, saved with Enable Sync, and its contacts arrive', async () => {
  await page.goto(`${product.url}/settings/custom`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Head office');
  await page.getByLabel('URL').fill(example.url);
  await page.getByLabel('Client ID').fill('switchbook');
  await page.getByRole('textbox', { name: 'Client Secret' }).fill('wrong');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(/refuses this Client ID/i).waitFor();
  await page.getByRole('textbox', { name: 'Client Secret' }).fill('a client secret');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(/Connected. These are the first contacts/).waitFor();
  expect(await page.getByRole('switch', { name: 'Enable Sync' }).isChecked()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('300 contacts synced').waitFor();
  await expectAccessible(page);
  expect(await page.content()).not.toContain('a client secret');
});

test('they are listed and found while one types', async () => {
  await page.getByRole('link', { name: 'Contacts', exact: true }).click();
  await page.getByText('Head office').first().waitFor();
  example.put({
    id: 'new-1',
    first_name: 'Zoë',
    last_name: 'Hadžić',
    company: 'Eos',
    type: 'lead',
    emails: [],
    phones: [{ number: '+44 20 7183 8750', label: 'work' }],
  });
  await page.keyboard.press('/');
  await page.keyboard.type('a');
  await page.getByRole('row').nth(1).waitFor();
  await expectAccessible(page);
});

test('Trigger Sync asks first, and a change and a removal arrive', async () => {
  await page.goto(`${product.url}/settings/custom`);
  await page.getByRole('button', { name: 'Trigger Sync' }).first().click();
  await page
    .getByText(
      'This action will trigger sync immediately. Are you sure you want to continue with this action?',
    )
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Trigger Sync' }).click();
  await page.getByText('301 contacts here now').waitFor();
  await page.goto(`${product.url}/contacts?q=hadzic`);
  await page.getByText('Zoë Hadžić').first().waitFor();

  expect(example.remove('new-1')).toBe(true);
  await page.goto(`${product.url}/settings/custom`);
  await page.getByRole('button', { name: 'Trigger Sync' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Trigger Sync' }).click();
  await page.getByText('300 contacts here now').waitFor();
});

test('History shows the runs', async () => {
  await page.goto(`${product.url}/history`);
  await page.getByText('By hand').first().waitFor();
  await expectAccessible(page);
});

test('Erase Data says what will go, and takes it away', async () => {
  await page.goto(`${product.url}/settings/custom`);
  await page.getByRole('button', { name: /more/i }).first().click();
  await page.getByRole('menuitem', { name: /Erase/ }).click();
  await page.getByText(/This action will delete all data related to this custom contact source/).waitFor();
  await page.getByRole('button', { name: 'Erase 300 contacts' }).click();
  await page.getByText('Connect a custom source').waitFor();
  await page.goto(`${product.url}/contacts`);
  await page.getByRole('heading', { name: 'Contacts', exact: true }).waitFor();
  await expect
    .poll(async () => (await product.db.selectFrom('contact').select('id').execute()).length)
    .toBe(0);
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startCustomSource } from '../../examples/custom-source/server.ts';
import { admin, expectAccessible, newPage, signIn, startBrowser, startProduct } from './browser.ts';
import { callApi } from './call-api.ts';
import { firstRun } from './sync-source.ts';

// Settings → General, and what an administrator sees of a source that quietly stopped.

vi.setConfig({ testTimeout: 90_000 });

let product: Awaited<ReturnType<typeof startProduct>>;
let example: Awaited<ReturnType<typeof startCustomSource>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct({
    SWITCHBOOK_ADMIN_EMAIL: admin.email,
    SWITCHBOOK_ADMIN_PASSWORD: admin.password,
  });
  example = await startCustomSource({
    generate: 20,
    port: 0,
    clientId: 'switchbook',
    clientSecret: 'secret',
  });
  browser = await startBrowser();
  page = await newPage(browser);
  await signIn(page, product.url);
});
afterAll(async () => {
  await browser?.close();
  await example?.stop();
  await product?.stop();
});

test('with another country, numbers that were typed without a country code are read anew', async () => {
  await callApi(page, 'POST', '/contacts', {
    book: 'central',
    firstName: 'Ana',
    phones: [{ number: '033 111 222', label: 'work' }],
  });
  await page.goto(`${product.url}/settings/general`);
  await page.getByRole('textbox', { name: 'Company' }).fill('Example Ltd');
  await page.getByRole('combobox', { name: 'Country' }).fill('bosn');
  await page.getByRole('option', { name: /^Bosnia/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await expect
    .poll(() => callApi<{ match: object | null }>(page, 'GET', '/lookup?number=%2B38733111222'), {
      timeout: 15_000,
    })
    .toMatchObject({ match: { firstName: 'Ana' } });
  await page.reload();
  await expect.poll(() => page.getByRole('textbox', { name: 'Company' }).inputValue()).toBe('Example Ltd');
});

test('with another order, names are written and sorted with the last name first', async () => {
  await callApi(page, 'POST', '/contacts', { book: 'central', firstName: 'Nuala', lastName: 'O’Connor' });
  await page.goto(`${product.url}/settings/general`);
  await page
    .getByRole('combobox', { name: 'Names' })
    .selectOption({ label: 'Last name first: Archer, Ada King' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.goto(`${product.url}/contacts?q=${encodeURIComponent("nuala o'c")}`);
  await page.getByText('O’Connor, Nuala').waitFor();
});

test('a source whose last success is older than three intervals says so', async () => {
  const { id } = await callApi<{ id: string }>(page, 'POST', '/sources', {
    kind: 'custom',
    name: 'Head office',
    enabled: true,
    intervalHours: 24,
    settings: { url: example.url, clientId: 'switchbook', clientSecret: 'secret' },
  });
  await firstRun(page, id);
  await page.goto(`${product.url}/settings/custom`);
  const card = page.getByRole('region', { name: 'Head office' });
  await card.getByText('20 contacts synced').waitFor();
  expect(await card.getByText(/contacts may be out of date/).count()).toBe(0);

  // The page's clock runs ahead by four days; the server's does not.
  await page.clock.setFixedTime(Date.now() + 4 * 24 * 3_600_000);
  await page.reload();
  await card.getByText(/contacts may be out of date/).waitFor();
  await expectAccessible(page);
});

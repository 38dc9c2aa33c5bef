import { Client } from 'ldapts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { VendorSettings } from '../../src/contract/device.ts';
import { admin, expectAccessible, newPage, signIn, startBrowser, startProduct } from './browser.ts';
import { callApi } from './call-api.ts';

// From an empty Phones page to a phone that reads the book by what the page showed, and is refused once revoked.

vi.setConfig({ testTimeout: 90_000 });

let product: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let page: Page;
/** What the page showed, and nothing else, is what a phone is given. */
let shown: { token: string; user: string; password: string };

// They lead to contacts and hold none.
const menus = [
  'cisco',
  'mitel',
  'cisco/search',
  'snom/menu',
  'snom/search',
  'fanvil/search',
  '3cx-template.xml',
];

beforeAll(async () => {
  product = await startProduct({
    SWITCHBOOK_ADMIN_EMAIL: admin.email,
    SWITCHBOOK_ADMIN_PASSWORD: admin.password,
  });
  browser = await startBrowser();
  page = await newPage(browser);
  await signIn(page, product.url);
  await callApi(page, 'POST', '/contacts', {
    book: 'central',
    firstName: 'Zoë',
    lastName: 'Hadžić',
    phones: [{ number: '+44 20 7183 8750', label: 'work' }],
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const credential = (label: string) =>
  page.getByRole('region', { name: 'Credentials' }).getByLabel(label, { exact: true }).inputValue();

async function readCredentials() {
  return {
    token: await credential('Token (in the address)'),
    user: await credential('LDAP user name'),
    password: await credential('LDAP password'),
  };
}

const get = (token: string, document: string) => fetch(`${product.url}/p/${token}/${document}`);

/** A value of the pasted LDAP settings, such as `Server: …`. */
async function ldapSetting(name: string): Promise<string> {
  await page.getByLabel('Settings for').selectOption({ label: 'LDAP in general' });
  const text = await page.getByRole('region', { name: 'Connection' }).locator('pre').textContent();
  return text?.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
}

async function searchByLdap(url: string, user: string, password: string) {
  const client = new Client({ url, connectTimeout: 5_000, timeout: 5_000 });
  try {
    await client.bind(user, password);
    return (await client.search('dc=directory', { filter: '(cn=*hadzic*)', attributes: ['cn'] }))
      .searchEntries;
  } finally {
    await client.unbind();
  }
}

test('the empty page says what phones are for, and a device is connected', async () => {
  await page.getByRole('link', { name: 'Phones' }).click();
  await page.getByRole('heading', { name: 'No phone is connected yet' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Connect a phone' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Create and show settings' }).click();
  await form.getByText('Give the device a name.').waitFor();
  await form.getByLabel('Name', { exact: true }).fill('Reception');
  await form.getByLabel('Make').selectOption('yealink');
  await form.getByText('Limits').click();
  await form.getByLabel('Allowed networks').fill('the office');
  await form.getByRole('button', { name: 'Create and show settings' }).click();
  await form.getByText(/“the”: Enter an address or a network/).waitFor();
  await form.getByLabel('Allowed networks').fill('127.0.0.0/8');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Create and show settings' }).click();
  await page.getByRole('region', { name: 'Credentials' }).waitFor();
  shown = await readCredentials();
  expect(shown.token).toMatch(/^[0-9a-z]{26}$/);
  await expectAccessible(page);
});

test('the settings have the credentials filled in, and the address in them gives the book', async () => {
  const address = await page
    .getByRole('region', { name: 'Remote phone book, whole' })
    .locator('pre')
    .textContent();
  expect(address).toBe(`${product.url}/p/${shown.token}/yealink.xml`);
  await expect.poll(async () => (await fetch(address ?? '')).text()).toContain('Zoë Hadžić');
  await page.getByRole('button', { name: 'Copy: Remote phone book, whole' }).click();
  await page.getByText('Copied').first().waitFor();
});

test('every document of every vendor is there', async () => {
  const id = new URL(page.url()).searchParams.get('device');
  const { items } = await callApi<{ items: VendorSettings[] }>(page, 'GET', `/devices/${id}/settings`);
  const documents = new Set(items.flatMap((one) => one.documents.map(({ name }) => name)));
  expect(documents.size).toBeGreaterThan(15);
  for (const document of documents) {
    const response = await get(
      shown.token,
      document === 'lookup' ? 'lookup?number=00442071838750' : document,
    );
    const body = await response.text();
    expect(`${document} ${response.status}`).toBe(`${document} 200`);
    if (!menus.includes(document)) expect(`${document}: ${body}`).toMatch(/Had/);
  }
});

test('what it gets is shown, searched too', async () => {
  await page.getByRole('tab', { name: 'What it gets' }).click();
  const body = page.getByRole('region', { name: 'Remote phone book' }).locator('pre');
  await body.getByText('Zoë Hadžić').waitFor();
  await page.getByText('Nothing was cut.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('What the phone searches for').fill('nobody of this name');
  await page.getByText('0 contacts').waitFor();
});

test('the check says that the ways in work and whom the phone finds', async () => {
  await page.getByRole('tab', { name: 'Connection' }).click();
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/LDAP answers on/).waitFor();
  await page.getByRole('region', { name: 'The first contacts it finds' }).getByText('Zoë Hadžić').waitFor();
  await expectAccessible(page);
});

test('a directory program finds the contact by the shown LDAP settings', async () => {
  await page.getByRole('tab', { name: 'Settings', exact: true }).click();
  const url = `ldap://${await ldapSetting('Server')}:${await ldapSetting('Port')}`;
  const user = await ldapSetting('Bind name');
  expect(user).toContain(shown.user);
  expect(await ldapSetting('Password')).toBe(shown.password);
  const entries = await searchByLdap(url, user, shown.password);
  expect(entries.map(({ cn }) => cn)).toEqual(['Zoë Hadžić']);
});

test('new credentials replace the old at once, and are gone when the page is read again', async () => {
  const old = shown;
  await page.getByRole('button', { name: 'New credentials' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new credentials' }).click();
  await page.getByRole('dialog', { name: 'New credentials for Reception?' }).waitFor({ state: 'hidden' });
  await expect.poll(() => credential('Token (in the address)')).not.toBe(old.token);
  shown = await readCredentials();
  expect((await get(old.token, 'yealink.xml')).status).toBe(404);
  expect((await get(shown.token, 'yealink.xml')).status).toBe(200);
  await page.reload();
  await page.getByText('Put the token and the password that you noted').waitFor();
  expect(await page.content()).not.toContain(shown.token);
});

test('once revoked, the phone is refused everywhere', async () => {
  const url = `ldap://${await ldapSetting('Server')}:${await ldapSetting('Port')}`;
  expect(await searchByLdap(url, shown.user, shown.password)).toHaveLength(1);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('are refused at once').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke Reception' }).click();
  await page.getByRole('heading', { name: 'No phone is connected yet' }).waitFor();
  const refused = await get(shown.token, 'yealink.xml');
  expect(refused.status).toBe(404);
  expect(await refused.text()).toBe('');
  await expect(searchByLdap(url, shown.user, shown.password)).rejects.toMatchObject({ code: 49 });
});

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { admin, expectAccessible, newPage, signIn, startBrowser, startProduct } from './browser.ts';
import { callApi } from './call-api.ts';

// The central phone book in a browser: typed in, corrected, uploaded with a preview, undone and downloaded.

vi.setConfig({ testTimeout: 90_000 });

let product: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct({
    SWITCHBOOK_ADMIN_EMAIL: admin.email,
    SWITCHBOOK_ADMIN_PASSWORD: admin.password,
  });
  browser = await startBrowser();
  page = await newPage(browser);
  await signIn(page, product.url);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const rowWith = (text: string) =>
  page.getByRole('table', { name: 'Contacts of this book' }).getByRole('row').filter({ hasText: text });

async function choose(file: { name: string; text: string }): Promise<void> {
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) });
  await page.getByRole('region', { name: 'Preview' }).waitFor();
}

/** A count of the preview, or of what was done. */
const counted = (label: string) =>
  page.getByRole('dialog').locator('dl > div').filter({ hasText: label }).locator('dd').textContent();

test('the first contact is typed in; what cannot be a number is refused in words', async () => {
  await page.getByRole('link', { name: 'Central Phone Book' }).click();
  await page.getByRole('heading', { name: 'The central book is empty' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add contact' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('First name').fill('Zoë');
  await form.getByLabel('Last name').fill('Hadžić');
  await form.getByRole('textbox', { name: 'Number 1' }).fill('call me');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect
    .poll(() => form.getByRole('textbox', { name: 'Number 1' }).getAttribute('aria-invalid'))
    .toBe('true');
  await form.getByRole('textbox', { name: 'Number 1' }).fill('+44 20 7183 8750');
  await form.getByRole('button', { name: 'Add a number' }).click();
  await form.getByRole('textbox', { name: 'Number 2' }).fill('+44 7700 900123');
  await form.getByLabel('Type of number 2').selectOption('mobile');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await rowWith('Hadžić').getByText('+44 20 7183 8750').waitFor();
  await expectAccessible(page);
});

test('edited, and the numbers in another order by keyboard', async () => {
  await page.getByRole('button', { name: 'Edit Zoë Hadžić' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Company').fill('Blue Harbour');
  await form.getByRole('button', { name: /Move number 2/ }).press('ArrowUp');
  await form.getByText('Moved to place 1 of 2.').waitFor({ state: 'attached' });
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await rowWith('Hadžić').getByText('+44 7700 900123').waitFor();
  await rowWith('Hadžić').getByText('Blue Harbour').waitFor();
});

test('the numbers in another order by mouse', async () => {
  await page.getByRole('button', { name: 'Edit Zoë Hadžić' }).click();
  const form = page.getByRole('dialog');
  const numbers = () =>
    form
      .getByRole('textbox', { name: /^Number \d$/ })
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  await form.getByRole('button', { name: 'Add a number' }).click();
  await form.getByRole('textbox', { name: 'Number 3' }).fill('117');
  const [mobile, work, extension] = await numbers();
  const grip = async (place: number) => {
    const box = await form.getByRole('button', { name: `Move number ${place}:` }).boundingBox();
    return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
  };
  const drag = async (from: number, to: number) => {
    const [start, end] = [await grip(from), await grip(to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 12 });
    await page.mouse.up();
  };
  await drag(3, 1);
  expect(await numbers()).toEqual([extension, mobile, work]);
  await drag(1, 2);
  expect(await numbers()).toEqual([mobile, extension, work]);
  await form.getByRole('button', { name: 'Remove number 2' }).click();
  await drag(2, 1);
  expect(await numbers()).toEqual([work, mobile]);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await rowWith('Hadžić').getByText('+44 20 7183 8750').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Edit Zoë Hadžić' }).click();
  await expect.poll(numbers).toEqual([work, mobile]);
  // The drawer stands still.
  await expectAccessible(page);
  await drag(2, 1);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await rowWith('Hadžić').getByText('+44 7700 900123').waitFor();
});

test('a caller’s number comes filled in', async () => {
  await page.goto(`${product.url}/phonebook?book=personal&add=%2B493012345678`);
  await expect
    .poll(() => page.getByRole('dialog').getByRole('textbox', { name: 'Number 1' }).inputValue())
    .toBe('+493012345678');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('an upload shows first what it would do, and warns before it deletes', async () => {
  await page.goto(`${product.url}/phonebook`);
  await rowWith('Hadžić').waitFor();
  await choose({
    name: 'book.csv',
    text: 'Ana,,Kovač,ana@example.com,"Delta, Works",Work:+38733111222,Pager:123\nBen,,Okoye,,,Mobile:+2348012345678\n,,,,,Work:1\n',
  });
  expect(await counted('In the file')).toBe('2');
  expect(await counted('Added')).toBe('2');
  expect(await counted('Deleted')).toBe('1');
  await page.getByText('1 row cannot be used').waitFor();
  await page.getByText('1 value not taken as written').waitFor();
  await expectAccessible(page);
  const waited = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download these 2 lines as CSV' }).click();
  const notUsed = await readFile(await (await waited).path(), 'utf8');
  expect(notUsed.split('\r\n').slice(1)).toEqual([
    expect.stringMatching(/^1,Pager:123,/),
    expect.stringMatching(/^3,,/),
    '',
  ]);
  // Nothing is written yet.
  await callApi<{ total: number }>(page, 'GET', '/contacts?source=local&book=central').then(({ total }) =>
    expect(total).toBe(1),
  );
  await page.getByRole('button', { name: 'Replace the book' }).click();
  await page
    .getByText('CSV upload will delete existing records. Do you want to proceed?', { exact: false })
    .waitFor();
  await page.getByRole('button', { name: 'Replace and delete 1 contact' }).click();
  await page.getByText('The central book is up to date.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await rowWith('Kovač').getByText('Delta, Works').waitFor();
  await rowWith('Hadžić').waitFor({ state: 'hidden' });
});

test('a file whose headings nobody knows: its columns are chosen once, and remembered for the next one', async () => {
  const text = 'Wer;Wo erreichbar;Art\nAda Archer;020 7946 0181;K\nBob Barker;+44 20 7946 0182 / call me;L\n';
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const dialog = page.getByRole('dialog').filter({ hasText: 'list.csv' });
  await dialog.getByText('Which column holds what?').waitFor();
  expect(await dialog.getByRole('button', { name: 'Use these columns' }).isDisabled()).toBe(true);
  await expectAccessible(page);
  await dialog.getByLabel('Column Wer').selectOption('Full name');
  const sample = dialog.getByRole('region', { name: 'As they would become' }).getByRole('listitem').first();
  await sample.getByText('Last name: Archer').waitFor();
  await dialog.getByLabel('Column Wo erreichbar').selectOption('Mobile number');
  await sample.getByText('Mobile').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Use these columns' }).press('Enter');
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  expect(await counted('Added')).toBe('2');
  // What is left out of a number is in the list of it, and not in the contact that comes of it.
  const contacts = dialog.getByRole('region', { name: 'As they would become' }).getByRole('listitem');
  expect(await contacts.nth(1).locator('dd').allTextContents()).toEqual(['+44 20 7946 0182']);
  await dialog.getByText('1 value not taken as written').waitFor();
  await dialog.getByText('Columns that are not read: Art.').waitFor();
  await expectAccessible(page);
  await page.getByText('Merge', { exact: true }).click();
  await page.getByRole('button', { name: 'Merge into the book' }).click();
  await page.getByText('The central book is up to date.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await choose({ name: 'again.csv', text });
  await page.getByText('CSV, columns as you chose them last time').waitFor();
  expect(await counted('Unchanged')).toBe('2');
  // What was remembered can be changed again.
  await page.getByRole('button', { name: 'Change columns' }).click();
  await page.getByLabel('Column Art').selectOption('Notes');
  await page.getByRole('button', { name: 'Use these columns' }).click();
  await page.getByText('CSV, columns as you chose them').waitFor();
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  const newest = await callApi<{ items: { id: string }[] }>(page, 'GET', '/phonebook/imports?book=central');
  await callApi(page, 'POST', `/phonebook/imports/${newest.items[0]!.id}/undo`);
});

test('letters that came out wrong: the preview says which encoding was taken, and another can be chosen', async () => {
  await page.locator('input[type="file"]').setInputFiles({
    name: 'cyrillic.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([
      0xc0, 0xed, 0xed, 0xe0, 0x2c, 0x2c, 0xcf, 0xe5, 0xf2, 0xf0, 0xee, 0xe2, 0xe0, 0x2c, 0x2c, 0x0a,
    ]),
  });
  const dialog = page.getByRole('dialog').filter({ hasText: 'cyrillic.csv' });
  const encoding = dialog.getByLabel('Encoding');
  await encoding.waitFor();
  expect(await encoding.inputValue()).toBe('windows-1252');
  await encoding.selectOption('Cyrillic (Windows-1251)');
  await dialog.getByText('What is added').click();
  await dialog.getByText('Row 1: Анна Петрова').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('a file without one usable row says why of each, and offers all of it as CSV', async () => {
  await page.locator('input[type="file"]').setInputFiles({
    name: 'nobody.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(',,,,,work:1\n'.repeat(150)),
  });
  const dialog = page.getByRole('dialog').filter({ hasText: 'nobody.csv' });
  await dialog.getByText('No row of this file can be used.', { exact: false }).waitFor();
  await dialog.getByText('Why: the first 100 rows').click();
  await dialog.getByText('Row 100', { exact: false }).waitFor();
  await expectAccessible(page);
  const waited = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download all reasons as CSV' }).click();
  expect((await readFile(await (await waited).path(), 'utf8')).trimEnd().split('\r\n')).toHaveLength(151);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('a large upload says how far it is, and Cancel leaves the book as it was', async () => {
  const text = Array.from(
    { length: 60_000 },
    (_, at) => `First${at},,Last${at},a${at}@example.com,"Co, ${at % 90}",work:+4420${7_000_000 + at}\n`,
  ).join('');
  // A slow line, so that sending takes its time.
  const line = await page.context().newCDPSession(page);
  const speed = (uploadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await speed(1_500_000);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const dialog = page.getByRole('dialog').filter({ hasText: 'large.csv' });
  await dialog.getByText(/Sending the file: [1-9]\d*\.\d of \d\.\d MB/).waitFor();
  await expectAccessible(page);
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  await speed(-1);
  await dialog.getByRole('button', { name: 'Replace the book' }).click();
  await page.getByRole('button', { name: 'Replace and delete 2 contacts' }).click();
  await dialog.getByText('Writing 60,000 contacts into the book').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Upload cancelled. The book is as it was.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  expect(await callApi(page, 'GET', '/contacts?source=local&book=central')).toMatchObject({ total: 2 });
  await rowWith('Kovač').waitFor();
});

test('merging adds and deletes nothing', async () => {
  await choose({ name: 'more.csv', text: 'Mei,,Tan,,,Work:+6561234567\n' });
  await page.getByText('Merge', { exact: true }).click();
  await page.getByRole('button', { name: 'Merge into the book' }).click();
  await page.getByText('The central book is up to date.').waitFor();
  expect(await counted('Deleted')).toBe('0');
  await page.getByRole('button', { name: 'Done' }).click();
  await rowWith('Tan').waitFor();
  await rowWith('Kovač').waitFor();
});

test('downloaded and uploaded again, nothing changes', async () => {
  await page.getByRole('button', { name: 'Download' }).click();
  const waited = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV Download' }).click();
  const text = await readFile(await (await waited).path(), 'utf8');
  expect(text).toContain('"Delta, Works"');
  await choose({ name: 'again.csv', text });
  expect(await counted('Unchanged')).toBe('3');
  await page.getByText('What is left alone').click();
  await page.getByText('Row 1: Ana Kovač (in the book as it stands in the file)').waitFor();
  expect(await counted('Deleted')).toBe('0');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('Undo puts the book back, the newest upload first', async () => {
  // Between them in the list: the one that was taken back already.
  for (const [upload, left] of [
    [0, 2],
    [2, 1],
  ] as const) {
    await page.getByRole('button', { name: 'Imports', exact: true }).click();
    const item = page.getByRole('dialog').getByRole('article').nth(upload);
    await item.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Put the book back' }).click();
    await item.getByText(/The book is as it was/).waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect
      .poll(() => callApi<{ total: number }>(page, 'GET', '/contacts?source=local&book=central'))
      .toMatchObject({ total: left });
  }
  await rowWith('Hadžić').getByText('+44 7700 900123').waitFor();
});

test('several deleted at once are gone for everybody at once, and Undo brings all of them back', async () => {
  const ids: string[] = [];
  for (const lastName of ['Lindqvist', 'Moreau']) {
    const made = await callApi<{ id: string }>(page, 'POST', '/contacts', {
      lastName,
      phones: [{ number: '+46 8 123 456 78', label: 'work' }],
    });
    ids.push(made.id);
    await callApi(page, 'POST', `/contacts/${made.id}/activities`, { kind: 'note', text: lastName });
  }
  const colleague = await newPage(browser);
  await signIn(colleague, product.url);
  const seen = () =>
    callApi<{ items: { id: string }[] }>(colleague, 'GET', '/contacts?q=%2B46').then(({ items }) =>
      items.map(({ id }) => id).sort(),
    );
  await expect.poll(seen).toEqual([...ids].sort());

  await page.reload();
  await page.getByRole('checkbox', { name: 'Select Lindqvist' }).check();
  await page.getByRole('checkbox', { name: 'Select Moreau' }).check();
  await page.getByRole('button', { name: 'Delete 2 contacts' }).click();
  await page.getByText('2 contacts deleted.').waitFor();
  expect(await seen()).toEqual([]);
  expect(await callApi(colleague, 'GET', '/lookup?number=%2B46812345678')).toMatchObject({ match: null });

  await page.getByRole('button', { name: 'Undo' }).click();
  await rowWith('Lindqvist').waitFor();
  await rowWith('Moreau').waitFor();
  expect(await seen()).toEqual([...ids].sort());
  for (const [at, text] of ['Lindqvist', 'Moreau'].entries())
    expect(await callApi(colleague, 'GET', `/contacts/${ids[at]}/activities`)).toMatchObject({
      items: [{ text }],
    });
  await colleague.context().close();
});

test('deleted from the book, the contact stays deleted when the page is closed', async () => {
  await page.getByRole('button', { name: 'Delete Zoë Hadžić' }).click();
  await page.getByText('1 contact deleted.').waitFor();
  await page.reload();
  await rowWith('Moreau').waitFor();
  expect(await rowWith('Hadžić').count()).toBe(0);
});

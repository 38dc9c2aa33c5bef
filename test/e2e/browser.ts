import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { readConfig } from '../../src/config.ts';
import { serve } from '../../src/serve.ts';
import { createTestDatabase } from '../database.ts';

// The whole product as `npm start` runs it, on a database of its own, and a real browser.

export const admin = { email: 'admin@example.com', password: 'correct horse battery' };

export async function startProduct(settings: Record<string, string> = {}) {
  const database = await createTestDatabase();
  const said: string[] = [];
  const running = await serve(
    readConfig({
      SWITCHBOOK_DATABASE_URL: database.url,
      SWITCHBOOK_SECRET_KEY: 'a secret key for tests only',
      SWITCHBOOK_HOST: '127.0.0.1',
      SWITCHBOOK_PORT: '0',
      SWITCHBOOK_LDAP_PORT: '0',
      SWITCHBOOK_LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      ...settings,
    }),
    (line) => said.push(line),
  );
  return {
    ...running,
    db: database.db,
    said,
    stop: async () => {
      await running.stop();
      await database.drop();
    },
  };
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium. `npm test` finds or installs it.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page with a session of its own, at a desk's size, whose errors fail the test. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

export async function signIn(
  page: Page,
  url: string,
  who: { email: string; password: string } = admin,
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(?:contacts|desk)/);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of impact serious or critical (axe-core), in the page as it stands once what moves has arrived. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  // A drawer that still fades in has the contrast of its half-way colours.
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  const found = await page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: {
        run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    return (await run.run()).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .join(' | ')
            .slice(0, 400)}`,
      );
  });
  expect(found).toEqual([]);
}

import path from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import type { Device } from '../../src/access/device.ts';
import { type Cuts, createCuts } from '../../src/deliveries/phone-xml/cut.ts';
import type { PhoneDocument, PhoneFormat, Query } from '../../src/deliveries/phone-xml/format.ts';
import { wordsFor } from '../../src/deliveries/phone-xml/words.ts';
import { renderBook } from '../../src/deliveries/render-book.ts';
import { renderPage } from '../../src/deliveries/render-page.ts';
import type { PhoneDirectory } from '../../src/directory/phone-directory.ts';
import { difficultContacts, phoneBook, phoneContact, testDevice } from '../phone-book.ts';

// What every format of phones and softphones promises. A new one passes this and adds its golden files.

const base = 'http://directory.test/p/0123456789abcdefghjkmnpqrs';

export async function renderDocument(
  document: PhoneDocument,
  directory: PhoneDirectory,
  options: { device?: Device; query?: Query; language?: string; cuts?: Cuts } = {},
): Promise<string> {
  const { device = testDevice(), query = {}, cuts = createCuts() } = options;
  const surroundings = { base, words: wordsFor(options.language), personal: device.ownerId !== null, cuts };
  const viewer = { tenantId: device.tenantId, personId: device.ownerId };
  if (document.kind === 'fixed') return document.render(surroundings);
  if (document.kind === 'page')
    return (await renderPage(document, directory, viewer, device, query, surroundings)).text;
  let text = '';
  const q = query.q ?? '';
  for await (const piece of renderBook(document, directory, viewer, device, q, surroundings)) text += piece;
  return text;
}

/** All text and attribute values of a document. */
function valuesOf(document: PhoneDocument, text: string): string[] {
  if (document.contentType.includes('json')) {
    const values: string[] = [];
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') values.push(value);
      return value;
    });
    return values;
  }
  const xml = XmlDocument.fromString(text);
  try {
    return [...xml.find('//text()'), ...xml.find('//@*')].map((node) => node.content).filter(Boolean);
  } finally {
    xml.dispose();
  }
}

const goldenFile = (vendor: string, document: PhoneDocument, variant = '') =>
  path.resolve(
    import.meta.dirname,
    '../golden',
    vendor,
    `${document.path.replaceAll('/', '.').replace(/\.(?:xml|json)$/, '')}${variant}.${document.contentType.includes('json') ? 'json' : 'xml'}`,
  );

export function phoneFormatContract(format: PhoneFormat): void {
  for (const document of format.documents) {
    describe(`${format.vendor}: ${document.path}`, () => {
      const full = phoneBook(difficultContacts);

      test('is what its golden file says', async () => {
        const text = await renderDocument(document, full, { device: testDevice({ ownerId: null }) });
        await expect(text).toMatchFileSnapshot(goldenFile(format.vendor, document));
      });

      if (document.kind !== 'fixed') {
        test('is what its golden file says when there is nobody', async () => {
          const text = await renderDocument(document, phoneBook([]));
          await expect(text).toMatchFileSnapshot(goldenFile(format.vendor, document, '-empty'));
        });

        test('shows names as they are, whatever signs are in them', async () => {
          const values = (await pagesOf(document, full))
            .flatMap((page) => valuesOf(document, page))
            .join('\n');
          expect(values).toContain('Müller & Söhne <Support>');
          expect(values).toContain('日本語');
          expect(values).toContain(`O'Neill "Zed"`);
        });

        test('holds no fax number, no extension glued to a number, and nothing that cannot be dialled', async () => {
          const values = (await pagesOf(document, full)).flatMap((page) => valuesOf(document, page));
          const all = values.join('\n').replace(/[\s%]/g, '');
          expect(all).not.toContain('2079460999');
          expect(all).not.toContain('23125457');
          expect(all).not.toContain('2079460001622');
          expect(all).not.toContain('reception');
          expect(all).not.toContain('Only Fax');
          expect(all).toContain('2079460001');
        });

        test('writes numbers as the device wants them', async () => {
          const one = phoneBook([
            phoneContact(1, { firstName: 'Ada', phones: [['work', '030 / 23125-456']] }),
          ]);
          const written = async (device: Partial<Device>) =>
            valuesOf(document, await renderDocument(document, one, { device: testDevice(device) })).join(
              '\n',
            );
          expect(await written({ numberFormat: 'given' })).toContain('03023125456');
          expect(await written({ numberFormat: 'e164' })).toContain('+4930');
          expect(await written({ numberFormat: 'national', nationalPrefix: '9' })).toContain('903023125456');
        });

        test('holds everybody with a number, over as many pages as it takes', async () => {
          const many = Array.from({ length: 250 }, (_, index) =>
            phoneContact(index, {
              lastName: `Person${index}x`,
              phones: [['work', `+49302312${5000 + index}`]],
            }),
          );
          const all = (await pagesOf(document, phoneBook(many))).join('\n');
          const shown = many.filter(({ lastName }) => all.includes(lastName));
          expect(shown.length).toBe(250);
        });

        test('keeps to the maximum of the device', async () => {
          const cuts = createCuts();
          const device = testDevice({ maxEntries: 2 });
          const pages = await pagesOf(document, full, device, cuts);
          expect(pages.join('\n')).toContain('Archer');
          expect(pages.join('\n')).not.toContain('日本語');
          if (document.kind === 'book') expect(cuts.counts.get('device-limit')).toBeGreaterThan(0);
        });
      }

      test('names only addresses that this device may ask', async () => {
        const text = await renderDocument(document, full);
        const links = valuesOf(document, text).filter((value) => /^https?:/.test(value));
        for (const link of links) expect(link.startsWith(`${base}/`)).toBe(true);
      });

      test('is well formed in every language', async () => {
        for (const language of ['de', 'fr', 'es', 'bs', 'hr-HR', 'zz', ''])
          valuesOf(document, await renderDocument(document, full, { language }));
      });

      if (document.kind === 'page') {
        test('tells in its own grammar that the directory cannot be read', () => {
          const surroundings = { base, words: wordsFor('en'), personal: false, cuts: createCuts() };
          const text = document.renderMessage('Try & wait <soon>', surroundings);
          expect(valuesOf(document, text).length).toBeGreaterThan(0);
        });
      }
    });
  }
}

/** Every page of a document, by the way that it gives to the next one. */
async function pagesOf(
  document: PhoneDocument,
  directory: PhoneDirectory,
  device = testDevice(),
  cuts = createCuts(),
): Promise<string[]> {
  if (document.kind !== 'page') return [await renderDocument(document, directory, { device, cuts })];
  const pages: string[] = [];
  let query: Query = {};
  for (let turn = 0; turn < 1_000; turn += 1) {
    const text = await renderDocument(document, directory, { device, query, cuts });
    pages.push(text);
    const next = nextQuery(document, text, turn, pages);
    if (!next) return pages;
    query = next;
  }
  throw new Error(`${document.path} never comes to an end`);
}

function nextQuery(
  document: PhoneDocument,
  text: string,
  turn: number,
  pages: readonly string[],
): Query | null {
  // Gigaset's phone works out by itself what to ask next.
  const list = /total="(\d+)" first="\d+" last="(\d+)"/.exec(text);
  if (list) return Number(list[2]) < Number(list[1]) ? { first: String(Number(list[2]) + 1) } : null;
  const link = valuesOf(document, text).find((value) => /[?&]o=\d+/.test(value));
  if (!link) return null;
  expect(pages.length).toBe(turn + 1);
  return Object.fromEntries(new URL(link).searchParams);
}

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi } from './api-server.ts';

// The small inputs of test/cases, over HTTP: what their numbers become at each door.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const file = (name: string) => readFileSync(new URL(`cases/${name}`, import.meta.url));

/** A company of a country with one of the files in its book, and a phone. */
async function company(name: string, type: string, country = 'US') {
  const { administrator } = await api.tenant(`${name} in ${country}`);
  await administrator('PATCH', '/api/v1/settings', { country });
  const imported = await administrator('POST', '/api/v1/phonebook/import', new Uint8Array(file(name)), {
    'content-type': type,
  });
  expect(imported.status).toBe(200);
  const device = await administrator('POST', '/api/v1/devices', { name: 'Desk', vendor: 'yealink' });
  const phone = async (path: string): Promise<string> => {
    const answer = await fetch(`${api.url}/p/${device.body.token}/${path}`);
    return answer.text();
  };
  const list = async (q = '') => {
    const { body } = await administrator('GET', `/api/v1/contacts?limit=100&q=${encodeURIComponent(q)}`);
    return body.items as { lastName: string; displayName: string; phones: Record<string, string | null>[] }[];
  };
  return { administrator, imported: imported.body, phone, list };
}

describe('spellings of numbers in a CSV', () => {
  test.each([
    ['UK area in brackets', '+442079460361', '+442079460361', null],
    ['FR 0033 (0)', '+33612345678', '+33612345678', null],
    ['space after plus', '+442079460362', '+442079460362', null],
    ['plus in brackets', '+442079460363', '+442079460363', null],
    ['double plus', '+442079460364', '+442079460364', null],
    ['spaced zero', '+442079460365', '+442079460365', null],
    ['zero no brackets', '+442079460366', '+442079460366', null],
    ['slash zero', '+442079460367', '+442079460367', null],
    ['ext hash', '+442079460368', '+442079460368', '12'],
    ['ext dash', '+4930555036915', '+4930555036915', null],
    ['ext dots', '02079460370', null, '12'],
    ['extn', '02079460371', null, '12'],
    ['Ext: ', '02079460372', null, '12'],
    ['x space', '02079460373', null, '12'],
    ['excel text', '02079460374', null, null],
    ['feature code', '*97', null, null],
    ['US 011', '011442079460375', '+442079460375', null],
    ['en dash', '02079460376', null, null],
    ['dot zero', '447700900377', null, null],
  ])('%s is dialled as %s', async (lastName, dial, e164, extension) => {
    const { list, phone } = await spellings;
    const found = (await list()).find((contact) => contact.lastName === lastName.trim());
    expect(found?.phones).toMatchObject([{ dial, e164, extension }]);
    expect(await phone('yealink.xml')).toContain(`<Telephone>${dial}</Telephone>`);
  });
  test('twenty digits are no number, and the preview says so', async () => {
    const { imported, list } = await spellings;
    expect((await list()).find(({ lastName }) => lastName === 'long')?.phones).toEqual([]);
    expect(imported.skippedNumbers).toMatchObject([
      { row: 20, reason: expect.stringContaining('15 digits') },
    ]);
  });
  let spellings: ReturnType<typeof company>;
  beforeAll(() => {
    spellings = company('csv/59-number-spellings.csv', 'text/csv');
  });
});

test('of a number that a spreadsheet shortened nothing is dialled, and `.0` is no digit', async () => {
  const { imported, list } = await company('csv/42-excel-scientific.csv', 'text/csv');
  expect((await list()).map(({ phones }) => phones.map(({ dial }) => dial))).toEqual([[], ['447700900149']]);
  expect(imported.skippedNumbers).toMatchObject([{ row: 1, reason: expect.stringContaining('spreadsheet') }]);
});

test.each(['GB', 'US'])(
  'two numbers in one cell are two numbers, and the preview says so (%s)',
  async (country) => {
    const { imported, list } = await company('csv/58-two-numbers-in-one-cell.csv', 'text/csv', country);
    expect((await list()).map(({ phones }) => phones.map(({ dial }) => dial))).toEqual([
      ['02079460358', '07700900358'],
      ['0401234567'],
      ['+442079460359', '+447700900359'],
      ['02079460360', '07700900360'],
    ]);
    expect(imported.skippedNumbers.map(({ row }: { row: number }) => row)).toEqual([1, 2, 3, 4]);
  },
);

test('what stands behind a number in a vCard is its extension or its tail, and none is lost', async () => {
  const { list } = await company('vcard/09-pause-and-wait.vcf', 'text/vcard');
  expect((await list())[0]?.phones).toMatchObject([
    { dial: '+442079460109', extension: '4321' },
    { dial: '+442079460110', tail: ',0012025550111' },
    { dial: '+442079460111', extension: '99' },
    { dial: '+442079460112', extension: '33' },
    { dial: '+12125550113', extension: '5555' },
    { dial: '+15551230114', extension: '5678' },
  ]);
});

test('invisible marks and hard signs in numbers are read', async () => {
  const { list } = await company('vcard/10-invisible-in-number.vcf', 'text/vcard');
  expect((await list())[0]?.phones.map(({ e164 }) => e164)).toEqual([
    '+447700900110',
    '+33612345678',
    '+442079460111',
  ]);
});

test('a national number finds a contact with a country code, on the page and on a phone', async () => {
  const { list, phone } = await company('lookup/60-national-number-search.csv', 'text/csv', 'DE');
  const names = async (q: string) => (await list(q)).map(({ displayName }) => displayName);
  for (const q of ['0305550401', '(030) 5550401', '30 5550401'])
    expect(await names(q)).toEqual(['Plus Stored']);
  for (const q of ['030 555', '0049 30 555', '+49 (0)30 555', '+49 030 555'])
    expect([q, await names(q)]).toEqual([q, ['Natl Stored', 'Plus Stored']]);
  expect(await phone('yealink.xml?q=0305550401')).toContain('Plus Stored');
});

test('only the number of a caller id counts, never its parameters', async () => {
  const { administrator, phone } = await company('lookup/61-lookup-book.csv', 'text/csv');
  const lines = file('lookup/61-lookup-numbers.txt').toString().split('\n');
  for (const [number = '', wanted] of lines
    .filter((line) => /^[^#]/.test(line))
    .map((line) => line.split('\t'))) {
    const name = wanted === '-' ? '' : wanted;
    const encoded = encodeURIComponent(number);
    expect([number, await phone(`lookup?number=${encoded}`)]).toEqual([number, name]);
    const looked = await administrator('GET', `/api/v1/lookup?number=${encoded}`);
    expect([number, looked.body.match?.displayName ?? '']).toEqual([number, name]);
    const call = { event: 'ringing', callId: number, number, direction: 'inbound' };
    const reported = await administrator('POST', '/api/v1/calls', call);
    expect([number, reported.body.contactId !== null]).toEqual([number, name !== '']);
    expect((await phone(`gigaset?reqsrc=auto&hm=${encoded}`)).includes('Archer')).toBe(name !== '');
  }
});

test.each(['US', 'MX', 'AR', 'BR'])(
  'a mobile is known under both forms of its number, in %s',
  async (country) => {
    const { phone } = await company('lookup/62-latin-american-mobiles.csv', 'text/csv', country);
    for (const [caller, lastName] of [
      ['+525512345678', 'OldForm'],
      ['+5215587654321', 'NewForm'],
      ['+541123456789', 'With9'],
      ['+5491167890123', 'Without9'],
      ['+5511987654321', 'Old8'],
      ['+551112345678', 'New9'],
    ] as const)
      expect([caller, await phone(`lookup?number=${encodeURIComponent(caller)}`)]).toEqual([
        caller,
        expect.stringContaining(lastName),
      ]);
  },
);

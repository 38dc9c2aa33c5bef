import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';

// Files of other programs through the API: recognised, asked about, remembered.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const path = (query: Record<string, string> = {}) =>
  `/api/v1/phonebook/import?${new URLSearchParams({ dryRun: 'true', ...query })}`;
const asCsv = { 'content-type': 'text/csv' };
const unknown = 'Wer;Wo erreichbar;Art\nAda Archer;020 7946 0171;K\nBob Barker;020 7946 0172;K\n';
const mapping = JSON.stringify({
  displayName: '{Wer}',
  phones: [{ value: '{Wo erreichbar}', label: 'mobile' }],
});

test('Google’s file fills names, company, numbers and addresses, and Replace twice changes nothing', async () => {
  const { administrator } = await api.tenant('Google');
  const file = readFileSync('test/cases/csv/30-google-2024.csv', 'utf8');
  const preview = await administrator('POST', path(), file, asCsv);
  expect(preview.body).toMatchObject({
    contacts: 2,
    added: 2,
    rejectedTotal: 0,
    skippedTotal: 0,
    form: 'columns',
    kind: 'csv',
    encoding: 'utf-8',
    mappingFrom: 'headings',
    needsMapping: false,
    columnsNotRead: [],
    mapping: { firstName: '{First Name}', company: '{Organization Name}' },
    sample: [{ firstName: 'Ada', phones: [{ label: 'mobile' }, { label: 'work' }, { label: 'work' }] }, {}],
  });
  await administrator('POST', path({ dryRun: 'false' }), file, asCsv);
  expect((await administrator('POST', path(), file, asCsv)).body).toMatchObject({
    added: 0,
    unchanged: 2,
    deleted: 0,
  });
});

test('a header that nobody knows: the preview asks, a Replace is refused until it is answered, and the answer is remembered', async () => {
  const { administrator } = await api.tenant('Unknown');
  const asked = await administrator('POST', path(), unknown, asCsv);
  expect(asked).toMatchObject({
    status: 200,
    body: {
      needsMapping: true,
      contacts: 0,
      added: 0,
      columns: [
        { name: 'Wer', samples: ['Ada Archer', 'Bob Barker'] },
        { name: 'Wo erreichbar', samples: ['020 7946 0171', '020 7946 0172'] },
        { name: 'Art', samples: ['K', 'K'] },
      ],
      sample: [],
    },
  });
  expect(await administrator('POST', path({ dryRun: 'false' }), unknown, asCsv)).toMatchObject({
    status: 422,
    body: { code: 'invalid-input', detail: expect.stringContaining('columns') },
  });
  const tried = await administrator('POST', path({ mapping }), unknown, asCsv);
  expect(tried.body).toMatchObject({
    contacts: 2,
    added: 2,
    mappingFrom: 'given',
    columnsNotRead: ['Art'],
    sample: [
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '020 7946 0171', label: 'mobile' }] },
      { firstName: 'Bob' },
    ],
  });
  // A preview is not remembered.
  expect((await administrator('POST', path(), unknown, asCsv)).body).toMatchObject({ needsMapping: true });
  await administrator('POST', path({ mapping, dryRun: 'false' }), unknown, asCsv);
  const next = await administrator('POST', path(), `${unknown}Cleo Cole;020 7946 0173;K\n`, asCsv);
  expect(next.body).toMatchObject({ mappingFrom: 'remembered', unchanged: 2, added: 1, deleted: 0 });
  // Another tenant knows nothing of it.
  const other = await api.tenant('Unknown too');
  expect((await other.administrator('POST', path(), unknown, asCsv)).body).toMatchObject({
    needsMapping: true,
  });
});

test('what columns do not say stays as it is: Replace leaves such contacts alone, Merge touches nothing else', async () => {
  const { administrator } = await api.tenant('Scope');
  const made = await administrator('POST', '/api/v1/contacts', {
    firstName: 'Ada',
    lastName: 'Archer',
    company: 'Example Ltd',
    phones: [
      { number: '020 7946 0174', label: 'mobile' },
      { number: '020 7946 0175', label: 'home' },
    ],
  });
  const file = 'Name,Mobile\nAda Archer,020 7946 0174\n';
  for (const mode of ['replace', 'merge'])
    expect((await administrator('POST', path({ mode }), file, asCsv)).body).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 1,
      deleted: 0,
    });
  expect(
    (
      await administrator(
        'POST',
        path({ mode: 'merge' }),
        'Name,Mobile,Company\nAda Archer,020 7946 0174,New\n',
        asCsv,
      )
    ).body.changes.updated,
  ).toMatchObject([{ contactId: made.body.id, fields: ['company'] }]);
});

test('a mapping that names what is not there is refused with it', async () => {
  const { administrator } = await api.tenant('Misspelt');
  const phone = { value: '{Wo erreichbar}', label: 'mobile' };
  for (const [given, detail] of [
    [{ displayName: '{Wre}', phones: [phone] }, 'There is no column “Wre”.'],
    [{ displayName: '{Wer}', phones: [{ ...phone, label: 'moblie' }] }, 'There is no label “moblie”'],
    [{ displayName: '{Wer}', emails: [{ value: '{Art}', label: 'wrok' }] }, 'There is no label “wrok”'],
  ] as const)
    expect(
      await administrator('POST', path({ mapping: JSON.stringify(given) }), unknown, asCsv),
    ).toMatchObject({ status: 422, body: { detail: expect.stringContaining(detail) } });
});

test('people are not dropped because their company is known, and headings alone are no contacts', async () => {
  const { administrator } = await api.tenant('Companies');
  const file = 'Wer;Wo;Firma\nKarl Ober;0221 5550177;Ober Bau\nPetra Zorn;0171 5550188 (mobil);Zorn KG\n';
  expect((await administrator('POST', path(), file, asCsv)).body).toMatchObject({
    needsMapping: true,
    columnsNotRead: ['Wer'],
  });
  expect((await administrator('POST', path({ dryRun: 'false' }), file, asCsv)).status).toBe(422);
  const given = JSON.stringify({ company: '{Firma}' });
  expect((await administrator('POST', path({ mapping: given }), file, asCsv)).body).toMatchObject({
    needsMapping: false,
    added: 2,
  });
  expect(await administrator('POST', path(), 'Name;Telefon;Firma\n', asCsv)).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('This file has headings and no contacts.') },
  });
});

test('a mapping comes as a field of a form too; what is none is refused with its place', async () => {
  const { administrator } = await api.tenant('Form');
  const send = async (text: string) => {
    const form = new FormData();
    form.set('mapping', text);
    form.set('file', new Blob([unknown]), 'list.bin');
    const body = new Response(form);
    return administrator('POST', path(), new Uint8Array(await body.arrayBuffer()), {
      'content-type': body.headers.get('content-type') ?? '',
    });
  };
  expect((await send(mapping)).body).toMatchObject({ mappingFrom: 'given', added: 2 });
  expect(await send('{')).toMatchObject({ status: 422, body: { errors: [{ path: 'mapping' }] } });
  expect((await send('{"phone":"x"}')).status).toBe(422);
  expect((await administrator('POST', path({ mapping: 'x'.repeat(10_001) }), unknown, asCsv)).status).toBe(
    422,
  );
  expect((await administrator('POST', path({ encoding: 'klingon' }), unknown, asCsv)).status).toBe(422);
});

test('whatever content type a file comes with, its bytes decide', async () => {
  const { administrator } = await api.tenant('Types');
  for (const type of ['text/csv', 'image/png', 'application/xml', 'application/x-unheard-of'])
    expect(
      (await administrator('POST', path(), 'Name,Phone\nAda,0207946\n', { 'content-type': type })).body,
    ).toMatchObject({ kind: 'csv', added: 1 });
  const vcard = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Archer;Ada\r\nFN:Ada Archer\r\nEND:VCARD\r\n';
  expect((await administrator('POST', path(), vcard, asCsv)).body).toMatchObject({ kind: 'vcard' });
});

test('one odd byte leaves a UTF-8 file UTF-8 and is told; another encoding can be chosen', async () => {
  const { administrator } = await api.tenant('Bytes');
  const odd = Buffer.concat([
    iconv.encode('Ren\u00e9,,Dupont,,,work:2125550101\n', 'windows-1252'),
    Buffer.from('Jörg,,Müller,,,work:2125550102\n'),
  ]);
  const read = await administrator('POST', path(), new Uint8Array(odd), asCsv);
  expect(read.body).toMatchObject({
    encoding: 'utf-8',
    doubtfulTotal: 1,
    doubtfulRows: [{ row: 1, reason: expect.stringContaining('Windows-1252') }],
    changes: { added: [{ name: 'René Dupont' }, { name: 'Jörg Müller' }] },
  });
  const report = await administrator('GET', `/api/v1/phonebook/reports/${read.body.reportId}`);
  expect(report.body).toMatch(/^1,,/m);
  const cyrillic = iconv.encode('Имя;Фамилия;Телефон\nАнна;Петрова;+7 495 0000176\n', 'windows-1251');
  const chosen = await administrator(
    'POST',
    path({ encoding: 'windows-1251' }),
    new Uint8Array(cyrillic),
    asCsv,
  );
  expect(chosen.body).toMatchObject({
    encoding: 'windows-1251',
    doubtfulTotal: 0,
    sample: [{ firstName: 'Анна', lastName: 'Петрова' }],
  });
});

test('a refused upload does not keep the next request on its connection waiting', async () => {
  const { administrator } = await api.tenant('Next');
  const zip = Buffer.alloc(600_000, 'x');
  zip.set([0x50, 0x4b, 3, 4]);
  const start = Date.now();
  for (let at = 0; at < 3; at += 1) {
    expect((await administrator('POST', path(), new Uint8Array(zip), asCsv)).status).toBe(415);
    expect((await administrator('GET', '/api/v1/contacts')).status).toBe(200);
  }
  expect(Date.now() - start).toBeLessThan(20_000);
});

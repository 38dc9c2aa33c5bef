import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { system } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import { createLocalContact } from '../directory/create-local-contact.ts';
import { editContact } from '../directory/edit-contact.ts';
import type { Viewer } from '../directory/viewer.ts';
import { type ContactFields, emptyContact } from '../domain/contact.ts';
import { newId, type PersonId } from '../domain/ids.ts';
import { exportBook } from './export-book.ts';
import { type ImportOptions, importBook } from './import-book.ts';
import { listImports } from './list-imports.ts';
import { undoImport } from './undo-import.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let viewer: Viewer;
let tenants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenants += 1;
  viewer = { tenantId: await createTenant(database.db, `Acme ${tenants}`), personId: null };
});

const upload = (file: string | Buffer, options: Partial<ImportOptions> = {}, by = viewer) =>
  importBook(
    database.pool,
    by,
    system,
    { book: 'central', mode: 'replace', dryRun: false, ...options },
    Readable.from([Buffer.from(file)]),
  );
const download = (format: 'csv' | 'vcard' = 'csv', by = viewer) =>
  text(exportBook(database.db, by, { book: by.personId ? 'personal' : 'central', format }));
const add = (fields: Partial<ContactFields>) =>
  createLocalContact(database.db, viewer.tenantId, system, {
    book: 'central',
    ownerId: null,
    fields: { ...emptyContact, ...fields },
  });
const stored = async () =>
  database.db
    .selectFrom('local_contact')
    .select(['id', 'fields'])
    .where('tenant_id', '=', viewer.tenantId)
    .orderBy('id')
    .execute();
const published = async () =>
  database.db
    .selectFrom('contact')
    .select(['id', 'display_name', 'phones', 'search_text'])
    .where('tenant_id', '=', viewer.tenantId)
    .orderBy('id')
    .execute();

const example = `Chevy,,Yesipov,cyesipov0@example.com,Jacobi and Sons,mobile:50011,work:600111
Jeanine,,Tiddeman,jtiddeman1@ihg.com,Walsh Group,mobile:50012,work:600112
Erasmus,,Curlis,ecurlis2@sbwire.com,Nolan-Kris,mobile:50013,work:600113
Caresa,,Bremmell,cbremmell3@php.net,Mayert Inc,mobile:50014,work:600114
Romy,,Hedling,rhedling4@latimes.com,"Ankunding,Weissnat",wOrK:50015,pager:1,work:600115
`;

describe('replace', () => {
  test('the book becomes what the file says, and the preview said so', async () => {
    await add({ firstName: 'Old' });
    const preview = await upload(example, { dryRun: true });
    expect(await stored()).toHaveLength(1);
    const result = await upload(example);
    expect(result).toMatchObject({
      contacts: 5,
      added: 5,
      updated: 0,
      unchanged: 0,
      deleted: 1,
      rejectedRows: [],
    });
    expect(result.skippedNumbers).toEqual([
      { row: 5, value: 'pager:1', reason: 'Its type is not Work, Mobile, Home or Fax.' },
    ]);
    const { importId, ...same } = result;
    expect(importId).toBeTypeOf('string');
    // Each upload has a report of its own.
    expect({ ...same, reportId: preview.reportId }).toEqual(preview);
    expect((await published()).map((row) => row.display_name)).toEqual([
      'Chevy Yesipov',
      'Jeanine Tiddeman',
      'Erasmus Curlis',
      'Caresa Bremmell',
      'Romy Hedling',
    ]);
    const numbers = await database.db
      .selectFrom('contact_number')
      .select(['digits', 'label'])
      .where('tenant_id', '=', viewer.tenantId)
      .orderBy('contact_id')
      .orderBy('position')
      .execute();
    expect(numbers).toHaveLength(10);
    expect(numbers.at(-1)).toEqual({ digits: '600115', label: 'work' });
  });

  test('a contact that is in both as it was keeps its id, notes, further addresses and other numbers', async () => {
    await upload(example);
    const id = await add({
      firstName: 'Ada',
      notes: 'Calls on Mondays',
      phones: [
        { number: '+44 20 7183 8750', label: 'work' },
        { number: '12', label: 'other' },
      ],
      emails: [
        { email: 'ada@example.com', label: 'private' },
        { email: 'ada@home.example', label: 'private' },
      ],
    });
    const before = await stored();
    const result = await upload(await download());
    expect(result).toMatchObject({ added: 0, updated: 0, unchanged: 6, deleted: 0 });
    expect(await stored()).toEqual(before);
    expect(before.map((row) => row.id)).toContain(id);
  });

  test('a download fills an empty book with the same contacts, numbers of other kinds among them', async () => {
    const phones = [
      { number: '0171 1', label: 'other' as const },
      { number: '*97', label: 'work' as const },
    ];
    await add({ firstName: 'Ada', phones });
    const file = await download();
    viewer = { tenantId: await createTenant(database.db, 'Empty'), personId: null };
    expect(await upload(file)).toMatchObject({ added: 1, skippedTotal: 0 });
    expect(await stored()).toMatchObject([{ fields: { firstName: 'Ada', phones } }]);
    expect(await upload(file.replace('0171 1', '0171 2'))).toMatchObject({ added: 1, deleted: 1 });
  });

  test('of equal contacts as many stay as the file has', async () => {
    const row = 'Ada,,Lovelace,,,work:1\n';
    await upload(row + row + row);
    expect(await upload(row + row)).toMatchObject({
      added: 0,
      unchanged: 2,
      deleted: 1,
      changes: { unchanged: [{ row: 1, name: 'Ada Lovelace' }, { row: 2 }] },
    });
    expect(await upload(row + row + row)).toMatchObject({ added: 1, unchanged: 2, deleted: 0 });
  });

  test('a file without one usable row is refused and changes nothing', async () => {
    await upload(example);
    await expect(upload(',,,,\n')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(upload('')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(upload(',,,a@b.c,,work:1\n')).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ path: 'row 1', message: 'It has no first name, last name or company.' }],
    });
    await expect(upload(Buffer.from('PK\x03\x04'))).rejects.toMatchObject({ code: 'unsupported-file' });
    expect(await stored()).toHaveLength(5);
  });

  test('what is published of a file is what publishing one by one gives', async () => {
    await upload(
      'Zoë,,Müller,zoe@example.com,"Straße\\ ""x""\tY",work:+44 (0)20 7183 8750 x12,fax:0044 20 1\n',
    );
    const bulk = await database.db
      .selectFrom('contact')
      .selectAll()
      .where('tenant_id', '=', viewer.tenantId)
      .execute();
    const one = await stored();
    await database.db.deleteFrom('local_contact').where('tenant_id', '=', viewer.tenantId).execute();
    const { id: _, fields } = one[0]!;
    const again = await createLocalContact(database.db, viewer.tenantId, system, {
      book: 'central',
      ownerId: null,
      fields,
    });
    const single = await database.db.selectFrom('contact').selectAll().where('id', '=', again).execute();
    const comparable = (row: (typeof bulk)[number]) => ({
      ...row,
      id: '',
      version: 0,
      updated_at: 0,
      txid: 0,
    });
    expect(comparable(bulk[0]!)).toEqual(comparable(single[0]!));
  });
});

describe('merge', () => {
  test('matches by e-mail, then by name and number; adds, updates, deletes nothing', async () => {
    await add({
      firstName: 'Ada',
      lastName: 'Lovelace',
      emails: [{ email: 'Ada@Example.com', label: 'business' }],
      phones: [{ number: '1', label: 'home' }],
    });
    await add({ firstName: 'Grace', lastName: 'Hopper', phones: [{ number: '22', label: 'work' }] });
    await add({ firstName: 'Alan', lastName: 'Turing', phones: [{ number: '33', label: 'work' }] });
    const file = [
      'Augusta,,,ada@example.COM,Engines,work:2',
      'GRACE,,hopper,,,mobile:22,work:23',
      'Alan,,Turing,,,work:44',
      'Alan,,Turing,,,work:44,work:45',
    ].join('\n');
    const preview = await upload(file, { mode: 'merge', dryRun: true });
    const { importId: _, ...result } = await upload(file, { mode: 'merge' });
    expect({ ...result, reportId: preview.reportId }).toEqual(preview);
    expect(result).toMatchObject({ contacts: 4, added: 1, updated: 2, unchanged: 0, deleted: 0 });
    expect(result.mergedRows).toEqual([
      { row: 4, reason: 'It is the same contact as row 3: both became one.' },
    ]);
    expect(result.changes.updated.map(({ row, matchedBy, fields }) => ({ row, matchedBy, fields }))).toEqual([
      { row: 1, matchedBy: 'e-mail', fields: ['firstName', 'company', 'phones'] },
      { row: 2, matchedBy: 'name and number', fields: ['firstName', 'lastName', 'phones'] },
    ]);
    const byName = new Map(
      (await published()).map((row) => [
        row.display_name,
        row.phones.map((phone) => `${phone.label}:${phone.number}`),
      ]),
    );
    expect(byName.get('Augusta Lovelace')).toEqual(['home:1', 'work:2']);
    expect(byName.get('GRACE hopper')).toEqual(['mobile:22', 'work:23']);
    expect(await published()).toHaveLength(4);
    const again = await upload(file, { mode: 'merge', dryRun: true });
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 3 });
    const leftAlone = again.changes.unchanged.map(({ row, name, matchedBy }) => ({ row, name, matchedBy }));
    expect(leftAlone.sort((a, b) => a.row - b.row)).toEqual([
      { row: 1, name: 'Augusta Lovelace', matchedBy: 'e-mail' },
      { row: 2, name: 'GRACE hopper', matchedBy: 'name and number' },
      { row: 3, name: expect.any(String), matchedBy: 'name and number' },
    ]);
  });

  test('what several rows make is among what is added, by the first of them', async () => {
    const file = 'Ada,,,a@example.com,,work:1\nBob,,,,,work:2\nAda,,Lovelace,a@example.com,,home:3\n';
    expect(await upload(file, { mode: 'merge', dryRun: true })).toMatchObject({
      added: 2,
      changes: {
        added: [
          { row: 1, name: 'Ada Lovelace' },
          { row: 2, name: 'Bob' },
        ],
      },
    });
  });

  test('two rows that match one contact become one, and are reported', async () => {
    const file = 'A,,B,x@example.com,,work:1\nA,,B,,,work:1,work:2\nC,,,X@example.com,,work:3\n';
    const result = await upload(file, { mode: 'merge' });
    expect(result).toMatchObject({ contacts: 3, added: 1 });
    expect(result.mergedRows.map(({ row }) => row)).toEqual([2, 3]);
    expect((await stored())[0]?.fields.phones.map((phone) => phone.number)).toEqual(['1', '2', '3']);
  });
});

describe('undo', () => {
  test('puts the book back as it was, and keeps what somebody edited since', async () => {
    const gone = await add({ firstName: 'Gone' });
    const before = await stored();
    const { importId } = await upload(example);
    const [first] = await stored();
    await editContact(database.db, viewer, system, first!.id, { notes: 'mine' });
    const undone = await undoImport(database.db, viewer, system, importId!);
    expect(undone).toMatchObject({ restored: 1, removed: 4, keptTotal: 1 });
    expect(undone.kept).toMatchObject([
      { contactId: first!.id, name: 'Chevy Yesipov', reason: expect.stringContaining('edited') },
    ]);
    expect((await published()).map(({ id }) => id).sort()).toEqual([gone, first!.id].sort());
    expect((await stored()).find(({ id }) => id === gone)).toEqual(before[0]);
    await expect(undoImport(database.db, viewer, system, importId!)).rejects.toMatchObject({
      code: 'import-not-undoable',
    });
  });

  test('the newest goes first, and a row of imports goes back step by step', async () => {
    const one = await upload('A,,,,,work:1\n');
    const afterOne = await stored();
    const two = await upload('A,,,,,work:1\nB,,,,,work:2\n', { mode: 'merge' });
    await upload('A,,,a@example.com,,work:1,home:3\n', { mode: 'merge' }).then(({ importId }) =>
      undoImport(database.db, viewer, system, importId!),
    );
    await expect(undoImport(database.db, viewer, system, one.importId!)).rejects.toMatchObject({
      code: 'import-not-undoable',
    });
    expect(
      (await listImports(database.db, viewer, { book: 'central' })).map(({ undoable }) => undoable),
    ).toEqual([false, true, false]);
    await undoImport(database.db, viewer, system, two.importId!);
    expect(await stored()).toEqual(afterOne);
    await undoImport(database.db, viewer, system, one.importId!);
    expect(await stored()).toEqual([]);
    expect(await published()).toEqual([]);
  });
});

test('uploads on slow lines hold no connection of the database', async () => {
  const lines = Array.from({ length: 40 }, () => new PassThrough());
  const slow = lines.map((line) => {
    line.write('Ada,,Archer,');
    return importBook(
      database.pool,
      viewer,
      system,
      { book: 'central', mode: 'replace', dryRun: true },
      line,
    );
  });
  expect(await upload(example)).toMatchObject({ added: 5 });
  for (const line of lines) line.end(',\n');
  for (const { contacts } of await Promise.all(slow)) expect(contacts).toBe(1);
});

describe('books', () => {
  test('a personal book is its owner’s alone', async () => {
    const people = await Promise.all(
      ['ada', 'bob'].map(async (name) => {
        const id = newId<PersonId>();
        const email = `${name}${tenants}@example.com`;
        await database.db
          .insertInto('person')
          .values({
            tenant_id: viewer.tenantId,
            id,
            email,
            email_key: email,
            name,
            role: 'administrator',
            extension: null,
            password_hash: null,
          })
          .execute();
        return { tenantId: viewer.tenantId, personId: id };
      }),
    );
    const [ada, bob] = people;
    const { importId } = await upload(example, { book: 'personal' }, ada);
    await upload('Mine,,,,,work:1\n', { book: 'personal' }, bob);
    expect(await download('csv', ada)).toContain('Chevy');
    expect(await download('csv', bob)).toBe('Mine,,,,,work:1\r\n');
    expect(await download()).toBe('');
    await expect(undoImport(database.db, bob!, system, importId!)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(upload(example, { book: 'personal' })).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('a book downloaded as vCard and uploaded again is the same', async () => {
    await add({
      firstName: 'Ada',
      notes: 'a\r\nb',
      department: 'Engines',
      type: 'lead',
      phones: [{ number: '1 x2', label: 'other' }],
    });
    await upload(example, { mode: 'merge' });
    const before = await stored();
    expect(await upload(await download('vcard'))).toMatchObject({
      added: 0,
      unchanged: 6,
      deleted: 0,
      form: 'vcard',
    });
    expect(await stored()).toEqual(before);
  });
});

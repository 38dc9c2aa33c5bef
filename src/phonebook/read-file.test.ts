import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { DirectoryError } from '../domain/errors.ts';
import { csvTemplate } from './csv-template.ts';
import { detectFile } from './detect-file.ts';
import { readFile } from './read-file.ts';
import { tallyUtf8 } from './tally-utf8.ts';

function read(file: Buffer, step = file.length || 1) {
  const tally = tallyUtf8();
  for (let at = 0; at < file.length; at += step) tally.add(file.subarray(at, at + step));
  const encoding = detectFile(file).encoding ?? tally.encoding();
  const reader = readFile('US', { encoding });
  const records = [];
  for (let at = 0; at < file.length; at += step) records.push(...reader.write(file.subarray(at, at + step)));
  records.push(...reader.write(null));
  return { records, encoding: reader.encoding() };
}
const names = (file: Buffer, step?: number) =>
  read(file, step).records.map(({ reading }) =>
    'fields' in reading ? reading.fields.firstName : reading.rejected,
  );
const refusal = (file: Buffer) => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof DirectoryError) return { code: error.code, message: error.message };
    throw error;
  }
  return null;
};

describe('encodings', () => {
  const text = 'Zoë,,Hadžić,,Straße\r\nJosé,,Peña,,Café €\n';
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little-endian with BOM', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 little-endian without BOM', Buffer.from(text, 'utf16le')],
    ['UTF-16 big-endian without BOM', Buffer.from(text, 'utf16le').swap16()],
    ['UTF-16 big-endian with BOM', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s, in whatever pieces it comes', (_name, file) => {
    for (const step of [1, 2, 3, 7, 5000]) expect(names(file, step)).toEqual(['Zoë', 'José']);
  });

  test('Windows-1252 is the fallback', () => {
    const file = iconv.encode(`${'Ann,,Smith,,\n'.repeat(500)}José,,Peña,,Café €\nÉ»,,x,,\n`, 'windows-1252');
    for (const step of [1, 1000, 5000]) {
      expect(names(file, step).slice(-2)).toEqual(['José', 'É»']);
      expect(read(file, step).encoding).toBe('windows-1252');
    }
  });

  test('one Windows-1252 byte costs no other line its letters, wherever it stands, and its row is told', () => {
    const file = Buffer.concat([
      iconv.encode('René,,a\n', 'windows-1252'),
      Buffer.from('Jörg,,Müller\n\nZoë,,b\n'),
    ]);
    for (const step of [1, 2, 3, 5000]) {
      const { records, encoding } = read(file, step);
      expect(encoding).toBe('utf-8');
      expect(names(file, step)).toEqual(['René', 'Jörg', 'Zoë']);
      expect(records.map(({ row, doubt }) => [row, doubt])).toEqual([
        [1, 'It holds a byte that is not UTF-8. It was read as Windows-1252.'],
        [2, undefined],
        [4, undefined],
      ]);
    }
  });

  test('another encoding can be chosen', () => {
    const file = iconv.encode('Анна,,Петрова,,\n', 'windows-1251');
    const reader = readFile('US', { encoding: 'windows-1251' });
    expect([...reader.write(file), ...reader.write(null)]).toMatchObject([
      { reading: { fields: { firstName: 'Анна', lastName: 'Петрова' } }, doubt: undefined },
    ]);
    const japanese = readFile('US', { encoding: 'shift_jis' });
    expect([
      ...japanese.write(iconv.encode('ソニー,,表,,\n', 'shift_jis')),
      ...japanese.write(null),
    ]).toMatchObject([{ reading: { fields: { firstName: 'ソニー', lastName: '表' } } }]);
  });

  test('a Windows-1252 line in a UTF-8 file costs no other line its letters', () => {
    const file = Buffer.concat([
      Buffer.from('Zoë,,a\n'),
      iconv.encode('José,,b\n', 'windows-1252'),
      Buffer.from('Žan,,c\n'),
    ]);
    for (const step of [1, 2, 3, 5000]) expect(names(file, step)).toEqual(['Zoë', 'José', 'Žan']);
  });
});

describe('separators', () => {
  test.each([
    ['comma', 'Ada;x,,Lovelace,ada@example.com,"A, B",work:1\n'],
    ['semicolon', 'Ada;;Lovelace;ada@example.com;A, B;work:1\n'],
    ['tab', 'Ada\t\tLovelace\tada@example.com\tA, B\twork:1\n'],
    ['as Excel says in the first line', 'sep=;\nAda;;Lovelace;ada@example.com;A, B;work:1\n'],
  ])('%s', (_name, file) => {
    const [record] = read(Buffer.from(file)).records;
    expect(record?.reading).toMatchObject({
      fields: { lastName: 'Lovelace', company: 'A, B', phones: [{ number: '1', label: 'work' }] },
    });
  });
});

test('rows are numbered as a spreadsheet does: empty lines count, line breaks in quotes do not', () => {
  const { records } = read(Buffer.from('"A\nB",,C,,\n\n,,,,\nD,,E,bad mail,\n'));
  expect(records.map(({ row }) => row)).toEqual([1, 4]);
  expect(records[1]?.reading).toEqual({ rejected: '“bad mail” is not an e-mail address.' });
});

test('types in any case; numbers of other types, without one and without digits are skipped with the reason', () => {
  const [record] = read(Buffer.from('A,,,,,WORK:1,wOrK : +44 20,pager:3,45,fax:abc,home:\n')).records;
  expect(record?.reading).toMatchObject({
    fields: {
      phones: [
        { number: '1', label: 'work' },
        { number: '+44 20', label: 'work' },
      ],
    },
    skipped: [
      { value: 'pager:3', reason: 'Its type is not Work, Mobile, Home or Fax.' },
      { value: '45', reason: 'Its type is not Work, Mobile, Home or Fax.' },
      { value: 'fax:abc', reason: expect.stringContaining('no digits') },
      { value: 'home:', reason: 'There is no number.' },
    ],
  });
});

test('the form of PBXware 8 is recognised by its header, which counts as a row', () => {
  const file =
    'name,last_name,company,contact_type,phone,phone_label,email,email_label,fbUserId,notes\n' +
    'Ada,Lovelace,Engines,lead,+44 20 7183 8750,Mobile,ada@example.com,private,17,"likes, tea"\n';
  const { records } = read(Buffer.from(file));
  expect(records).toMatchObject([
    {
      row: 2,
      form: 'columns',
      reading: {
        fields: {
          firstName: 'Ada',
          lastName: 'Lovelace',
          type: 'lead',
          notes: 'likes, tea',
          phones: [{ number: '+44 20 7183 8750', label: 'mobile' }],
          emails: [{ email: 'ada@example.com', label: 'private' }],
        },
      },
    },
  ]);
});

test('column names above the plain form are no contact', () => {
  const { records } = read(
    Buffer.from('first_name,middle_name,last_name,email,company\nAda,,Lovelace,,,work:123\n'),
  );
  expect(records).toMatchObject([
    {
      row: 2,
      form: 'plain',
      reading: { fields: { firstName: 'Ada', lastName: 'Lovelace', phones: [{ number: '123' }] } },
    },
  ]);
});

test('cells beyond the last column and column names in the middle of a file are told and are no contacts', () => {
  const row = 'Ada,Archer,02079460191\n';
  const header = 'First name,Last name,Phone\n';
  const { records } = read(Buffer.from(`${header}${row.repeat(250)}${header}Bob,Barker,02079460192,lost\n`));
  expect(records.slice(250)).toMatchObject([
    { row: 252, reading: { rejected: 'It is the row of column names again.' } },
    {
      row: 253,
      reading: {
        fields: { firstName: 'Bob' },
        skipped: [{ value: 'lost', reason: 'It stands beyond the last column and was left out.' }],
      },
    },
  ]);
});

test('of two columns for one field the second is told where it says something else', () => {
  const { records } = read(
    Buffer.from(
      'First name,Last name,Company,Organization,Phone\nAda,Archer,Acme,Bell,02079460191\nBob,Barker,Acme,Acme,02079460192\nCy,Carter,,Bell,02079460193\n',
    ),
  );
  const reason = 'Another column of this row stands for it.';
  expect(records).toMatchObject([
    { reading: { fields: { company: 'Acme' }, skipped: [{ value: 'Bell', reason }] } },
    { reading: { fields: { company: 'Acme' }, skipped: [] } },
    { reading: { fields: { company: 'Bell' }, skipped: [] } },
  ]);
});

test('a file of cards with a line above the first one is a file of cards', () => {
  const { records } = read(
    Buffer.from('Exported contacts\nBEGIN:VCARD\nVERSION:3.0\nFN:Ada Archer\nEND:VCARD\n'),
  );
  expect(records.map(({ form }) => form)).toContain('vcard');
  expect(JSON.stringify(records)).toContain('Archer');
});

test('the template can be uploaded as it is', () => {
  const { records } = read(Buffer.from(csvTemplate()));
  expect(records).toHaveLength(3);
  expect(records.every(({ reading }) => 'fields' in reading && reading.skipped.length === 0)).toBe(true);
});

// Every byte but NUL, often enough that the file's beginning is full of them.
const noise = Array.from({ length: 5_000 }, (_, at) => ((at * 167) % 255) + 1);

test.each([
  [
    'an OpenDocument spreadsheet',
    Buffer.from('PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'latin1'),
    /OpenDocument/,
  ],
  ['an old spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /Excel/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), /picture/],
  ['a PDF', Buffer.from('%PDF-1.7'), /PDF/],
  ['a web page', Buffer.from('\n <!DOCTYPE html><html>'), /web page/],
  ['a web page that begins with its table', Buffer.from('<table border=1><tr><td>Ada</td>'), /web page/],
  ['a web page that begins with a comment', Buffer.from('<!-- list --><div>Ada</div>'), /web page/],
  ['a picture in words', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /picture \(SVG\)/],
  ['compressed bytes without a NUL', Buffer.from(noise), /not text/],
  ['an e-mail', Buffer.from('From: a@example.com\nSubject: Contacts\n\nAda\n'), /e-mail/],
  ['JSON', Buffer.from('[{"firstName":"Ada"}]'), /JSON/],
  ['other bytes', Buffer.from('ab\0cd'), /not text/],
])('%s is refused in plain words', (_name, file, message) => {
  expect(refusal(file)).toMatchObject({ code: 'unsupported-file', message: expect.stringMatching(message) });
});

test('what only looks like one of them is read', () => {
  expect(names(Buffer.from('<unknown>,,Caller,,,work:1\nFrom,,Rome,,\n'))).toEqual(['<unknown>', 'From']);
  // Outlook divides the lines of a cell so, and old databases end a file so.
  expect(names(Buffer.from('Ada,,Love\vlace,,\nBen,,,,\n\x1a'))).toEqual(['Ada', 'Ben']);
});

test('a UTF-16 file that is cut off inside its last character loses that character alone', () => {
  const file = Buffer.from('\ufeffZoë,,\nBen', 'utf16le');
  expect(names(file.subarray(0, -1))).toEqual(['Zoë', 'Be']);
  expect(names(Buffer.concat([Buffer.from('\ufeffZoë,,\n', 'utf16le'), Buffer.from([0x41])]))).toEqual([
    'Zoë',
  ]);
});

test('what exceeds a limit, and a quotation mark that is never closed, is refused with the row', () => {
  expect(refusal(Buffer.from(`A,,B,,"${'x'.repeat(70_000)}"\n`))).toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('row 1'),
  });
  expect(refusal(Buffer.from('A,,B\n"C,,D\nE,,F\n'))).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('row 2'),
  });
  expect(refusal(Buffer.from('A\n'.repeat(500_001)))).toMatchObject({ code: 'too-large' });
});

test('vCard 4.0 as telephones and Apple write it', () => {
  const card = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'N:Lovelace;Ada;King;;',
    'FN:Ada King Lovelace',
    'ORG:Analytical Engines\\, Ltd;Research',
    'TITLE:Count',
    ' ess',
    'TEL;VALUE=uri;TYPE="voice,work":tel:+44-20-7183-8750;ext=12',
    'item1.TEL;TYPE=CELL;PREF=1:+44 7700 900123',
    'EMAIL;TYPE=home:ada@example.com',
    `PHOTO:data:image/png;base64,${'A'.repeat(100_000)}`,
    ' AAAA',
    'NOTE:one\\ntwo\\; three',
    'END:VCARD',
    'BEGIN:VCARD',
    'KIND:org',
    'FN:Night Porter',
    'END:VCARD',
    '',
  ].join('\r\n');
  expect(read(Buffer.from(card), 1000).records.map(({ reading }) => reading)).toMatchObject([
    {
      fields: {
        firstName: 'Ada',
        middleName: 'King',
        company: 'Analytical Engines, Ltd',
        department: 'Research',
        jobTitle: 'Countess',
        phones: [
          { number: '+44 7700 900123', label: 'mobile' },
          { number: '+44-20-7183-8750 x12', label: 'work' },
        ],
        emails: [{ email: 'ada@example.com', label: 'private' }],
        notes: 'one\ntwo; three',
      },
    },
    { fields: { firstName: '', company: 'Night Porter' } },
  ]);
});

test('vCard 2.1, as Outlook writes it', () => {
  const card = [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;LANGUAGE=de;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg',
    'ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=A4r & S=C3=B6hne',
    'TEL;WORK;VOICE:+49 30 123456',
    'TEL;CELL:+49 170 1234567',
    'TEL;WORK;FAX:+49 30 123457',
    'EMAIL;PREF;INTERNET:joerg@example.com',
    'NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=',
    'two=',
    '',
    'END:VCARD',
    '',
  ];
  for (const newline of ['\r\n', '\n'])
    expect(read(Buffer.from(card.join(newline)), 7).records.map(({ reading }) => reading)).toMatchObject([
      {
        fields: {
          firstName: 'Jörg',
          lastName: 'Müller',
          company: 'Bär & Söhne',
          notes: 'one\r\ntwo',
          phones: [
            { number: '+49 30 123456', label: 'work' },
            { number: '+49 170 1234567', label: 'mobile' },
            { number: '+49 30 123457', label: 'fax' },
          ],
          emails: [{ email: 'joerg@example.com', label: 'other' }],
        },
      },
    ]);
});

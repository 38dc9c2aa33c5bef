import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readVcards } from './read-vcard.ts';

function read(file: Buffer | string, { step = 64 * 1024, encoding = 'utf-8', country = 'GB' } = {}) {
  const bytes = Buffer.from(file);
  const reader = readVcards({ country, encoding });
  const records = [];
  for (let at = 0; at < bytes.length; at += step)
    records.push(...reader.read(bytes.subarray(at, at + step), false));
  return [...records, ...reader.read(new Uint8Array(), true)].sort((a, b) => a.row - b.row);
}
const readings = (...given: Parameters<typeof read>) => read(...given).map(({ reading }) => reading);
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const person = (firstName: string, lastName: string) => ({ fields: { firstName, lastName } });
const rejected = (reason: RegExp) => ({ rejected: expect.stringMatching(reason) });
const input = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '..', '..', 'test', 'cases', 'vcard', name));

describe('files from the field', () => {
  test.each<[string, readonly unknown[]]>([
    [
      '01a-smallest.vcf',
      [{ fields: { firstName: 'Dr. Jane Roe', lastName: '', company: 'Riverside Clinic' } }],
    ],
    [
      '02-fastmail-derived-fn.vcf',
      [{ fields: { firstName: '', lastName: '', company: 'Example Traders', phones: [{ label: 'work' }] } }],
    ],
    ['03-bom-between-cards.vcf', [person('Anna', 'One'), person('Ben', 'Two')]],
    ['04-base64-names.vcf', [person('Rüdiger', 'Müller'), person('Ute', 'Groß')]],
    ['05-outlook-charset-windows-1251-8bit.vcf', [person('Анна', 'Петрова')]],
    ['05b-charset-windows-1252-8bit.vcf', [person('Jürgen', 'Größ')]],
    ['06-shiftjis-quoted-printable.vcf', [person('ソニー', 'アイウ')]],
    [
      '11-agent-nested.vcf',
      [
        {
          fields: {
            firstName: 'Bella',
            lastName: 'Boss',
            phones: [{ number: '+442079460113' }],
            emails: [{ email: 'bella@example.com' }],
          },
        },
        { fields: { firstName: 'Andy', lastName: 'Aide', phones: [{ number: '+442079460114' }] } },
      ],
    ],
    [
      '12-missing-end.vcf',
      [
        { fields: { firstName: 'Lena', phones: [{ number: '+442079460115' }] } },
        { fields: { firstName: 'Fred', phones: [{ number: '+442079460116' }] } },
      ],
    ],
    ['13-cr-only.vcf', [person('Mary', 'Mac')]],
    [
      '14-icloud-groups.vcf',
      [
        {
          fields: {
            company: 'Example Ltd',
            phones: [
              { number: '+442079460118', label: 'fax' },
              { number: '+447700900119', label: 'mobile' },
              { number: '+442079460119', label: 'other' },
              { number: '+447700900120', label: 'mobile' },
              { number: '+442079460120', label: 'fax' },
            ],
            emails: [{ email: 'gina@example.com' }],
          },
          skipped: [{ value: '+442079460121', reason: 'It is a pager and no telephone.' }],
        },
      ],
    ],
    [
      '16-fold-inside-utf8.vcf',
      [
        {
          fields: {
            firstName: expect.stringMatching(/^Gülü+$/),
            lastName: 'Çelik',
            phones: [{ number: '+902120000124' }],
          },
        },
      ],
    ],
    ['50-outlook-x-ms-cardpicture.vcf', [person('Ada', 'Archer')]],
  ])('%s', (name, expected) => {
    for (const step of [1, 7, 64 * 1024]) expect(readings(input(name), { step })).toMatchObject(expected);
  });

  // What becomes of these numbers is read-phones.ts’s.
  test.each(['09-pause-and-wait.vcf', '10-invisible-in-number.vcf'])(
    '%s: every number is handed over whole, none is left out without a word',
    (name) => {
      const bytes = input(name);
      const written = bytes.toString().match(/^TEL/gm) ?? [];
      const [reading] = readings(bytes);
      if (!reading || 'rejected' in reading) throw new Error('rejected');
      expect(reading.fields.phones.length + reading.skipped.length).toBeGreaterThanOrEqual(written.length);
      if (name.startsWith('09'))
        expect(JSON.stringify(reading)).toMatch(/0109,,4321#.*0110,001202.*0111;99.*0112p33.*4;5678/s);
    },
  );
});

describe('each BEGIN has its card or a reason', () => {
  const one = 'N:One;Anna\r\nTEL:1\r\n';
  test.each<[string, string, readonly unknown[]]>([
    [
      'joined without a line end',
      'BEGIN:VCARD\r\nN:A;A\r\nEND:VCARDBEGIN:VCARD\r\nN:B;B\r\nEND:VCARD',
      [person('A', 'A'), person('B', 'B')],
    ],
    [
      'joined without a line end, with a byte order mark',
      'BEGIN:VCARD\nN:A;A\nEND:VCARD\ufeffBEGIN:VCARD\nN:B;B\nEND:VCARD\n',
      [person('A', 'A'), person('B', 'B')],
    ],
    ['in small letters and with blanks', `begin:vcard \r\n${one}end: vCard\t\r\n`, [person('Anna', 'One')]],
    ['with a group (RFC 2426, 4)', `a.BEGIN:VCARD\n${one}a.END:VCARD\n`, [person('Anna', 'One')]],
    ['converted twice: CRCRLF', card('N:One;An', ' na').replaceAll('\n', '\r\n'), [person('Anna', 'One')]],
    ['ended by DOS', `${card('N:One;Anna')}\x1a`, [person('Anna', 'One')]],
    [
      'quoted-printable that ends in the middle',
      card('N:One;Anna', 'NOTE;QUOTED-PRINTABLE:x=') + card('N:Two;Ben'),
      [{ fields: { firstName: 'Anna', notes: 'x' } }, person('Ben', 'Two')],
    ],
    ['cut off', 'BEGIN:VCARD\r\nN:One;An', [rejected(/cut off/)]],
    ['without BEGIN', `${card('N:A;A')}\r\n${one}END:VCARD\r\n`, [person('A', 'A'), rejected(/BEGIN/)]],
    [
      'an agent inside, escaped (3.0)',
      card('N:Boss;Bella', 'AGENT:BEGIN:VCARD\\nFN:Andy Aide\\nTEL:+44 1\\n', ' END:VCARD\\n', 'TEL:2'),
      [
        { fields: { firstName: 'Bella', phones: [{ number: '2' }] } },
        { fields: { firstName: 'Andy Aide', phones: [{ number: '+44 1' }] } },
      ],
    ],
    [
      'an agent inside, on the line of AGENT',
      card('N:Boss;Bella', 'AGENT:BEGIN:VCARD', 'N:Aide;Andy', 'END:VCARD', 'TITLE:Head'),
      [{ fields: { firstName: 'Bella', jobTitle: 'Head' } }, person('Andy', 'Aide')],
    ],
    [
      'an agent inside that is cut off',
      card('N:Boss;Bella', 'AGENT:BEGIN:VCARD\\nFN:Andy', 'TITLE:Head'),
      [{ fields: { firstName: 'Bella', jobTitle: 'Head' } }, rejected(/cut off/)],
    ],
    [
      'an agent elsewhere',
      card('N:Boss;Bella', 'AGENT;VALUE=uri:CID:1@example.com', 'TITLE:Head'),
      [{ fields: { firstName: 'Bella', jobTitle: 'Head' } }],
    ],
    ['a group', card('KIND:group', 'FN:Team', 'MEMBER:urn:uuid:1'), [rejected(/group/)]],
    ['a group of iCloud', card('N:Team', 'X-ADDRESSBOOKSERVER-KIND:group'), [rejected(/group/)]],
    [
      'a text that is too long',
      card('N:Long;Lea', `NOTE:${'x'.repeat(70_000)}`) + card('N:Two;Ben'),
      [rejected(/NOTE has more than 64 KB/), person('Ben', 'Two')],
    ],
    [
      'too many lines',
      card('N:Long;Lea', ...Array.from({ length: 1_001 }, () => 'TEL:1')),
      [rejected(/1,000 lines/)],
    ],
  ])('%s', (_name, file, expected) => {
    for (const step of [1, 10, 64 * 1024]) expect(readings(file, { step })).toMatchObject(expected);
  });

  // As a file that was cut, joined or mended by hand.
  const pieces = [
    'BEGIN:VCARD',
    'END:VCARD',
    'END:VCARDBEGIN:VCARD',
    '\ufeffBEGIN:VCARD',
    'AGENT:',
    'AGENT:BEGIN:VCARD',
    'N:A;B',
    'FN:A B',
    'TEL:1',
    'NOTE;ENCODING=QUOTED-PRINTABLE:a=',
    'PHOTO;ENCODING=BASE64:AAAA',
    'X-A;B="c',
    'AAAA',
    ' b',
    '',
    'KIND:group',
  ];
  test('n BEGINs are n records, whatever stands around them and in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        (lines, newline, step) => {
          const file = lines.join(newline);
          const records = read(file, { step });
          const begun = records.filter(
            ({ reading }) => !('rejected' in reading && /no BEGIN/.test(reading.rejected)),
          );
          expect(begun).toHaveLength(file.match(/BEGIN:VCARD/g)?.length ?? 0);
          expect(records.map(({ row }) => row)).toEqual(records.map((_, at) => at + 1));
          expect(records).toEqual(read(file));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('bytes cut out of a file cost no other card', () => {
    const whole = Array.from({ length: 6 }, (_, at) => card(`N:Name${at}`, 'TEL;TYPE=CELL:1', 'NOTE:ä')).join(
      '',
    );
    const bytes = Buffer.from(whole);
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(120), (from, length) => {
        const left = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
        const begins = left.toString().match(/(?:^|[\r\n]|END:VCARD)BEGIN:VCARD(?=\r\n)/g)?.length ?? 0;
        const records = read(left);
        expect(records.length).toBeGreaterThanOrEqual(begins);
        const firstTouched = Math.floor(from / (bytes.length / 6));
        const untouched = Array.from({ length: 6 }, (_, at) => `Name${at}`).filter(
          (_, at) => at < firstTouched || at > Math.floor((from + length) / (bytes.length / 6)) + 1,
        );
        const found = records.map(({ reading }) => ('fields' in reading ? reading.fields.lastName : ''));
        expect(found).toEqual(expect.arrayContaining(untouched));
      }),
    );
  });

  test('what is not read may be of any length, folded or not, known or not', () => {
    const long = 'A'.repeat(500_000);
    const folded = `${long.slice(0, 9_000)}`.replace(/.{70}/g, '$&\r\n ');
    const file = card(
      'N:One;Anna',
      `X-MS-CARDPICTURE;ENCODING=BASE64:${long}`,
      `PHOTO:${folded}`,
      `X-${long}:1`,
      long,
      `X-Y;Z="${long}`,
      'TEL:1',
    );
    expect(readings(file)).toMatchObject([{ fields: { firstName: 'Anna', phones: [{ number: '1' }] } }]);
  });
});

describe('transfer encodings and character sets', () => {
  test.each<[string, string | Buffer, string]>([
    ['quoted-printable, a bare parameter', 'N;QUOTED-PRINTABLE:M=C3=BCller', 'Müller'],
    ['a soft line break inside a character', 'N;ENCODING=QUOTED-PRINTABLE:M=C3=\r\n=BCller', 'Müller'],
    ['with a fold behind it', 'N;ENCODING=QUOTED-PRINTABLE:M=C3=\r\n =BCller', 'Müller'],
    ['with folds behind all of them', 'N;ENCODING=QUOTED-PRINTABLE:Mül=\r\n ler-M=\r\n aier', 'Müller-Maier'],
    ['with a blank that is text', 'N;ENCODING=QUOTED-PRINTABLE:van=\r\n Beek', 'van Beek'],
    ['with blanks before the line end', 'N;ENCODING=QUOTED-PRINTABLE:Mül= \t\r\nler', 'Müller'],
    ['a line that looks like a property', 'X-A;ENCODING=QUOTED-PRINTABLE:=\r\nN:No\r\nN:Yes', 'Yes'],
    ['a semicolon that is encoded divides', 'N;ENCODING=QUOTED-PRINTABLE:One=3BAnna', 'One'],
    ['plain bytes inside quoted-printable', 'N;ENCODING=QUOTED-PRINTABLE:Mü=C3=A4', 'Müä'],
    ['base64 in several lines', 'N;ENCODING=b:TcO8\r\n bGxl\r\n cg==', 'Müller'],
    ['base64 that is not indented', 'N;ENCODING=BASE64:TcO8\r\nbGxlcg==\r\n\r\nTEL:1', 'Müller'],
    ['base64 that is none', 'N;ENCODING=BASE64:Müller;Ute', 'Müller'],
    ['a character set that nobody knows', 'N;CHARSET=x-unknown:Müller', 'Müller'],
    ['a “character set” that is none', 'N;CHARSET=base64:Müller', 'Müller'],
    ['one that is spelled otherwise', 'N;CHARSET=base-64:Müller', 'Müller'],
    ['ASCII, which it is not', 'N;CHARSET=us-ascii:Müller', 'Müller'],
    ['a head that is folded', 'N;ENCODING=QUOTED-\r\n PRINTABLE;X="a:b;c":M=C3=BCller', 'Müller'],
    ['a single quotation mark in the head', 'N;X=5":Müller', 'Müller'],
    [
      'a backslash in half a Japanese character',
      of('N;CHARSET=Shift_JIS:', 'ソ能\\;表', 'shift_jis'),
      'ソ能;表',
    ],
    ['Chinese', of('N;CHARSET=GB18030:', '张伟', 'gb18030'), '张伟'],
    ['Greek', of('N;CHARSET="windows-1253":', 'Νίκος', 'windows-1253'), 'Νίκος'],
    [
      'Latin-1 as Windows means it',
      Buffer.from('N;CHARSET=ISO-8859-1:O\x92Brien \x80', 'latin1'),
      'O’Brien €',
    ],
    ['Japanese in 7 bits', 'N;CHARSET=ISO-2022-JP:\x1b$B;3ED\x1b(B', '山田'],
    ['a line that is no UTF-8', Buffer.from('N:M\xfcller', 'latin1'), 'Müller'],
  ])('%s', (_name, line, lastName) => {
    const file = Buffer.concat([
      Buffer.from('BEGIN:VCARD\r\n'),
      Buffer.from(line),
      Buffer.from('\r\nEND:VCARD'),
    ]);
    for (const step of [1, 3, 1000])
      expect(readings(file, { step })).toMatchObject([{ fields: { lastName } }]);
  });

  test('a line without CHARSET is in the file’s encoding, one with it in its own', () => {
    const file = Buffer.concat([
      iconv.encode('BEGIN:VCARD\r\nN:Петров\r\nORG;CHARSET=UTF-8:', 'windows-1251'),
      Buffer.from('Žižka\r\nEND:VCARD'),
    ]);
    expect(readings(file, { encoding: 'windows-1251' })).toMatchObject([
      { fields: { lastName: 'Петров', company: 'Žižka' } },
    ]);
  });

  test.each(['utf-16le', 'utf-16be'])('a file in %s', (encoding) => {
    const file = iconv.encode(card('N:Žižka;Jan 😀'), encoding);
    for (const step of [1, 2, 3, 1000])
      expect(readings(file, { encoding, step })).toMatchObject([person('Jan 😀', 'Žižka')]);
  });
});

const of = (head: string, text: string, charset: string) =>
  Buffer.concat([Buffer.from(head), iconv.encode(text, charset)]);

test.each([
  [['FN:Jane Roe'], { firstName: 'Jane Roe', lastName: '', company: '' }],
  [['N:;;;;', 'FN:Jane Roe', 'ORG:Clinic'], { firstName: 'Jane Roe', company: 'Clinic' }],
  [['N:Roe;Jane', 'FN:Dr. Jane Roe'], { firstName: 'Jane', lastName: 'Roe' }],
  [['FN:Adler\\, Karen', 'ORG:Clinic'], { firstName: 'Adler, Karen', company: 'Clinic' }],
  [['FN:CLINIC', 'ORG:Clinic;Ward 3'], { firstName: '', company: 'Clinic', department: 'Ward 3' }],
  [['ORG:;Test company'], { firstName: '', company: 'Test company', department: '' }],
  [
    ['ORG:;Company;Unit', 'FN;DERIVED=TRUE:No Name'],
    { firstName: '', company: 'Company', department: 'Unit' },
  ],
  [['FN;DERIVED=true:No Name', 'FN:Jane Roe'], { firstName: 'Jane Roe' }],
  [['N:;;;;', 'FN:Clinic', 'X-ABShowAs:COMPANY'], { firstName: '', company: 'Clinic' }],
  [['FN:The Clinic', 'KIND:org', 'ORG:Clinic Ltd'], { firstName: '', company: 'Clinic Ltd' }],
])('names: %j', (lines, fields) => {
  expect(readings(card(...lines))).toMatchObject([{ fields }]);
});

test('a card whose only name a program made up is reported', () => {
  expect(readings(card('FN;DERIVED=TRUE:No Name', 'TEL:1'))).toMatchObject([rejected(/no first name/)]);
});

test.each([
  ['i.TEL;TYPE=WORK:1\r\nI.X-ABLabel:Reception', 'work'],
  ['i.TEL:1\r\ni.X-ABLabel:Reception', 'other'],
  ['i.TEL:1\r\ni.X-ABLabel:_$!<HomeFAX>!$_', 'fax'],
  ['i.TEL:1\r\ni.X-ABLabel:Fax upstairs', 'fax'],
  ['i.TEL:1\r\ni.X-ABLabel:Halifax', 'other'],
  ['i.TEL:1\r\ni.X-ABLabel:_$!<Mobile>!$_', 'mobile'],
  ['i.TEL:1\r\ni.X-ABLabel:_$!<Main>!$_', 'other'],
  ['i.TEL:1\r\ni.X-ABLabel:_$!<Home>!$_', 'home'],
  ['TEL;WORK;FAX:1', 'fax'],
])('labels: %s', (line, label) => {
  expect(readings(card('N:One', line))).toMatchObject([{ fields: { phones: [{ number: '1', label }] } }]);
});

test.each(['TEL;PAGER;VOICE:1', 'i.TEL:1\r\ni.X-ABLabel:_$!<Pager>!$_'])('no telephone: %s', (line) => {
  expect(readings(card('N:One', line))).toMatchObject([
    { fields: { phones: [] }, skipped: [{ value: '1', reason: expect.stringContaining('pager') }] },
  ]);
});

test('a card with a byte that is not UTF-8 is read, and said to be doubtful', () => {
  const card = (name: Buffer) =>
    Buffer.concat([
      Buffer.from('BEGIN:VCARD\nVERSION:3.0\nN:Gr'),
      name,
      Buffer.from(';J\u00fcrgen\nEND:VCARD\n'),
    ]);
  const file = Buffer.concat([card(Buffer.from([0xf6])), card(Buffer.from('\u00f6'))]);
  const records = readVcards({ country: 'US', encoding: 'utf-8' }).read(file, true);
  expect(
    records.map(({ row, reading, doubt }) => [row, 'fields' in reading && reading.fields.lastName, doubt]),
  ).toEqual([
    [1, 'Gr\u00f6', expect.stringContaining('not UTF-8')],
    [2, 'Gr\u00f6', undefined],
  ]);
});

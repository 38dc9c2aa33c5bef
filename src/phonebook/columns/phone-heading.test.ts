import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { findHeading } from './find-heading.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { columnsNotRead } from './read-table.ts';

const isPhone = (heading: string) => /^phone(?!Label)/.test(findHeading(heading)?.heading ?? '');

test.each(
  `Phone, Phone 1, Phone 1 - Value, Work Phone 2, workPhone, home_phone, Tel., Tel. (dienstlich), Telefon Zentrale 2,
  Telefonnummer, Mobiltelefon, Handynummer privat, Diensthandy, Festnetz (privat), Telefon-Nr., Tel.-Nr., Rufnummer 2,
  Direct phone number, Main phone, Other mobile, Mobile (work), Primary mobile number, Business Cell, Tél. fixe, N° de téléphone,
  No. phone, Nº teléfono, Téléphone portable pro, Teléfono móvil de empresa, Telefono di casa, Telefone do trabalho,
  Telefoon werk, Telefon służbowy, Telefon do práce, Рабочий телефон 2, Мобильный номер телефона, 携帯電話番号, 自宅の電話番号, 手机号码, 公司电话,
  iPhone, Fax (Büro), Contact phone, Customer Phone, Switchboard telephone`
    .split(',')
    .map((heading) => heading.trim()),
)('“%s” is a telephone', (heading) => {
  expect(isPhone(heading)).toBe(true);
});

const others = [
  ...[
    'Phone password',
    'Phone PIN',
    'SIP phone secret',
    'Cancelled',
    'Miscellaneous',
    'Excellence',
    'Automobile',
  ],
  ...[
    'Mobile IMEI',
    'Mobile allowance',
    'Telefon geändert am',
    'Phone verified',
    'Phone score',
    'Last phone call',
  ],
  ...[
    'Do not phone',
    'No phone',
    'Emergency Contact Phone',
    'Spouse Phone',
    'Telefon-Tarif',
    'Mobile SIM',
    'Cell count',
  ],
  ...[
    'Handynummer gültig bis',
    'Telegram',
    'Telegram ID',
    'Telefax-Kosten',
    'Phone opt-in',
    'Phone consent date',
  ],
  ...[
    'Phone extension',
    'Phone calls',
    'Telephone (country)',
    'Mobile phone prefix',
    'Hotel',
    'Hotel phone',
    'Tel. Zone',
  ],
  ...[
    'Mobile Number Portability',
    'Cell phone carrier',
    'Phone timezone',
    'Phone 1 - Country Code',
    'Intel ID',
    'Datel',
  ],
  ...['Is mobile', 'Phone code', 'Mobile PUK', 'phonePin', 'Telefon-PIN', 'Phone model'],
];

// Words that only look like telephones: of these a column that holds numbers is still taken, if there is no other.
const unlike = /^(?:Cancel|Misc|Excel|Auto|Telegram|Hotel$|Intel|Datel)/;

test.each(others)('“%s” is none, and what stands there is told as not read', (heading) => {
  expect(isPhone(heading)).toBe(false);
  const [name, numbers] = unlike.test(heading) ? ['Name,Phone', '1001'] : ['Name,Company', 'Example Ltd'];
  const reader = readFile('GB');
  const text = `${name},"${heading}"\nAda Archer,${numbers},02079460181\nBob Barker,${numbers},02079460182\n`;
  const records = [...reader.write(Buffer.from(text)), ...reader.write(null)];
  expect(records.map(({ row }) => row)).toEqual([2, 3]);
  expect(JSON.stringify(records)).not.toContain('0207');
  const table = reader.table()!;
  expect(columnsNotRead(table, table.proposed)).toEqual([heading]);
});

test('a secret is never shown, nor read when a mapping names it', () => {
  const reader = readFile('GB', { mapping: { firstName: '{Name}', notes: '{Phone PIN} {SIP secret}' } });
  const text = 'Name,Phone PIN,SIP secret,Postal Code\nAda,4711,hunter2,E1 1AA\n';
  const records = [...reader.write(Buffer.from(text)), ...reader.write(null)];
  const seen = JSON.stringify([records, reader.table()]);
  expect(seen).not.toMatch(/4711|hunter2/);
  expect(seen).toContain('E1 1AA');
  expect(
    ['Postal Code', 'Customer code', 'Country code', 'Opinion', 'Pinterest'].filter(isSecretHeading),
  ).toEqual([]);
  expect(
    ['Voicemail code', 'Access Code', 'PIN', 'Kennwort', 'Pass-phrase'].filter(isSecretHeading),
  ).toHaveLength(5);
});

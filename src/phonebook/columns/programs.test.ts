import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContactFields, Phone } from '../../domain/contact.ts';
import { readFile } from '../read-file.ts';

// What each program writes, with made-up people, and the contacts that it means.

function read(text: string) {
  const reader = readFile('GB');
  const records = [...reader.write(Buffer.from(text)), ...reader.write(null)];
  return { records, table: reader.table() };
}

const fields = (text: string) =>
  read(text).records.map(({ reading }) => ('fields' in reading ? reading.fields : reading));

const phones = (...pairs: readonly (readonly [Phone['label'], string])[]) =>
  pairs.map(([label, number]) => ({ label, number }));

type Expected = Partial<Omit<ContactFields, 'emails'>> & { readonly emails?: readonly unknown[] };

const programs: readonly (readonly [string, string, Expected])[] = [
  [
    'Google, old',
    'Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Name Prefix,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n' +
      'Ada Archer,Ada,King,Archer,,,,likes tea,* myContacts,* Home,ada@example.com,Work,020 7946 0101,Home Fax,020 7946 0102,,Example Ltd,Buyer\n',
    {
      firstName: 'Ada',
      middleName: 'King',
      lastName: 'Archer',
      company: 'Example Ltd',
      jobTitle: 'Buyer',
      notes: 'likes tea',
      emails: [{ email: 'ada@example.com', label: 'private' }],
      phones: phones(['work', '020 7946 0101'], ['fax', '020 7946 0102']),
    },
  ],
  [
    'Outlook, title first',
    'Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Fax,Business Phone,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,Notes\n' +
      'Mr.,Bob,,Barker,,Example Ltd,Sales,Buyer,1 High St,London,020 7946 0103,020 7946 0104,,07700 900104,bob@example.com,SMTP,Bob,\n',
    {
      firstName: 'Bob',
      lastName: 'Barker',
      company: 'Example Ltd',
      department: 'Sales',
      jobTitle: 'Buyer',
      emails: [{ email: 'bob@example.com', label: 'business' }],
      phones: phones(['work', '020 7946 0104'], ['mobile', '07700 900104'], ['fax', '020 7946 0103']),
    },
  ],
  [
    'Outlook, German',
    '"Anrede";"Vorname";"Weitere Vornamen";"Nachname";"Suffix";"Firma";"Abteilung";"Position";"Straße geschäftlich";"Ort geschäftlich";"Fax geschäftlich";"Telefon Firma";"Telefon geschäftlich";"Telefon geschäftlich 2";"Mobiltelefon";"Telefon privat";"E-Mail-Adresse";"Notizen"\n' +
      '"Frau";"Jörg";"";"Müller";"";"Bär & Söhne GmbH";"Einkauf";"Leiter";"Weg 1";"Bonn";"0228 5550105";"";"0228 5550106";"";"0170 5550107";"0228 5550108";"joerg@example.com";"ok"\n',
    {
      firstName: 'Jörg',
      lastName: 'Müller',
      company: 'Bär & Söhne GmbH',
      department: 'Einkauf',
      jobTitle: 'Leiter',
      notes: 'ok',
      phones: phones(
        ['work', '0228 5550106'],
        ['mobile', '0170 5550107'],
        ['home', '0228 5550108'],
        ['fax', '0228 5550105'],
      ),
    },
  ],
  [
    'Outlook, French',
    'Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Fonction,Télécopie (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Adresse de messagerie\n' +
      'Mme,Zoë,,Lefèvre,,Exemple SARL,Achats,Acheteuse,01 99 00 01 09,01 99 00 01 10,01 99 00 01 11,06 39 98 01 12,zoe@example.com\n',
    {
      firstName: 'Zoë',
      lastName: 'Lefèvre',
      company: 'Exemple SARL',
      department: 'Achats',
      jobTitle: 'Acheteuse',
      phones: phones(
        ['work', '01 99 00 01 10'],
        ['home', '01 99 00 01 11'],
        ['mobile', '06 39 98 01 12'],
        ['fax', '01 99 00 01 09'],
      ),
    },
  ],
  [
    'Outlook, Spanish',
    'Nombre,Segundo nombre,Apellidos,Organización,Puesto,Fax del trabajo,Teléfono del trabajo,Móvil,Dirección de correo electrónico\nAna,,Peña,Ejemplo SL,Compras,,912 000 113,612 000 114,ana@example.com\n',
    {
      firstName: 'Ana',
      lastName: 'Peña',
      company: 'Ejemplo SL',
      jobTitle: 'Compras',
      phones: phones(['work', '912 000 113'], ['mobile', '612 000 114']),
    },
  ],
  [
    'Outlook, Italian',
    'Nome,Secondo nome,Cognome,Società,Posizione,Fax ufficio,Telefono ufficio,Cellulare,Indirizzo posta elettronica\nEva,,Rossi,Esempio SpA,Buyer,,02 0000 115,320 000 116,eva@example.com\n',
    {
      firstName: 'Eva',
      lastName: 'Rossi',
      company: 'Esempio SpA',
      phones: phones(['work', '02 0000 115'], ['mobile', '320 000 116']),
      emails: [{ email: 'eva@example.com', label: 'business' }],
    },
  ],
  [
    'Outlook, Polish',
    'Imię,Nazwisko,Firma,Stanowisko,Telefon służbowy,Telefon komórkowy,Adres e-mail\nŁucja,Żak,Przykład,Zakupy,22 000 01 17,500 000 118,l@example.com\n',
    {
      firstName: 'Łucja',
      lastName: 'Żak',
      company: 'Przykład',
      jobTitle: 'Zakupy',
      phones: phones(['work', '22 000 01 17'], ['mobile', '500 000 118']),
    },
  ],
  [
    'Outlook, Dutch',
    'Voornaam,Tussenvoegsel,Achternaam,Bedrijf,Functie,Telefoon op werk,Mobiele telefoon,E-mailadres\nJan,de,Vries,Voorbeeld BV,Inkoop,020 000 0119,06 0000 0120,jan@example.com\n',
    {
      firstName: 'Jan',
      middleName: 'de',
      lastName: 'Vries',
      company: 'Voorbeeld BV',
      phones: phones(['work', '020 000 0119'], ['mobile', '06 0000 0120']),
    },
  ],
  [
    'a Russian list',
    'ФИО;Компания;Рабочий телефон;Мобильный телефон;Электронная почта\nАнна Петрова;Пример;+7 495 000-01-21;+7 900 000-01-22;anna@example.com\n',
    {
      firstName: 'Анна',
      lastName: 'Петрова',
      company: 'Пример',
      phones: phones(['work', '+7 495 000-01-21'], ['mobile', '+7 900 000-01-22']),
    },
  ],
  [
    'a Japanese list',
    '姓,名,会社名,電話番号,携帯電話,メールアドレス\n山田,花子,例社,03-0000-0123,090-0000-0124,h@example.com\n',
    {
      firstName: '花子',
      lastName: '山田',
      company: '例社',
      phones: phones(['work', '03-0000-0123'], ['mobile', '090-0000-0124']),
    },
  ],
  [
    'a Turkish list',
    'Adı;Soyadı;Şirket;İş Telefonu;Cep Telefonu;E-posta\nIşıl;Çelik;Örnek;0212 000 01 25;0532 000 01 26;i@example.com\n',
    {
      firstName: 'Işıl',
      lastName: 'Çelik',
      company: 'Örnek',
      phones: phones(['work', '0212 000 01 25'], ['mobile', '0532 000 01 26']),
    },
  ],
  [
    'a Swedish list',
    'Förnamn;Efternamn;Företag;Telefon (arbete);Mobil;E-postadress\nÅsa;Öberg;Exempel AB;08-000 01 27;070-000 01 28;asa@example.com\n',
    {
      firstName: 'Åsa',
      lastName: 'Öberg',
      company: 'Exempel AB',
      phones: phones(['work', '08-000 01 27'], ['mobile', '070-000 01 28']),
    },
  ],
  [
    'Thunderbird',
    'First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Job Title,Department,Organization,Web Page 1,Birth Year,Custom 1,Notes\n' +
      'Ada,Archer,Ada Archer,,ada@example.com,a2@example.com,,020 7946 0129,,,,07700 900129,,Buyer,Purchasing,Example Ltd,,,,\n',
    {
      firstName: 'Ada',
      company: 'Example Ltd',
      emails: [
        { email: 'ada@example.com', label: 'business' },
        { email: 'a2@example.com', label: 'business' },
      ],
      phones: phones(['work', '020 7946 0129'], ['mobile', '07700 900129']),
    },
  ],
  [
    'Thunderbird, German',
    'Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Messenger-Name,Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,Organisation\n,,Ada Archer,,ada@example.com,,,030 5550132,030 5550133,,,0170 5550134,Beispiel\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      company: 'Beispiel',
      phones: phones(['work', '030 5550132'], ['home', '030 5550133'], ['mobile', '0170 5550134']),
    },
  ],
  [
    '3CX',
    'FirstName,LastName,Company,Mobile,Mobile 2,Home,Home 2,Business,Business 2,Email,Other,Business Fax,Home Fax,Pager\nBob,Barker,Example Ltd,07700900135,,,,02079460136,02079460137,bob@example.com,,02079460138,,\n',
    {
      firstName: 'Bob',
      lastName: 'Barker',
      phones: phones(
        ['mobile', '07700900135'],
        ['work', '02079460136'],
        ['work', '02079460137'],
        ['fax', '02079460138'],
      ),
    },
  ],
  [
    'FreePBX contact manager',
    'displayname,fname,lname,title,company,address,phone_1_number,phone_1_type,phone_1_extension,phone_1_flags,phone_2_number,phone_2_type,email_1\nAda Archer,Ada,Archer,Buyer,Example Ltd,,02079460139,work,,,07700900139,cell,ada@example.com\n',
    {
      firstName: 'Ada',
      jobTitle: 'Buyer',
      company: 'Example Ltd',
      phones: phones(['work', '02079460139'], ['mobile', '07700900139']),
      emails: [{ email: 'ada@example.com', label: 'business' }],
    },
  ],
  [
    'PBXware 7',
    'name,last_name,company,phone,phone_label,email,email_label\nAda,Archer,Example Ltd,02079460143,Work,ada@example.com,Private\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      phones: phones(['work', '02079460143']),
      emails: [{ email: 'ada@example.com', label: 'private' }],
    },
  ],
  [
    'Grandstream',
    'First Name,Last Name,Department,Company,Job,Work Number,Mobile Number,Home Number,Fax,Email,Ring Tone,Groups\nAda,Archer,Purchasing,Example Ltd,,02079460144,,,,ada@example.com,,\n',
    { firstName: 'Ada', department: 'Purchasing', phones: phones(['work', '02079460144']) },
  ],
  [
    'Fanvil',
    'name,work,mobile,other,ring,groups\nAda Archer,02079460145,07700900145,,Default,\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      phones: phones(['work', '02079460145'], ['mobile', '07700900145']),
    },
  ],
  [
    'Gigaset',
    'Last name,First name,Office,Mobile,Home,E-mail\nArcher,Ada,02079460146,,,ada@example.com\n',
    { firstName: 'Ada', lastName: 'Archer', phones: phones(['work', '02079460146']) },
  ],
  [
    'Snom',
    'Name,Number,Number Type,First Name,Last Name,Organization,Outgoing Identity\nAda Archer,02079460147,mobile,,,Example Ltd,active\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      company: 'Example Ltd',
      phones: phones(['mobile', '02079460147']),
    },
  ],
  [
    'Speedport',
    'Name;Vorname;Rufnummer (privat);Rufnummer (Arbeit);Rufnummer (Mobil)\nArcher;Ada;0305550148;0305550149;01705550150\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      phones: phones(['home', '0305550148'], ['work', '0305550149'], ['mobile', '01705550150']),
    },
  ],
  [
    'XiVO and Wazo',
    'title|displayname|firstname|lastname|society|mobilenumber|email|url|description|officenumber|faxnumber|officecity|homenumber|othernumber\nmr|Bob Barker|Bob|Barker|Example Ltd|07700900151|bob@example.com||likes tea|02079460151||London||\n',
    {
      firstName: 'Bob',
      lastName: 'Barker',
      company: 'Example Ltd',
      jobTitle: '',
      notes: 'likes tea',
      phones: phones(['mobile', '07700900151'], ['work', '02079460151']),
    },
  ],
  [
    'HubSpot, with columns of its own',
    'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Company,Last Activity Date,Lead Status,Marketing contact status,Create Date\n17,Ada,Archer,ada@example.com,020 7946 0177,Bob,Example Ltd,,,,\n',
    {
      firstName: 'Ada',
      lastName: 'Archer',
      company: 'Example Ltd',
      phones: phones(['work', '020 7946 0177']),
    },
  ],
  [
    'iCloud, as it is turned into a table',
    'First name,Last name,Organization,Job title,Telephone (mobile),Telephone (work fax),E-mail (home)\nAda,Archer,Example Ltd,Buyer,07700900152,02079460152,ada@example.com\n',
    { firstName: 'Ada', phones: phones(['mobile', '07700900152'], ['fax', '02079460152']) },
  ],
  [
    'Excel, behind `sep=` and a title',
    'sep=;\nCustomers 2026\nName;Phone\nArcher, Ada;020 7946 0153\n',
    { firstName: 'Ada', lastName: 'Archer', phones: phones(['work', '020 7946 0153']) },
  ],
];

test.each(programs)('%s: read by its header', (_name, text, expected) => {
  expect(fields(text).at(-1)).toMatchObject(expected);
});

test.each(['Name,Phone', 'Name;Telefon', 'name,number', 'Nom,Téléphone', 'Contact,Mobile'])(
  '“%s” is never a contact',
  (header) => {
    const separator = header.includes(';') ? ';' : ',';
    expect(fields(`${header}\nAda Archer${separator}0207946015\n`)).toMatchObject([
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '0207946015' }] },
    ]);
  },
);

describe('files from the field', () => {
  const file = (name: string) => readFileSync(`test/cases/csv/${name}`, 'utf8');

  test('Google, 2024', () => {
    expect(fields(file('30-google-2024.csv'))).toMatchObject([
      {
        firstName: 'Ada',
        lastName: 'Archer',
        company: 'Example Ltd',
        jobTitle: 'Buyer',
        department: 'Purchasing',
        emails: [{ email: 'ada@example.com', label: 'business' }],
        phones: phones(['mobile', '+44 7700 900130'], ['work', '020 7946 0130'], ['work', '020 7946 0131']),
      },
      { firstName: 'Bob', lastName: 'Barker', phones: phones(['mobile', '+44 7700 900131']), emails: [] },
    ]);
  });

  test('Outlook', () => {
    expect(fields(file('32-outlook.csv'))).toMatchObject([
      {
        firstName: 'Ada',
        lastName: 'Archer',
        company: 'Example Ltd',
        jobTitle: 'Buyer',
        department: 'Purchasing',
        emails: [{ email: 'ada@example.com' }],
        phones: phones(['work', '020 7946 0134'], ['mobile', '+44 7700 900134'], ['fax', '020 7946 0135']),
      },
      { firstName: 'Bob', lastName: 'Barker', jobTitle: '', phones: phones(['work', '020 7946 0136']) },
    ]);
  });

  test('Yeastar', () => {
    expect(fields(file('34-yeastar.csv'))).toMatchObject([
      {
        firstName: 'Ada',
        lastName: 'Archer',
        company: 'Example Ltd',
        emails: [{ email: 'ada@example.com' }],
        phones: phones(['work', '02079460141'], ['mobile', '+447700900141']),
      },
    ]);
  });

  test('Yealink', () => {
    expect(fields(file('35-yealink.csv'))).toMatchObject([
      {
        firstName: 'Ada',
        lastName: 'Archer',
        company: '',
        phones: phones(['work', '02079460142'], ['mobile', '+447700900142']),
      },
    ]);
  });

  test('files without a header are still read by position', () => {
    for (const name of [
      '42-excel-scientific.csv',
      '58-two-numbers-in-one-cell.csv',
      '59-number-spellings.csv',
    ]) {
      const { records, table } = read(file(name));
      expect(table).toMatchObject({ headerAt: null });
      expect(records[0]).toMatchObject({ row: 1, form: 'plain' });
      expect(records.length).toBe(file(name).trimEnd().split('\n').length);
    }
  });
});

test('a heading that nobody knows is no contact either, when what stands below is of another kind', () => {
  const { records, table } = read('Wer,Wo erreichbar\nAda Archer,020 7946 0154\nBob Barker,020 7946 0155\n');
  expect(table).toMatchObject({ headerAt: 0, unknown: ['Wer'] });
  expect(records.map(({ row }) => row)).toEqual([2, 3]);
});

test('numbers and addresses under unknown headings are proposed by what they look like', () => {
  const { table } = read('Wer,Wo,Post\nAda,020 7946 0156,ada@example.com\n');
  expect(table?.proposed).toEqual({
    phones: [{ value: '{Wo}', label: 'other' }],
    emails: [{ value: '{Post}', label: 'business' }],
  });
});

test('a person’s row is not taken for a header', () => {
  expect(fields('Ada,,Archer,,Mobile Works,work:123\n')).toHaveLength(1);
  expect(fields('Ada,Archer\nBob,Barker\n')).toHaveLength(2);
  expect(fields('Reception,,,,\nKitchen,,,,\n')).toHaveLength(2);
  expect(fields('Home,,Depot,,,work:1\n')).toHaveLength(1);
});

test('an address that is none costs the address, not the person; several in a cell are several', () => {
  const { records } = read(
    'Name,E-mail\nAda Archer,/o=EXCHANGE/cn=ada\nBob Barker,"Bob <bob@example.com>; b2@example.com"\n',
  );
  expect(records.map(({ reading }) => reading)).toMatchObject([
    {
      fields: { firstName: 'Ada', emails: [] },
      skipped: [{ value: '/o=EXCHANGE/cn=ada', reason: 'It is not an e-mail address.' }],
    },
    {
      fields: { emails: [{ email: 'bob@example.com' }, { email: 'b2@example.com' }] },
      skipped: [],
    },
  ]);
});

test('a company is not divided into first and last name', () => {
  expect(
    fields('Name,Phone\nExample Ltd,2001\n"Example, Inc.",2002\n"Anna Maria Rossi",2003\n'),
  ).toMatchObject([
    { firstName: 'Example Ltd', lastName: '' },
    { firstName: 'Example, Inc.', lastName: '' },
    { firstName: 'Anna Maria Rossi', lastName: '' },
  ]);
});

test('very wide and very long first rows are refused or read, and never slow', () => {
  expect(() => read(`Name${',Phone'.repeat(800)}\nA\n`)).toThrow('more than 500 columns');
  const many = read(`Name${',Phone'.repeat(150)}\nA${',2001'.repeat(150)}\n`).table;
  expect(many?.proposed.phones).toHaveLength(100);
  expect(fields(`a@${'.'.repeat(60_000)}@,x,y\n`)).toHaveLength(1);
  expect(() => fields(','.repeat(60_000))).toThrow('more than 1,000 cells');
  expect(fields(','.repeat(999))).toEqual([]);
});

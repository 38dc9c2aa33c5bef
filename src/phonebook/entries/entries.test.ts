import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

function read(file: Buffer | string, step = 4096) {
  const bytes = Buffer.from(file);
  const reader = readFile('GB', { encoding: 'utf-8' });
  const records = [];
  for (let at = 0; at < bytes.length; at += step)
    records.push(...reader.write(bytes.subarray(at, at + step)));
  records.push(...reader.write(null));
  return { records, scope: reader.scope() };
}
const fields = (file: Buffer | string, step?: number) =>
  read(file, step).records.map(({ reading }) => ('fields' in reading ? reading.fields : reading));

const ldif = `version: 1

# the company
dn: ou=people,dc=example
objectClass: organizationalUnit
ou: people

dn: uid=ada,ou=people,dc=example
objectClass: inetOrgPerson
cn: Ada Archer
givenName: Ada
sn:: ${Buffer.from('Ärcher').toString('base64')}
o: Example
  Ltd
ou: Purchasing
title;lang-en: Buyer
mail: ada@example.com
telephoneNumber: +44 20 7946 0160
telephoneNumber: +44 20 7946 0161
mobile: +44 7700 900160
facsimileTelephoneNumber: +44 20 7946 0162
pager: 123
jpegPhoto:: ${'A'.repeat(76)}
 ${'A'.repeat(76)}

dn: cn=Bob Barker
cn: Bob Barker
homePhone: 020 7946 0163
`;

test('LDIF: people with several numbers, base64 and folded lines; folders of the directory are told', () => {
  for (const text of [ldif, ldif.replaceAll('\n', '\r\n')])
    for (const step of [1, 50, 4096])
      expect(fields(text, step)).toMatchObject([
        { rejected: 'It is a group or a folder of the directory and no contact.' },
        {
          firstName: 'Ada',
          lastName: 'Ärcher',
          company: 'Example Ltd',
          department: 'Purchasing',
          jobTitle: 'Buyer',
          emails: [{ email: 'ada@example.com', label: 'business' }],
          phones: [
            { number: '+44 20 7946 0160', label: 'work' },
            { number: '+44 20 7946 0161', label: 'work' },
            { number: '+44 7700 900160', label: 'mobile' },
            { number: '+44 20 7946 0162', label: 'fax' },
          ],
        },
        { firstName: 'Bob', lastName: 'Barker', phones: [{ number: '020 7946 0163', label: 'home' }] },
      ]);
});

describe('LDIF: nobody gets what belongs to somebody else', () => {
  const ada = 'dn: cn=Ada Archer\ncn: Ada Archer\n';
  const bob = 'dn: cn=Bob Barker\ncn: Bob Barker\ntelephoneNumber: 020 7946 0172\n';
  const both = [
    { firstName: 'Ada', phones: [] },
    { firstName: 'Bob', phones: [{ number: '020 7946 0172' }] },
  ];

  test('the line between two entries is missing, or holds blanks', () => {
    for (const between of ['', ' \n', ' \t \n', '\t\n'])
      for (const step of [1, 4096]) expect(fields(ada + between + bob, step)).toMatchObject(both);
  });

  test('what has no dn is told', () => {
    expect(
      read(`version: 1\n\n# comment\n\n${ada}\ntelephoneNumber: 020 7946 0173\n\n${bob}\nresult: 0 Success\n`)
        .records,
    ).toMatchObject([
      { row: 1, reading: { fields: both[0] } },
      { row: 2, reading: { rejected: 'It has no dn, which every entry begins with.' } },
      { row: 3, reading: { fields: both[1] } },
    ]);
  });

  test('base64 that is no UTF-8 is read as Windows-1252, and told', () => {
    const name = Buffer.from('Zoë Ärcher', 'latin1').toString('base64');
    expect(read(`dn: cn=zoe\ncn:: ${name}\n`).records).toMatchObject([
      {
        reading: { fields: { firstName: 'Zoë', lastName: 'Ärcher' } },
        doubt: expect.stringContaining('1252'),
      },
    ]);
  });

  test('an entry of more values than anybody has is rejected alone', () => {
    expect(fields(`${ada}${'mobile: 1\n'.repeat(1_001)}\n${bob}`)).toMatchObject([
      { rejected: expect.stringContaining('more than 1,000 values') },
      both[1],
    ]);
  });

  test('a second value of a field that holds one is told', () => {
    expect(read(`${ada}ou: Sales\nou: Purchasing\n`).records).toMatchObject([
      {
        reading: {
          fields: { department: 'Sales' },
          skipped: [{ value: 'Purchasing', reason: 'It is a second department and was left out.' }],
        },
      },
    ]);
  });
});

describe('XML: nothing is lost in silence', () => {
  const bob = '<name>Bob</name><number>2002</number>';

  test('an entry inside another is one of its own', () => {
    expect(
      read(`<tbook><item><name>Ada</name><item>${bob}</item><number>2001</number></item></tbook>`).records,
    ).toMatchObject([
      { row: 2, reading: { fields: { firstName: 'Bob', phones: [{ number: '2002' }] } } },
      { row: 1, reading: { fields: { firstName: 'Ada', phones: [{ number: '2001' }] } } },
    ]);
    expect(fields('<tbook><item><contact>Ada Archer</contact></item></tbook>')).toMatchObject([
      { firstName: 'Ada', lastName: 'Archer' },
    ]);
  });

  test('a second name, text between fields, and a number of no entry are told', () => {
    expect(
      read(`<tbook><number>2003</number><item>loose<name>Ada</name>${bob}</item></tbook>`).records,
    ).toMatchObject([
      { row: 1, reading: { rejected: '“2003” belongs to no entry of the file.' } },
      {
        row: 2,
        reading: {
          fields: { firstName: 'Ada' },
          skipped: [
            { value: 'Bob', reason: 'It is a second name and was left out.' },
            { value: 'loose', reason: 'It stands in no field of the entry and was left out.' },
          ],
        },
      },
    ]);
  });

  test('an entry of more values than anybody has is rejected alone', () => {
    expect(
      fields(`<tbook><item>${'<number>1</number>'.repeat(1_001)}</item><item>${bob}</item></tbook>`),
    ).toMatchObject([{ rejected: expect.stringContaining('more than 1,000') }, { firstName: 'Bob' }]);
  });
});

test.each([
  ['cn: Jörg Müller\nsn: Müller', 'Jörg', 'Müller'],
  ['cn: Anna Maria von der Heide\nsn: von der Heide', 'Anna Maria', 'von der Heide'],
  ['cn: Müller, Jörg\nsn: Müller', 'Jörg', 'Müller'],
  ['cn: Empfang Bonn West\nsn: Müller', 'Empfang Bonn West', ''],
  ['cn: Müller\nsn: Müller', '', 'Müller'],
  ['cn: jm17\ndisplayName: Jörg Müller\nsn: Müller', 'Jörg', 'Müller'],
  ['cn: Jörg Müller\nsn: Müller\ngivenName: J.', 'J.', 'Müller'],
])('LDIF: the first name of “%s”', (lines, firstName, lastName) => {
  expect(fields(`dn: cn=x\n${lines}\n`)).toMatchObject([{ firstName, lastName }]);
});

describe('XML phone books', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  test.each([
    [
      'Yealink',
      `${declaration}<YealinkIPPhoneDirectory><DirectoryEntry><Name>Ada Archer &amp; Co</Name><Telephone>2001</Telephone><Telephone label="Mobile">+447700900164</Telephone></DirectoryEntry></YealinkIPPhoneDirectory>`,
      { firstName: 'Ada Archer & Co', phones: [{ number: '2001', label: 'work' }, { label: 'mobile' }] },
    ],
    [
      'Yealink, grouped',
      '<YealinkIPPhoneBook><Title>Company</Title><Menu Name="Sales"><Unit Name="Ada Archer" Phone1="2001" Phone2="+4930123457" Phone3="" default_photo="Resource:"/></Menu></YealinkIPPhoneBook>',
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '2001' }, { number: '+4930123457' }] },
    ],
    [
      'Yealink, local contacts',
      '<root_group><group display_name="All Contacts" ring=""/></root_group>\n<root_contact><contact sip_account="" ring="Auto" group_id_name="All Contacts" default_photo="Default:default_contact_image.png" display_name="Ada Archer" office_number="2001" mobile_number="+447700900160" other_number="02079460160" auto_divert="" line="0"/></root_contact>',
      {
        firstName: 'Ada',
        lastName: 'Archer',
        phones: [
          { number: '2001', label: 'work' },
          { number: '+447700900160', label: 'mobile' },
          { number: '02079460160', label: 'other' },
        ],
      },
    ],
    [
      'Cisco',
      `${declaration}<CiscoIPPhoneDirectory><Title>Results</Title><DirectoryEntry><Name>Archer, Ada</Name><Telephone>2001</Telephone></DirectoryEntry><SoftKeyItem><Name>Dial</Name></SoftKeyItem></CiscoIPPhoneDirectory>`,
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '2001', label: 'work' }] },
    ],
    [
      'Grandstream',
      `${declaration}<AddressBook><pbgroup><id>1</id><name>Sales</name></pbgroup><Contact><id>1</id><FirstName>Ada</FirstName><LastName>Archer</LastName><Company>Example Ltd</Company><Phone type="Work"><phonenumber>2001</phonenumber><accountindex>0</accountindex></Phone><Phone type="Cell"><phonenumber>+447700900165</phonenumber></Phone><Group>1</Group><Primary>0</Primary></Contact></AddressBook>`,
      {
        firstName: 'Ada',
        lastName: 'Archer',
        company: 'Example Ltd',
        phones: [
          { number: '2001', label: 'work' },
          { number: '+447700900165', label: 'mobile' },
        ],
      },
    ],
    [
      'Snom',
      '<tbook e="2" version="2.0"><contact fav="false"><first_name>Ada</first_name><last_name>Archer</last_name><numbers><number no="2001" type="extension" outgoing_id="0"/><number no="+447700900166" type="mobile" outgoing_id="0"/></numbers></contact></tbook>',
      {
        firstName: 'Ada',
        lastName: 'Archer',
        phones: [{ number: '2001' }, { number: '+447700900166', label: 'mobile' }],
      },
    ],
    [
      'Snom, older',
      '<tbook e="2"><item context="active" type="" index="0"><name>Ada Archer</name><number>02079460167</number><number_type>home</number_type></item></tbook>',
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '02079460167', label: 'home' }] },
    ],
    [
      'Fanvil',
      '<PhoneBook><DirectoryEntry><Name>Ada Archer</Name><Telephone>2001</Telephone><Mobile>+447700900168</Mobile><Other></Other><Ring>Default</Ring></DirectoryEntry></PhoneBook>',
      { firstName: 'Ada', phones: [{ label: 'work' }, { label: 'mobile' }] },
    ],
    [
      'Polycom',
      '<directory><item_list><item><ln>Archer</ln><fn>Ada</fn><ct>2001</ct><sd>1</sd><rt/></item></item_list></directory>',
      { firstName: 'Ada', lastName: 'Archer', phones: [{ number: '2001' }] },
    ],
    [
      'FRITZ!Box',
      '<phonebooks><phonebook><contact><category>0</category><person><realName>Archer, Ada</realName></person><telephony nid="1"><number type="home" prio="1" id="0">0305550169</number><number type="fax_work">0305550170</number></telephony><services><email classifier="private">ada@example.com</email></services></contact></phonebook></phonebooks>',
      {
        firstName: 'Ada',
        lastName: 'Archer',
        phones: [
          { number: '0305550169', label: 'home' },
          { number: '0305550170', label: 'fax' },
        ],
        emails: [{ email: 'ada@example.com', label: 'private' }],
      },
    ],
  ])('%s', (_name, text, expected) => {
    for (const step of [3, 4096]) expect(fields(text, step)).toMatchObject([expected]);
  });

  test('what Switchbook itself hands to a phone reads back with its names and numbers', () => {
    const book = fields(readFileSync('test/golden/grandstream/grandstream.phonebook.xml'));
    expect(book).toHaveLength(7);
    expect(book[1]).toMatchObject({
      lastName: 'Müller & Söhne <Support>',
      phones: [{ number: '+493023125456', label: 'work' }],
    });
  });

  test('what a file does not say is not compared', () => {
    const { scope } = read(
      '<PhoneBook><DirectoryEntry><Name>A B</Name><Mobile>1</Mobile></DirectoryEntry></PhoneBook>',
    );
    expect(scope).toMatchObject({ fields: ['firstName', 'lastName', 'phones'], labels: ['mobile'] });
  });

  test.each([
    [
      'a document of entities',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><AddressBook><Contact><FirstName>&c;</FirstName></Contact></AddressBook>',
      'invalid-input',
    ],
    [
      'a document that names a file',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><AddressBook><Contact><FirstName>&b;</FirstName></Contact></AddressBook>',
      'invalid-input',
    ],
    ['a document that breaks off', '<AddressBook><Contact>', 'invalid-input'],
    ['a text without an end', `<tbook><item><name>${'x'.repeat(3_000_000)}`, 'too-large'],
    ['a very deep one', `<tbook>${'<a>'.repeat(5000)}`, 'invalid-input'],
    ['another kind of document', '<?xml version="1.0"?><orders><order/></orders>', 'unsupported-file'],
    [
      'an unknown one without a declaration',
      '<people><who where="020 7946 0160">Ada, Archer</who></people>',
      'unsupported-file',
    ],
    ['an unknown one of one element', '<people/>', 'unsupported-file'],
    [
      'a web page',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
      'unsupported-file',
    ],
  ])('%s is refused', (_name, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});

test('a CSV whose first name stands in angle brackets is none', () => {
  expect(fields('<Ada>,,Archer,,\n')).toMatchObject([{ firstName: '<Ada>', lastName: 'Archer' }]);
  expect(fields('<Ada> King,,Archer,,\n')).toMatchObject([{ lastName: 'Archer' }]);
});

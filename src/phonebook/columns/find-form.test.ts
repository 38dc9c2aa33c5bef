import { describe, expect, test } from 'vitest';
import { chooseMapping } from './choose-mapping.ts';
import { readTable } from './read-table.ts';

const table = (text: string) => {
  const separator = text.includes(';') ? ';' : ',';
  return readTable(
    text.split('\n').map((line) => line.split(separator)),
    'DE',
  );
};
const asks = (text: string) => chooseMapping(table(text), { remembered: null, country: 'DE' }).needsMapping;

describe('a header that nobody knows is one whatever the cells below it hold', () => {
  test.each([
    ['a word behind a number', 'Karl Ober;0221 5550177;Ober Bau\nPetra Zorn;0171 5550188 (mobil);Zorn KG'],
    ['a word instead of one', 'Karl Ober;0221 5550177;Ober Bau\nPetra Zorn;auf Anfrage;Zorn KG'],
    ['two numbers', 'Karl Ober;0221 5550177 / 0171 5550188;Ober Bau'],
    ['no number at all', 'Karl Ober;;Ober Bau\nPetra Zorn;;Zorn KG'],
    ['extensions of two digits', 'Karl Ober;11;Ober Bau\nPetra Zorn;12;Zorn KG'],
    ['clean numbers', 'Karl Ober;0221 5550177;Ober Bau\nPetra Zorn;0171 5550188;Zorn KG'],
    ['mostly words', 'A B;auf Anfrage;C\nD E;folgt;F\nG H;folgt;I\nK L;0221 5550177;M'],
  ])('%s', (_what, rows) => {
    for (const header of ['Wer;Wo;Firma', 'Wer;Wo;Bei']) {
      if (header.endsWith('Bei') && rows.includes(';;')) continue;
      expect(table(`${header}\n${rows}`)).toMatchObject({ isPlain: false, headerAt: 0 });
      expect(asks(`${header}\n${rows}`)).toBe(true);
    }
  });
});

test('numbers where the form without a header has names: nobody knows the columns, and nothing is guessed', () => {
  for (const text of [
    'Karl,Ober,0221 5550177',
    'Karl Ober,0221 5550177',
    'Karl,Ober,0221 5550177,karl@example.com\nPetra,Zorn,0171 5550188,petra@example.com',
    'Karl,Ober,work:0221 5550177',
    'Ober Bau;Karl;Ober;;0221 5550177',
    'Ada,,Archer,,Co,0221 5550177',
    '0221 5550177\n0221 5550178',
  ]) {
    expect(table(text)).toMatchObject({ isPlain: false, headerAt: null });
    expect(asks(text)).toBe(true);
  }
});

test('what looks like the form without a header is read by position', () => {
  for (const text of [
    'Ada,,Archer,,Mobile Works,work:123',
    'Ada,,Archer,ada@example.com,Co\nBob,,,,',
    'Reception,,,,\nAda,,Archer,ada@example.com,',
    'Ada,King,Archer\nBob,,Barker',
    'Ada,Archer\nBob,Barker',
    'Office,,,,\nKitchen,,,,',
    'Office\nKitchen',
    '3M,,,,\n4 Seasons,,,,',
    ',,,,1&1',
    'Home,,Depot,,,work:1',
  ])
    expect([text, table(text)]).toMatchObject([text, { isPlain: true, headerAt: null }]);
});

test('a title above the header is passed over, also one that names a telephone', () => {
  for (const title of [
    'Telefonliste 2024',
    'Phone list',
    'Phone list;;',
    'Telefonliste;Stand 1.1.2024',
    'Kontakt',
  ])
    for (const header of ['Name;Telefon;Firma', 'Wer;Wo;Was'])
      expect([title, table(`${title}\n\n${header}\nKarl Ober;0221 5550177;Ober Bau`)]).toMatchObject([
        title,
        title.includes('Stand') && header.startsWith('Wer') ? {} : { isPlain: false, headerAt: 2 },
      ]);
  expect(table('Telefon\n0221 5550177')).toMatchObject({ isPlain: false, headerAt: 0 });
});

describe('people’s names', () => {
  test('are asked for when no column of them is known and one with words is left out', () => {
    expect(asks('Kunde;Telefon;Firma\nKarl Ober;0221 5550177;Ober Bau')).toBe(true);
    expect(asks('Telefon;Firma;Ort\n0221 5550177;Ober Bau;Bonn')).toBe(false);
    expect(asks('Telefon;Firma;Kundennummer\n0221 5550177;Ober Bau;55012')).toBe(false);
  });

  test.each([
    'Ansprechpartner',
    'Contact Person',
    'Contact',
    'Kontaktperson',
    'Personne de contact',
    'Contactpersoon',
  ])('stand under “%s”', (heading) => {
    const text = `Firma;${heading};Telefon\nOber Bau;Karl Ober;0221 5550177`;
    expect(table(text).proposed).toMatchObject({ displayName: `{${heading}}`, company: '{Firma}' });
    expect(asks(text)).toBe(false);
  });
});

describe('what a column holds decides against its name', () => {
  test('Outlook’s privacy flags are no numbers, and no words that are missed', () => {
    for (const flag of ['Falsch', 'False', 'Normal']) {
      const { proposed, unknown } = table(`Firma;Telefon;Privat\nOber Bau;0221 5550177;${flag}`);
      expect(proposed.phones).toEqual([{ value: '{Telefon}', label: 'work' }]);
      expect(unknown).toEqual([]);
    }
  });

  test('“Büro” above companies is left for somebody to say', () => {
    const { proposed, unknown } = table('Name;Büro;Telefon\nKarl Ober;Ober Bau;0221 5550177');
    expect(proposed.phones).toEqual([{ value: '{Telefon}', label: 'work' }]);
    expect(unknown).toEqual(['Büro']);
  });

  test('“Nr.” above numbers is proposed, but not when it counts the rows', () => {
    expect(table('Name;Firma;Nr.\nKarl Ober;Ober Bau;0221 5550177').proposed.phones).toHaveLength(1);
    expect(table('Nr.;Name;Firma\n10;Karl Ober;Ober Bau\n11;Petra;Zorn').proposed.phones).toBeUndefined();
  });
});

import { type ContactFields, displayName } from '../domain/contact.ts';
import { foldText, writtenOutForm } from '../domain/fold-text.ts';
import { isWrittenTogether, joinedName } from '../domain/person-name.ts';
import { marks } from './search-marks.ts';

/**
 * The texts that a contact is found by, as they stand in `search_text` before the numbers, and its folded display name,
 * with which they begin after a mark. They are the same in whatever order the company wants names written.
 */
export function searchTexts(fields: ContactFields): { readonly nameKey: string; readonly texts: string } {
  const { family, begins } = namesOf(fields, foldText);
  const nameKey = nameKeyOf(fields, begins[0]!);
  const isFamily = family.includes(nameKey);
  const names = [`${isFamily ? marks.family : marks.begins}${nameKey}`];
  addLines(names, marks.family, family);
  addLines(names, marks.begins, begins);
  addSecondForms(names, fields);

  const others: string[] = [];
  const company = foldText(fields.company);
  if (company !== nameKey) addLines(others, marks.begins, [company]);
  addLines(others, secondBegins, [writtenOutForm(fields.company) ?? '']);
  for (const { email } of fields.emails) {
    const address = foldText(email);
    if (address !== nameKey) addLines(others, '', [address]);
    addLines(others, marks.second, [writtenOutForm(email) ?? '']);
  }
  return { nameKey, texts: `${names.join(marks.line)}${marks.others}${others.join(marks.line)}` };
}

/** The folded display name. Parts fold one by one as they do together, and each was folded already. */
const nameKeyOf = (fields: ContactFields, spacedName: string): string =>
  spacedName === '' || isWrittenTogether(fields) ? foldText(displayName(fields)) : spacedName;

interface Names {
  /** Those that begin with the family name, and the others, of which `first middle last` stands first. */
  readonly family: string[];
  readonly begins: string[];
}

/** What a person is called, in every order that somebody may type. */
function namesOf(fields: ContactFields, fold: (text: string) => string): Names {
  const { middleName, shownAs = '' } = fields;
  const name = {
    firstName: fold(fields.firstName),
    middleName: middleName === '' ? '' : fold(middleName),
    lastName: fold(fields.lastName),
  };
  const family = name.lastName === '' ? [] : [spaced(name.lastName, name.firstName, name.middleName)];
  const begins = [spaced(name.firstName, name.middleName, name.lastName)];
  if (isWrittenTogether(fields)) {
    family.push(joinedName(name, 'last-first'));
    begins.push(joinedName(name, 'first-last'));
  }
  if (shownAs !== '') begins.push(fold(shownAs));
  return { family, begins };
}

function addSecondForms(names: string[], fields: ContactFields): void {
  const { firstName, middleName, lastName, shownAs = '' } = fields;
  if ([firstName, middleName, lastName, shownAs].every((text) => writtenOutForm(text) === null)) return;
  const { family, begins } = namesOf(fields, (text) => writtenOutForm(text) ?? foldText(text));
  const known = (line: string) =>
    names.includes(`${marks.family}${line}`) || names.includes(`${marks.begins}${line}`);
  const newBegins = begins.filter((line) => !known(line));
  addLines(
    names,
    secondFamily,
    family.filter((line) => !known(line)),
  );
  addLines(names, secondBegins, newBegins);
}

const secondFamily = `${marks.second}${marks.family}`;
const secondBegins = `${marks.second}${marks.begins}`;

function spaced(one: string, two: string, three: string): string {
  const start = one === '' || two === '' ? one + two : `${one} ${two}`;
  return start === '' || three === '' ? start + three : `${start} ${three}`;
}

/** Every contact of every run comes by here, and has a handful of lines: a list is faster than a set. */
function addLines(lines: string[], mark: string, texts: readonly string[]): void {
  for (const text of texts) {
    // What begins with the family name begins.
    const known = mark === marks.begins && lines.includes(`${marks.family}${text}`);
    if (text !== '' && !known && !lines.includes(`${mark}${text}`)) lines.push(`${mark}${text}`);
  }
}

import { DirectoryError } from '../../domain/errors.ts';
import type { Heading } from '../columns/headings.ts';
import { readMapped } from '../columns/read-mapped.ts';
import type { FileScope } from '../contact-form.ts';
import { decodeBytes } from '../decode-bytes.ts';
import { doubtAbout, mayBeDoubtful, withoutMarks } from '../doubtful-text.ts';
import { entryLimits, entryTooLarge, fileLimits } from '../limits.ts';
import { type FileRecord, type RecordReader, tooManyRows } from '../read-csv.ts';
import { collectEntry } from './collect-entry.ts';
import { seenScope } from './seen-scope.ts';
import { withFirstName } from './with-first-name.ts';

// inetOrgPerson (RFC 2798), Active Directory and Thunderbird (mozillaAbPersonAlpha), in lower case.
const attributes: Readonly<Record<string, Heading>> = {
  givenname: 'firstName',
  middlename: 'middleName',
  sn: 'lastName',
  surname: 'lastName',
  displayname: 'name',
  cn: 'name',
  commonname: 'name',
  o: 'company',
  organizationname: 'company',
  company: 'company',
  ou: 'department',
  department: 'department',
  title: 'jobTitle',
  description: 'notes',
  info: 'notes',
  mail: 'email',
  rfc822mailbox: 'email',
  mozillasecondemail: 'email',
  telephonenumber: 'phoneWork',
  othertelephone: 'phoneWork',
  workphone: 'phoneWork',
  mobile: 'phoneMobile',
  mobiletelephonenumber: 'phoneMobile',
  cellphone: 'phoneMobile',
  othermobile: 'phoneMobile',
  homephone: 'phoneHome',
  hometelephonenumber: 'phoneHome',
  otherhomephone: 'phoneHome',
  facsimiletelephonenumber: 'phoneFax',
  otherfacsimiletelephonenumber: 'phoneFax',
  fax: 'phoneFax',
  ipphone: 'phoneOther',
  pager: 'phonePager',
  pagerphone: 'phonePager',
};

// What stands in a directory beside people.
const noPerson =
  /^(?:organizationalunit|organization|domain|dcobject|country|locality|group|groupofnames|groupofuniquenames|posixgroup|mozillaablist|container|builtindomain)$/i;
const person = /person|contact|user/i;

// What stands in a file beside its entries; `ldapsearch` ends it with a result.
const noEntry = /^(?:#|(?:version|search|result|numresponses|numentries|matcheddn|ref|control):)/i;

interface Line {
  readonly name: string;
  value: string;
  readonly isBase64: boolean;
}

/** Reads LDIF (RFC 2849), as directories and Thunderbird export it. `row` is the entry's number in the file, from 1. */
export function readLdif(country: string): RecordReader & { scope(): FileScope } {
  const seen = seenScope();
  let rest = '';
  let row = 0;
  let lines: Line[] = [];
  let isSkipping = false;
  let isDoubtful = false;
  let isBegun = false;
  let characters = 0;
  let fault: string | null = null;

  function physicalLine(text: string, found: FileRecord[]): void {
    // A line that continues another has text behind its blank (RFC 2849, note 2): one of blanks alone divides entries.
    if (text.trim() === '') {
      endEntry(found);
      return;
    }
    if (text.startsWith(' ')) {
      const line = lines.at(-1);
      if (isSkipping || !line || fault !== null) return;
      line.value += text.slice(1);
      count(text);
      if (line.value.length > 2 * fileLimits.cell) throw tooLong(row + 1);
      return;
    }
    const [, name = '', marks = '', value = ''] = /^([^:;]+)(?:;[^:]*)?(:[:<]?) *(.*)$/.exec(text) ?? [];
    const key = name.toLowerCase();
    // Where the line between two entries is missing, the second person's numbers are not the first one's.
    if (key === 'dn') endEntry(found);
    isBegun ||= !noEntry.test(text);
    isSkipping = !(key in attributes) && key !== 'objectclass' && key !== 'dn' && key !== 'changetype';
    // `:<` names a file elsewhere: nothing is fetched.
    if (isSkipping || marks === ':<') isSkipping = true;
    else if (fault === null) {
      lines.push({ name: key, value, isBase64: marks === '::' });
      count(value);
    }
  }

  function count(text: string): void {
    characters += text.length;
    if (lines.length <= entryLimits.values && characters <= entryLimits.characters) return;
    fault = entryTooLarge('values');
    lines = [];
  }

  function endEntry(found: FileRecord[]): void {
    const entry = lines.map(({ name, value, isBase64 }) => ({
      name,
      text: isBase64 ? decoded(value) : value,
    }));
    const rejected =
      fault ??
      (entry.some(({ name }) => name === 'dn') ? null : 'It has no dn, which every entry begins with.');
    const isNothing = !isBegun;
    lines = [];
    characters = 0;
    fault = null;
    isBegun = false;
    if (isNothing) return;
    row += 1;
    if (row > fileLimits.rows) throw tooManyRows();
    const reading = rejected === null ? readEntry(entry, country) : { rejected };
    if ('fields' in reading) seen.see(reading.fields);
    const doubt =
      isDoubtful || entry.some(({ text }) => mayBeDoubtful(text))
        ? doubtAbout(entry.map(({ text }) => text))
        : undefined;
    found.push({ row, form: 'ldif', reading, doubt });
  }

  return {
    scope: seen.scope,
    read: (text, isLast) => {
      isDoubtful ||= mayBeDoubtful(text);
      const found: FileRecord[] = [];
      const all = rest + text;
      // The LF of a CR that ends this piece may come with the next.
      const whole = isLast || !all.endsWith('\r') ? all : all.slice(0, -1);
      const pieces = whole.split(/\r\n|\n|\r/);
      rest = isLast ? '' : (pieces.pop() ?? '') + all.slice(whole.length);
      for (const piece of pieces) physicalLine(piece, found);
      if (rest.length > 16 * 1024 * 1024) throw tooLong(row + 1);
      if (isLast) endEntry(found);
      return found;
    },
  };
}

/** Text that is not ASCII is written in base64: UTF-8 by the rule, and what the program had by habit. */
const decoded = (value: string) => decodeBytes(Buffer.from(value, 'base64'), 'utf-8').replaceAll('\0', '');

function readEntry(
  entry: readonly { readonly name: string; readonly text: string }[],
  country: string,
): FileRecord['reading'] {
  const values = (wanted: string) =>
    entry.filter(({ name }) => name === wanted).map(({ text }) => text.trim());
  const change = values('changetype')[0]?.toLowerCase();
  if (change && change !== 'add') return { rejected: `It is a change (${change}) of an entry and no entry.` };
  const classes = values('objectclass');
  if (classes.some((name) => noPerson.test(name)) && !classes.some((name) => person.test(name)))
    return { rejected: 'It is a group or a folder of the directory and no contact.' };
  const parts = collectEntry();
  for (const { name, text } of entry) {
    const heading = attributes[name];
    if (heading) parts.add(heading, withoutMarks(text));
  }
  const names = [...values('cn'), ...values('displayname')].map(withoutMarks);
  return (
    readMapped(withFirstName(parts.mapped(), names), country, parts.left()) ?? {
      rejected: 'It says nothing.',
    }
  );
}

const tooLong = (row: number) =>
  new DirectoryError(
    'too-large',
    `Entry ${row} of this file holds more than 64 KB in one value. Correct it and upload the file again. Nothing was changed.`,
  );

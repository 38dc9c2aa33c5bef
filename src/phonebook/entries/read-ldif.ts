import { DirectoryError } from '../../domain/errors.ts';
import type { Heading } from '../columns/headings.ts';
import { readMapped } from '../columns/read-mapped.ts';
import type { FileScope } from '../contact-form.ts';
import { doubtAbout, mayBeDoubtful, withoutMarks } from '../doubtful-text.ts';
import { fileLimits } from '../limits.ts';
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

  function physicalLine(text: string, found: FileRecord[]): void {
    if (text === '') {
      endEntry(found);
      return;
    }
    if (text.startsWith(' ')) {
      const line = lines.at(-1);
      if (isSkipping || !line) return;
      line.value += text.slice(1);
      if (line.value.length > 2 * fileLimits.cell) throw tooLong(row + 1);
      return;
    }
    const [, name = '', marks = '', value = ''] = /^([^:;]+)(?:;[^:]*)?(:[:<]?) *(.*)$/.exec(text) ?? [];
    const key = name.toLowerCase();
    isSkipping = !(key in attributes) && key !== 'objectclass' && key !== 'dn' && key !== 'changetype';
    // `:<` names a file elsewhere: nothing is fetched.
    if (!isSkipping && marks !== ':<') lines.push({ name: key, value, isBase64: marks === '::' });
    else isSkipping = true;
  }

  function endEntry(found: FileRecord[]): void {
    const entry = lines.map(({ name, value, isBase64 }) => ({
      name,
      text: isBase64 ? Buffer.from(value, 'base64').toString('utf8') : value,
    }));
    lines = [];
    if (!entry.some(({ name }) => name === 'dn')) return;
    row += 1;
    if (row > fileLimits.rows) throw tooManyRows();
    const reading = readEntry(entry, country);
    if ('fields' in reading) seen.see(reading.fields);
    const doubt = isDoubtful ? doubtAbout(entry.map(({ text }) => text)) : undefined;
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
  return (
    readMapped(
      withFirstName(parts.mapped(), [...values('cn'), ...values('displayname')].map(withoutMarks)),
      country,
    ) ?? {
      rejected: 'It says nothing.',
    }
  );
}

const tooLong = (row: number) =>
  new DirectoryError(
    'too-large',
    `Entry ${row} of this file holds more than 64 KB in one value. Correct it and upload the file again. Nothing was changed.`,
  );

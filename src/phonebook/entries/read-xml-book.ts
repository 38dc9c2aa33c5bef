import { DirectoryError } from '../../domain/errors.ts';
import { cellKind } from '../columns/cell-kind.ts';
import { findHeading } from '../columns/find-heading.ts';
import type { Heading } from '../columns/headings.ts';
import { readMapped } from '../columns/read-mapped.ts';
import type { FileScope } from '../contact-form.ts';
import { doubtAbout, mayBeDoubtful, withoutMarks } from '../doubtful-text.ts';
import { entryLimits, entryTooLarge, fileLimits } from '../limits.ts';
import { type FileRecord, type RecordReader, tooManyRows } from '../read-csv.ts';
import { readXml, type XmlListener, type XmlReader } from '../read-xml.ts';
import { shownValue } from '../shown-value.ts';
import { collectEntry, type Entry } from './collect-entry.ts';
import { seenScope } from './seen-scope.ts';

// One contact: Yealink, Cisco, Fanvil, Htek, Snom DECT (DirectoryEntry), Grandstream, Snom and FRITZ!Box (Contact), Snom
// and Polycom (item), Yealink's grouped form (Unit), Snom's DECT bases (DIR_ENTRY), Gigaset (entry).
const entryNames = new Set(['directoryentry', 'contact', 'item', 'unit', 'dir_entry', 'entry']);

// Names of elements that no column has.
const elements: Readonly<Record<string, Heading>> = {
  fn: 'firstName',
  ln: 'lastName',
  ct: 'phone',
  hm: 'phoneHome',
  mb: 'phoneMobile',
  fx: 'phoneFax',
  em: 'email',
  name_first: 'firstName',
  name_last: 'lastName',
  name: 'name',
  realname: 'name',
  display_name: 'name',
  no: 'phone',
};

interface OpenEntry {
  readonly parts: Entry;
  /** As they came, with the marks of doubtful bytes. */
  readonly raw: string[];
  readonly name: string;
  readonly row: number;
  characters: number;
  fault: string | null;
}

interface OpenElement {
  readonly name: string;
  readonly label: string;
  /** The entry that it begins or belongs to. */
  readonly entry: OpenEntry | null;
  readonly isEntry: boolean;
  text: string;
}

/**
 * Reads the XML phone books of telephones, each entry by the names of its elements and attributes. `row` is the entry's
 * number in the file; an entry inside another is one of its own. Ends with `unsupported-file` when there is none in it.
 */
export function readXmlBook(country: string): RecordReader & { scope(): FileScope } {
  const seen = seenScope();
  let found: FileRecord[] = [];
  let row = 0;
  let isBook = false;
  let isDoubtful = false;
  let root = '';
  const open: OpenElement[] = [];

  function nextRow(): number {
    row += 1;
    if (row > fileLimits.rows) throw tooManyRows();
    return row;
  }

  const listener: XmlListener = {
    open: (name, attributes) => {
      root ||= name;
      if (root.toLowerCase() === 'html') throw noPhoneBook();
      const lower = name.toLowerCase();
      const labelled = Object.entries(attributes).find(([key]) => /^(?:type|label|classifier)$/i.test(key));
      const isEntry = entryNames.has(lower);
      isBook ||= isEntry;
      const above = open.at(-1);
      const entry = isEntry ? beginEntry(lower, nextRow()) : (above?.entry ?? null);
      const label = entry && !isEntry ? (labelled?.[1] ?? (above?.isEntry ? '' : above?.label) ?? '') : '';
      open.push({ name, label, entry, isEntry, text: '' });
      // Yealink's `Unit Name="" Phone1=""` and `contact display_name=""`, Snom's `number no="" type=""`.
      if (lower === 'unit' || lower === 'number' || lower === 'contact')
        for (const [key, value] of Object.entries(attributes))
          if (entry) addPart(entry, key, value, labelled?.[1] ?? '');
          else rejectOutside(key, value);
    },
    text: (piece) => {
      const element = open.at(-1);
      // A longer text is too long for every field: no more of it has to be kept.
      if (element && element.text.length <= fileLimits.cell) element.text += piece;
    },
    close: () => {
      const { name, label, entry, isEntry, text } = open.pop()!;
      if (!entry) rejectOutside(name, text);
      else if (!isEntry) addPart(entry, name, text, label);
      else finish(entry, text);
    },
  };
  let reader: XmlReader | null = null;

  function finish(entry: OpenEntry, text: string): void {
    const { parts, raw, fault } = entry;
    const outer = open.at(-1)?.entry;
    // Not an entry but a field that is called like one: `<contact>Ada Archer</contact>`.
    if (outer && raw.length === 0 && text.trim() !== '' && entry.row === row) {
      row -= 1;
      addPart(outer, entry.name, text, '');
      return;
    }
    const left = parts.left();
    const loose = withoutMarks(text).trim();
    const reading =
      fault === null
        ? readMapped(parts.mapped(), country, loose === '' ? left : [...left, looseText(loose)])
        : { rejected: fault };
    if (reading && 'fields' in reading) seen.see(reading.fields);
    const doubt = isDoubtful ? doubtAbout(raw) : undefined;
    if (reading) found.push({ row: entry.row, form: 'xml', reading, doubt });
  }

  /** A person's number or address that belongs to nobody; titles and menus stand there too. */
  function rejectOutside(name: string, text: string): void {
    const value = withoutMarks(text).trim();
    if (
      ['empty', 'text'].includes(cellKind(value, country)) ||
      !/^(?:phone|email)/.test(headingOf(name, '') ?? '')
    )
      return;
    found.push({
      row: nextRow(),
      form: 'xml',
      reading: { rejected: `“${shownValue(value)}” belongs to no entry of the file.` },
    });
  }

  return {
    scope: seen.scope,
    read: (text, isLast) => {
      isDoubtful ||= mayBeDoubtful(text);
      // Yealink writes its groups and its contacts as two roots, one behind the other.
      const fragment = !/<!doctype/i.test(text);
      const piece = reader || !fragment ? text : text.replace(/^\s*<\?xml[^>]*\?>/, '');
      reader ??= readXml(listener, { fragment });
      reader.write(piece);
      if (isLast) {
        reader.end();
        if (!isBook) throw noPhoneBook();
      }
      const records = found;
      found = [];
      return records;
    },
  };
}

const beginEntry = (name: string, row: number): OpenEntry => ({
  parts: collectEntry(),
  raw: [],
  name,
  row,
  characters: 0,
  fault: null,
});

function addPart(entry: OpenEntry, name: string, text: string, label: string): void {
  const heading = headingOf(name, entry.name);
  if (!heading || entry.fault !== null) return;
  entry.characters += text.length;
  if (entry.raw.length >= entryLimits.values || entry.characters > entryLimits.characters) {
    entry.fault = entryTooLarge('values');
    return;
  }
  entry.raw.push(text);
  entry.parts.add(heading, withoutMarks(text), label);
}

function headingOf(name: string, entryName: string): Heading | undefined {
  const key = name.toLowerCase().replace(/^dir_entry_(?:number_)?/, '');
  // Gigaset's `ct` is a town.
  if (entryName === 'entry' && key === 'ct') return undefined;
  return elements[key] ?? findHeading(key)?.heading;
}

const looseText = (value: string) => ({
  value,
  reason: 'It stands in no field of the entry and was left out.',
});

const noPhoneBook = () =>
  new DirectoryError(
    'unsupported-file',
    'This XML file is no phone book of a kind that is known (Yealink, Cisco, Grandstream, Snom, Fanvil, Polycom, Gigaset, FRITZ!Box). Save the contacts as CSV, and upload that file. Nothing was changed.',
  );

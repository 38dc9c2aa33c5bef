import { DirectoryError } from '../../domain/errors.ts';
import { findHeading } from '../columns/find-heading.ts';
import type { Heading } from '../columns/headings.ts';
import { readMapped } from '../columns/read-mapped.ts';
import type { FileScope } from '../contact-form.ts';
import { doubtAbout, mayBeDoubtful, withoutMarks } from '../doubtful-text.ts';
import { fileLimits } from '../limits.ts';
import { type FileRecord, type RecordReader, tooManyRows } from '../read-csv.ts';
import { readXml, type XmlListener, type XmlReader } from '../read-xml.ts';
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
}

/**
 * Reads the XML phone books of telephones, each entry by the names of its elements and attributes. `row` is the entry's
 * number in the file. Ends with `unsupported-file` when there is no entry in it.
 */
export function readXmlBook(country: string): RecordReader & { scope(): FileScope } {
  const seen = seenScope();
  let found: FileRecord[] = [];
  let row = 0;
  let isDoubtful = false;
  let root = '';
  let entry: OpenEntry | null = null;
  let open: { readonly name: string; readonly label: string; text: string }[] = [];

  const listener: XmlListener = {
    open: (name, attributes) => {
      root ||= name;
      if (root.toLowerCase() === 'html') throw noPhoneBook();
      const lower = name.toLowerCase();
      const labelled = Object.entries(attributes).find(([key]) => /^(?:type|label|classifier)$/i.test(key));
      if (!entry) {
        if (!entryNames.has(lower)) return;
        row += 1;
        if (row > fileLimits.rows) throw tooManyRows();
        entry = { parts: collectEntry(), raw: [], name: lower };
        open = [];
      } else open.push({ name, label: labelled?.[1] ?? open.at(-1)?.label ?? '', text: '' });
      // Yealink's `Unit Name="" Phone1=""` and `contact display_name=""`, Snom's `number no="" type=""`.
      if (lower === 'unit' || lower === 'number' || (lower === 'contact' && open.length === 0))
        for (const [key, value] of Object.entries(attributes))
          addPart(entry, key, value, labelled?.[1] ?? '');
    },
    text: (piece) => {
      const element = open.at(-1);
      if (entry && element) element.text += piece;
    },
    close: (name) => {
      if (!entry) return;
      const element = open.pop();
      if (element) {
        addPart(entry, name, element.text, element.label);
        return;
      }
      const { parts, raw } = entry;
      entry = null;
      const doubt = isDoubtful ? doubtAbout(raw) : undefined;
      const reading = readMapped(parts.mapped(), country);
      if (reading && 'fields' in reading) seen.see(reading.fields);
      if (reading) found.push({ row, form: 'xml', reading, doubt });
    },
  };
  let reader: XmlReader | null = null;

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
        if (row === 0) throw noPhoneBook();
      }
      const records = found;
      found = [];
      return records;
    },
  };
}

function addPart(entry: OpenEntry, name: string, text: string, label: string): void {
  const key = name.toLowerCase().replace(/^dir_entry_(?:number_)?/, '');
  // Gigaset's `ct` is a town.
  if (entry.name === 'entry' && key === 'ct') return;
  const heading = elements[key] ?? findHeading(key)?.heading;
  if (!heading) return;
  entry.raw.push(text);
  entry.parts.add(heading, withoutMarks(text), label);
}

const noPhoneBook = () =>
  new DirectoryError(
    'unsupported-file',
    'This XML file is no phone book of a kind that is known (Yealink, Cisco, Grandstream, Snom, Fanvil, Polycom, Gigaset, FRITZ!Box). Save the contacts as CSV, and upload that file. Nothing was changed.',
  );

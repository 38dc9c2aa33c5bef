import { type Contact, readContact } from './contact.ts';
import { readCsv } from './csv.ts';

const columns = ['id', 'first_name', 'last_name', 'company', 'type', 'phones', 'emails'] as const;

/**
 * The contacts of a CSV file. Its first line names the columns; `phones` and `emails` hold entries such as
 * `work:+1 212 555 0100` separated by `;`. Throws with the line number at the first row that cannot be used.
 */
export async function* readContactsFile(file: string): AsyncGenerator<Contact> {
  let header: readonly string[] | null = null;
  for await (const { line, cells } of readCsv(file)) {
    if (header === null) {
      header = cells.map((cell) => cell.trim().toLowerCase());
      const missing = ['id', 'first_name', 'last_name'].find((name) => !header?.includes(name));
      if (missing)
        throw new Error(`line 1 names no column "${missing}"; it should read ${columns.join(',')}`);
      continue;
    }
    const names = header;
    const cell = (name: (typeof columns)[number]) => cells[names.indexOf(name)]?.trim() ?? '';
    const id = cell('id');
    if (id === '') throw new Error(`line ${line} has no id`);
    const contact = readContact(id, {
      first_name: cell('first_name'),
      last_name: cell('last_name'),
      company: cell('company'),
      type: cell('type').toLowerCase(),
      phones: entries(cell('phones')).map(({ label, value }) => ({ number: value, label })),
      emails: entries(cell('emails')).map(({ label, value }) => ({ email: value, label })),
    });
    if (typeof contact === 'string') throw new Error(`line ${line}: ${contact}`);
    yield contact;
  }
  if (header === null) throw new Error('the file is empty; its first line names the columns');
}

function entries(text: string): { label: string; value: string }[] {
  return text.split(';').flatMap((part) => {
    const [, label = 'other', value = ''] = /^\s*(?:([a-z]+)\s*:)?\s*(.*?)\s*$/i.exec(part) ?? [];
    return value === '' ? [] : [{ label: label.toLowerCase(), value }];
  });
}

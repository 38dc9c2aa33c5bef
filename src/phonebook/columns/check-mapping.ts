import { DirectoryError } from '../../domain/errors.ts';
import { type Mapping, mappedColumns, readTemplate } from '../../domain/mapping.ts';
import { phoneLabelOf } from '../../domain/phone-words.ts';
import { emailLabelOf } from './read-mapped.ts';

/** Ends with `invalid-input` when a mapping names a column that the file lacks, or a label that nobody knows. */
export function checkMapping(mapping: Mapping, columns: readonly string[]): void {
  const missing = [...mappedColumns(mapping)].filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw refuse(
      `There is no column ${missing.map(quoted).join(', ')}. The columns of this file: ${columns.map(quoted).join(', ')}.`,
    );
  for (const label of fixedLabels(mapping.phones))
    if (phoneLabelOf(label) === 'other' && !isOther(label))
      throw refuse(`There is no label ${quoted(label)} of a number. Send work, mobile, home, fax or other.`);
  for (const label of fixedLabels(mapping.emails))
    if (emailLabelOf(label) === 'other' && !isOther(label))
      throw refuse(
        `There is no label ${quoted(label)} of an e-mail address. Send business, private or other.`,
      );
}

/** Those that are the same in every row. */
const fixedLabels = (entries: Mapping['phones'] = []): string[] =>
  entries.flatMap(({ label }) =>
    readTemplate(label)
      .filter((parts) => parts.length > 0 && parts.every((part) => 'text' in part))
      .map((parts) =>
        parts
          .map((part) => ('text' in part ? part.text : ''))
          .join('')
          .trim(),
      ),
  );

const isOther = (label: string) => /^(?:other)?$/i.test(label);
const quoted = (name: string) => `“${name}”`;
const refuse = (what: string) => new DirectoryError('invalid-input', `${what} Nothing was changed.`);

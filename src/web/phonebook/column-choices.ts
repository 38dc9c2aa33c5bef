import { columnTemplate, type Mapping, readTemplate, type Template } from '../../domain/mapping.ts';
import { phoneRank } from '../../domain/phone-words.ts';

// Between the mapping, in which a field has its columns, and the page, on which a column has its field.

const textFields = [
  'firstName',
  'middleName',
  'lastName',
  'displayName',
  'company',
  'department',
  'jobTitle',
  'notes',
  'type',
] as const;
const phoneKinds = ['work', 'mobile', 'home', 'fax', 'other'] as const;

/** What a column can be read as; '' is nothing. */
export type Choice =
  | ''
  | (typeof textFields)[number]
  | `phone:${(typeof phoneKinds)[number] | 'pager' | 'labelled'}`
  | 'email'
  | 'label';

export const choiceWords: Readonly<Record<Choice, string>> = {
  '': 'Not read',
  displayName: 'Full name',
  firstName: 'First name',
  middleName: 'Middle name',
  lastName: 'Last name',
  company: 'Company',
  department: 'Department',
  jobTitle: 'Job title',
  'phone:work': 'Work number',
  'phone:mobile': 'Mobile number',
  'phone:home': 'Home number',
  'phone:fax': 'Fax number',
  'phone:other': 'Other number',
  'phone:pager': 'Pager (not kept)',
  'phone:labelled': 'Number with its type',
  email: 'E-mail address',
  notes: 'Notes',
  type: 'Customer or lead',
  label: 'Type of entry',
};

/** These depend on a second column: they stay as they were recognised, and are not offered anew. */
export const isOffered = (choice: Choice): boolean =>
  choice !== 'label' && choice !== 'phone:labelled' && choice !== 'phone:pager';

const names = (template: Template | undefined, column: string): boolean =>
  readTemplate(template ?? '').some((parts) =>
    parts.some((part) => 'column' in part && part.column === column),
  );

/** What a column is read as. */
export function choiceOf(mapping: Mapping, column: string): Choice {
  const text = textFields.find((field) => names(mapping[field], column));
  if (text) return text;
  const phone = mapping.phones?.find(({ value }) => names(value, column));
  if (phone) {
    const kind = [...phoneKinds, 'pager' as const].find((known) => known === phone.label);
    return kind ? `phone:${kind}` : 'phone:labelled';
  }
  if (mapping.emails?.some(({ value }) => names(value, column))) return 'email';
  const labels = [...(mapping.phones ?? []), ...(mapping.emails ?? [])].map(({ label }) => label);
  return labels.some((label) => names(label, column)) ? 'label' : '';
}

/** The mapping with one column read as something else. Numbers stand as a header's do: in the order of `columns`, fax last. */
export function withChoice(
  mapping: Mapping,
  columns: readonly string[],
  column: string,
  choice: Choice,
): Mapping {
  const left = without(mapping, column);
  const template = columnTemplate(column);
  const ordered = (entries: Mapping['phones'] = [], label: string) =>
    [...entries, { value: template, label }].sort(
      (a, b) =>
        phoneRank(a.label) - phoneRank(b.label) || placeOf(a.value, columns) - placeOf(b.value, columns),
    );
  if (choice === 'email') return { ...left, emails: ordered(left.emails, 'business') };
  const kind = phoneKinds.find((known) => choice === `phone:${known}`);
  if (kind) return { ...left, phones: ordered(left.phones, kind) };
  const field = textFields.find((known) => known === choice);
  if (!field) return left;
  // Two columns of one field: the first that holds anything.
  return { ...left, [field]: left[field] ? `${left[field]}|${template}` : template };
}

function without(mapping: Mapping, column: string): Mapping {
  const texts = textFields.map(
    (field) => [field, mapping[field] && withoutColumn(mapping[field], column)] as const,
  );
  const entries = (list: Mapping['phones'] = [], otherwise: string) =>
    list
      .map(({ value, label }) => ({
        value: withoutColumn(value, column),
        label: names(label, column) ? otherwise : label,
      }))
      .filter(({ value }) => value !== '');
  return Object.fromEntries(
    [
      ...texts,
      ['phones', entries(mapping.phones, 'other')],
      ['emails', entries(mapping.emails, 'business')],
    ].filter(([, value]) => value !== undefined && value.length > 0),
  );
}

/** The alternatives that do without the column, as they were written. */
function withoutColumn(template: Template, column: string): Template {
  if (!names(template, column)) return template;
  return readTemplate(template)
    .filter((parts) => !parts.some((part) => 'column' in part && part.column === column))
    .map((parts) =>
      parts
        .map((part) => ('text' in part ? part.text.replace(/[\\{}|]/g, '\\$&') : columnTemplate(part.column)))
        .join(''),
    )
    .join('|');
}

function placeOf(template: Template, columns: readonly string[]): number {
  const first = readTemplate(template)
    .flat()
    .find((part) => 'column' in part);
  return first && 'column' in first ? columns.indexOf(first.column) : -1;
}

/** Whether contacts can come of it at all. */
export const hasName = (mapping: Mapping): boolean =>
  [mapping.firstName, mapping.lastName, mapping.displayName, mapping.company].some(Boolean);

import { contactTexts } from './contact.ts';
import { splitName } from './split-name.ts';

// How the columns of a table, or the attributes of a directory, become a contact: plain data with one evaluator, which
// can run nothing. Used on both sides: where files are read, and where the page shows what would come of a change.

/**
 * Text with `{column}` in it. Alternatives stand between `|`: the first that is not empty wins; one that names columns
 * of which none has a value is empty. `\` takes the meaning of the next character away.
 */
export type Template = string;

export interface Mapping {
  readonly firstName?: Template | undefined;
  readonly middleName?: Template | undefined;
  readonly lastName?: Template | undefined;
  /** Divided by `splitName` when there is neither a first nor a last name. */
  readonly displayName?: Template | undefined;
  readonly company?: Template | undefined;
  readonly department?: Template | undefined;
  readonly jobTitle?: Template | undefined;
  readonly type?: Template | undefined;
  readonly notes?: Template | undefined;
  /** A label may name a column too (`{Phone 1 - Type}`). */
  readonly phones?: readonly { readonly value: Template; readonly label: Template }[] | undefined;
  readonly emails?: readonly { readonly value: Template; readonly label: Template }[] | undefined;
}

/** A row as a mapping sees it; nothing is checked yet. */
export type MappedContact = Readonly<Record<(typeof contactTexts)[number], string>> & {
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly emails: readonly { readonly email: string; readonly label: string }[];
};

/** Divides several values of one column, as Google writes them: only numbers and addresses are divided. */
export const betweenValues = ' ::: ';

/** A function from the cells of a row to a contact. A column that is not there is an empty one. */
export function compileMapping(
  mapping: Mapping,
  columns: readonly string[],
): (cells: readonly string[]) => MappedContact {
  const compiled = (template: Template | undefined) => compileTemplate(template ?? '', columns);
  const texts = contactTexts.map((name) => [name, compiled(mapping[name])] as const);
  const displayName = compiled(mapping.displayName);
  const pairs = (entries: Mapping['phones'] = []) =>
    entries.map(({ value, label }) => ({ value: compiled(value), label: compiled(label) }));
  const phones = pairs(mapping.phones);
  const emails = pairs(mapping.emails);
  return (cells) => {
    const read = Object.fromEntries(texts.map(([name, template]) => [name, template(cells)])) as Record<
      (typeof contactTexts)[number],
      string
    >;
    if (read.firstName === '' && read.lastName === '') {
      const name = displayName(cells);
      if (name !== '' && name !== read.company) Object.assign(read, splitName(name));
    }
    return {
      ...read,
      phones: valuesOf(phones, cells).map(({ value, label }) => ({ number: value, label })),
      emails: valuesOf(emails, cells).map(({ value, label }) => ({ email: value, label })),
    };
  };
}

/**
 * A function from the cells of a row to what an alternative that won has kept out (`Company` and `Organization` that
 * differ). Names are no such case: a display name says the same in another way.
 */
export function compileLeftOut(
  mapping: Mapping,
  columns: readonly string[],
): (cells: readonly string[]) => readonly string[] {
  const choices = contactTexts
    .map((name) =>
      readTemplate(mapping[name] ?? '').map((parts) => ({
        text: compileAlternative(parts, columns),
        places: parts.flatMap((part) => ('column' in part ? [columns.indexOf(part.column)] : [])),
      })),
    )
    .filter((alternatives) => alternatives.length > 1);
  return (cells) =>
    choices.flatMap((alternatives) => {
      const won = alternatives.find(({ text }) => text(cells) !== '');
      if (!won) return [];
      const kept = won.text(cells);
      const places = new Set(
        alternatives.flatMap((one) => one.places).filter((at) => !won.places.includes(at)),
      );
      return [...places].map((at) => cells[at] ?? '').filter((text) => text !== '' && text !== kept);
    });
}

type Compiled = (cells: readonly string[]) => string;

function valuesOf(
  entries: readonly { readonly value: Compiled; readonly label: Compiled }[],
  cells: readonly string[],
) {
  const found: { value: string; label: string }[] = [];
  for (const { value, label } of entries) {
    const text = value(cells);
    if (text === '') continue;
    for (const one of text.includes(betweenValues) ? text.split(betweenValues) : [text])
      if (one.trim() !== '') found.push({ value: one.trim(), label: label(cells) });
  }
  return found;
}

type Part = { readonly text: string } | { readonly column: string };

function compileTemplate(template: Template, columns: readonly string[]): Compiled {
  const alternatives = readTemplate(template).map((parts) => compileAlternative(parts, columns));
  const [only, ...others] = alternatives;
  // Nearly every template is one column.
  if (only && others.length === 0) return only;
  return (cells) => {
    for (const alternative of alternatives) {
      const text = alternative(cells).trim();
      if (text !== '') return text;
    }
    return '';
  };
}

function compileAlternative(named: readonly Part[], columns: readonly string[]): Compiled {
  const parts = named.map((part) => ('text' in part ? part.text : columns.indexOf(part.column)));
  const [only] = parts;
  if (parts.length === 1) return typeof only === 'number' ? (cells) => cells[only] ?? '' : () => only ?? '';
  const places = parts.filter((part) => typeof part === 'number');
  return (cells) =>
    places.length > 0 && places.every((at) => !cells[at])
      ? ''
      : parts
          .map((part) => (typeof part === 'string' ? part : (cells[part] ?? '')))
          .join('')
          .trim();
}

/** The alternatives of a template, each as its parts. */
export function readTemplate(template: Template): readonly (readonly Part[])[] {
  const alternatives: Part[][] = [[]];
  let text = '';
  let column: string | null = null;
  const add = (part: Part) => alternatives.at(-1)?.push(part);
  const endText = () => {
    if (text !== '') add({ text });
    text = '';
  };
  for (let at = 0; at < template.length; at += 1) {
    let character = template.charAt(at);
    const isEscaped = character === '\\' && at + 1 < template.length;
    if (isEscaped) {
      at += 1;
      character = template.charAt(at);
    }
    if (column !== null) {
      if (character !== '}' || isEscaped) column += character;
      else {
        add({ column });
        column = null;
      }
    } else if (character === '{' && !isEscaped) {
      endText();
      column = '';
    } else if (character === '|' && !isEscaped) {
      endText();
      alternatives.push([]);
    } else text += character;
  }
  if (column !== null) text += `{${column}`;
  endText();
  return alternatives;
}

/** The template that is one column, whatever its name holds. */
export const columnTemplate = (column: string): Template => `{${column.replace(/[\\{}|]/g, '\\$&')}}`;

/** The columns that a mapping reads, numbers' and addresses' labels among them. */
export function mappedColumns(mapping: Mapping): Set<string> {
  const templates = [
    ...contactTexts.map((name) => mapping[name] ?? ''),
    mapping.displayName ?? '',
    ...[...(mapping.phones ?? []), ...(mapping.emails ?? [])].flatMap(({ value, label }) => [value, label]),
  ];
  return new Set(
    templates.flatMap((template) =>
      readTemplate(template)
        .flat()
        .flatMap((part) => ('column' in part ? [part.column] : [])),
    ),
  );
}

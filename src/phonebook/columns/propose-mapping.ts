import { columnTemplate, type Mapping, type Template } from '../../domain/mapping.ts';
import { phoneRank } from '../../domain/phone-words.ts';
import { type CellKind, cellKind } from './cell-kind.ts';
import { type FoundHeading, findHeading } from './find-heading.ts';
import type { Heading } from './headings.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { phoneHeading } from './phone-heading.ts';

// What a mapping holds, see mapping-schema.ts; further columns are named as not read.
const alternativesAtMost = 4;
const entriesAtMost = 100;

export interface ProposedMapping {
  readonly mapping: Mapping;
  /** Columns that nobody has told us of, and that hold something. */
  readonly unknown: readonly string[];
}

/** The mapping that a header and a few rows below it suggest. */
export function proposeMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  country: string,
): ProposedMapping {
  const held = columns.map((_, at) => rows.map((cells) => cells[at] ?? '').filter((text) => text !== ''));
  const samples = (column: string) => held[columns.indexOf(column)] ?? [];
  const share = (column: string, kind: CellKind) =>
    samples(column).filter((text) => cellKind(text, country) === kind).length /
    Math.max(1, samples(column).length);
  // What a column holds decides against its name: Outlook's “Private” is a flag, somebody's “Office” a company.
  const isOtherwise = (column: string, { heading }: FoundHeading) =>
    isPhone(heading) && samples(column).length > 0 && share(column, 'number') + share(column, 'typed') < 0.2;
  const found = columns.map((column) => {
    const heading = findHeading(column);
    if (heading && !isOtherwise(column, heading)) return { column, ...heading };
    return { column, heading: samples(column).every(isFlag) ? ('unwanted' as const) : null, index: '' };
  });
  const of = (...headings: readonly Heading[]) =>
    found.filter((one): one is Found => one.heading !== null && headings.includes(one.heading));
  const any = (entries: readonly Found[]): Template | undefined =>
    entries.length === 0
      ? undefined
      : entries
          .slice(0, alternativesAtMost)
          .map(({ column }) => columnTemplate(column))
          .join('|');

  const first = of('firstName');
  const last = of('lastName');
  const names = of('name');
  // “Name, Vorname”, “Nom, Prénom”, “Nombre, Apellidos”, `name,last_name`: the name is what is missing.
  const isLast = first.length > 0 && last.length === 0 && names.length > 0;
  const isFirst = last.length > 0 && first.length === 0 && names.length > 0;
  const isJob = of('jobTitle').length === 0 && !columns.some((column) => /suffix/i.test(column));
  const unknown = found
    .filter(({ heading, column }) => heading === null && samples(column).length > 0)
    .map(({ column }) => column);

  const emails = emailEntries(of);
  // What looks like a number is none where the heading says so: “Phone score”, “Voicemail PIN”.
  const nameless = unknown.filter((column) => phoneHeading(column) === null && !isSecretHeading(column));
  const addresses = nameless.filter((column) => share(column, 'address') > 0.5);
  const phones = phoneEntries(of);
  const numbers =
    phones.length > 0
      ? []
      : nameless.filter((column) => share(column, 'number') > 0.5 && !isCounting(samples(column)));
  const mapping = {
    firstName: any(isFirst ? names : first),
    middleName: any(of('middleName')),
    lastName: any(isLast ? names : last),
    displayName: isFirst || isLast ? undefined : any(names),
    company: any(of('company')),
    department: any(of('department')),
    jobTitle: any([
      ...of('jobTitle'),
      ...(isJob ? of('title').filter(({ column }) => !samples(column).every(isAddressing)) : []),
    ]),
    type: any(of('type')),
    notes: any(of('notes')),
    phones: [
      ...phones,
      ...numbers.map((column) => ({ value: columnTemplate(column), label: 'other' })),
    ].slice(0, entriesAtMost),
    emails: [
      ...emails,
      ...addresses.map((column) => ({ value: columnTemplate(column), label: 'business' })),
    ].slice(0, entriesAtMost),
  };
  return {
    mapping: Object.fromEntries(
      Object.entries(mapping).filter(([, value]) => value !== undefined && value.length > 0),
    ),
    unknown: unknown.filter((column) => ![...addresses, ...numbers].includes(column)),
  };
}

type Found = { readonly column: string } & FoundHeading;
type Of = (...headings: readonly Heading[]) => readonly Found[];

const phoneLabels: Partial<Record<Heading, string>> = {
  phoneWork: 'work',
  phoneMobile: 'mobile',
  phoneHome: 'home',
  phoneFax: 'fax',
  phonePager: 'pager',
  phoneOther: 'other',
};

function phoneEntries(of: Of) {
  const labels = of('phoneLabel');
  const plain = of('phone');
  return of('phone', ...(Object.keys(phoneLabels) as Heading[]))
    .map((one) => ({
      value: columnTemplate(one.column),
      label: phoneLabels[one.heading] ?? labelFor(one, plain, labels) ?? 'work',
    }))
    .sort((a, b) => phoneRank(a.label) - phoneRank(b.label));
}

function emailEntries(of: Of) {
  const labels = of('emailLabel');
  const plain = of('email');
  return of('email', 'emailBusiness', 'emailPrivate').map((one) => ({
    value: columnTemplate(one.column),
    label:
      one.heading === 'emailPrivate'
        ? 'private'
        : ((one.heading === 'email' ? labelFor(one, plain, labels) : undefined) ?? 'business'),
  }));
}

/** `Phone 1 - Label` is for `Phone 1 - Value`; without digits, the second label is for the second number. */
function labelFor(one: Found, plain: readonly Found[], labels: readonly Found[]): Template | undefined {
  const label = labels.find(({ index }) => index !== '' && index === one.index) ?? labels[plain.indexOf(one)];
  return label && columnTemplate(label.column);
}

const isPhone = (heading: Heading) => heading === 'phone' || heading in phoneLabels;

const isFlag = (text: string) =>
  /^(?:true|false|yes|no|normal|[01]|wahr|falsch|ja|nein|ein|aus|vrai|faux|oui|non|verdadero|falso|sí|vero|waar|onwaar|nee|prawda|fałsz)$/i.test(
    text,
  );

/** 1, 2, 3 … down a list. */
const isCounting = (texts: readonly string[]) =>
  texts.length > 1 && texts.every((text, at) => Number(text) === Number(texts[0]) + at);

const isAddressing = (text: string) =>
  /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|hr|fr|m|mme|mlle|sr|sra|sig|dhr|mevr|pan|pani)\.?(?:\s+dr\.?)?$/i.test(
    text,
  );

import { type SyntheticContact, seeded, syntheticContacts } from './synthetic-directory.ts';

export interface QueryClass {
  readonly name: string;
  readonly path: 'contacts' | 'lookup';
  /** Below /api/v1/. */
  readonly urls: readonly string[];
}

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];

/** What people and phone systems ask of a directory that `copySyntheticDirectory` made with seed 1. */
export function queryClasses(contacts: number): readonly QueryClass[] {
  const random = seeded(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const people: SyntheticContact[] = [];
  for (const contact of syntheticContacts(contacts, 1)) if (random() < 2_000 / contacts) people.push(contact);
  const named = people.filter(({ fields }) => fields.firstName !== '' && fields.lastName !== '');
  const rare = named.filter(({ fields }) => fields.lastName.length >= 9);
  const numbers = people.flatMap(({ numbers }) =>
    numbers.filter(({ e164 }) => e164 !== null).map(({ digits }) => digits),
  );
  const many = (make: () => string) => Array.from({ length: 200 }, make);
  const search = (name: string, qs: readonly string[]): QueryClass => ({
    name,
    path: 'contacts',
    urls: [...new Set(qs)].map((q) => `contacts?limit=50&q=${encodeURIComponent(q)}`),
  });
  const lookup = (name: string, asked: readonly string[]): QueryClass => ({
    name,
    path: 'lookup',
    urls: asked.map((number) => `lookup?number=${encodeURIComponent(number)}`),
  });

  return [
    search('everything', ['']),
    search('one letter', alphabet),
    search(
      'two letters',
      many(() => pick(alphabet) + pick(alphabet)),
    ),
    search('a common word', [
      'metall',
      'software',
      'gmbh',
      'group',
      'partners',
      'foods',
      'media',
      'energy',
      'anna',
      'logistics',
    ]),
    search(
      'a rare word',
      many(() => pick(rare).fields.lastName),
    ),
    search(
      'a last name',
      many(() => pick(named).fields.lastName),
    ),
    search(
      'two words',
      many(() => `${pick(named).fields.firstName} ${pick(named).fields.lastName}`),
    ),
    search(
      "somebody's whole name",
      many(() => {
        const { firstName, lastName } = pick(named).fields;
        return `${firstName} ${lastName}`;
      }),
    ),
    search(
      'digits in the middle',
      many(() => pick(numbers).slice(3, 7 + Math.floor(random() * 3))),
    ),
    search('+44 and more', [
      '+44',
      ...many(() => `+44 ${String(Math.floor(random() * 10_000)).slice(0, 1 + Math.floor(random() * 4))}`),
    ]),
    search(
      'no hit',
      many(() => `${pick(named).fields.lastName}qx${pick(alphabet)}`),
    ),
    lookup(
      'lookup, known number',
      many(() => `+${pick(numbers)}`),
    ),
    lookup(
      'lookup, national form',
      many(() => `0${pick(numbers).slice(-9)}`),
    ),
    lookup(
      'lookup, unknown number',
      many(() => `+4479${String(Math.floor(random() * 1e8)).padStart(8, '0')}`),
    ),
  ];
}

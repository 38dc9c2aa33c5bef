import type { Contact } from './contact.ts';
import { type Place, places } from './names.ts';

/** `count` made-up contacts. The same number always gives the same contacts, and contact n does not depend on the count. */
export function* generateContacts(count: number): Generator<Contact> {
  for (let n = 0; n < count; n += 1) yield generateContact(n);
}

export function generateContact(n: number): Contact {
  const random = randomOf(n);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const chance = (share: number) => random() < share;
  const place = pick(places);
  const first = pick(place.first);
  const last = chance(0.12) ? `${pick(place.last)}-${pick(place.last)}` : pick(place.last);
  const company = `${chance(0.5) ? pick(place.last) : pick(place.towns)} ${pick(place.trades)} ${pick(place.forms)}`;
  const name = `${plain(first)}.${plain(last)}`;
  const login = name.length > 3 ? `${name}${n > 999 ? n : ''}` : `contact${n}`;

  const phones = [{ number: number(place, random), label: 'work' }];
  if (chance(0.6)) phones.push({ number: number(place, random), label: 'mobile' });
  if (chance(0.08)) phones.push({ number: number(place, random), label: 'fax' });
  if (chance(0.1))
    phones.push({ number: `${number(place, random)} x${100 + Math.floor(random() * 900)}`, label: 'other' });
  if (chance(0.1)) phones.push({ number: number(place, random), label: 'home' });
  const emails = chance(0.85)
    ? [{ email: `${login}@${plain(company.split(' ')[0] ?? '') || 'company'}.example`, label: 'business' }]
    : [];
  if (chance(0.15)) emails.push({ email: `${login}@mail.example`, label: 'private' });
  return {
    id: String(100_000 + n),
    first_name: first,
    last_name: chance(0.02) ? '' : last,
    company: chance(0.9) ? company : '',
    type: chance(0.25) ? 'lead' : 'customer',
    phones,
    emails,
  };
}

/** A pattern's `#` become digits, the first of a run never 0. Some write their own country's number without its code. */
function number({ code, patterns, national }: Place, random: () => number): string {
  const pattern = patterns[Math.floor(random() * patterns.length)] ?? '### ####';
  const digits = pattern.replaceAll(/#+/g, (run) =>
    [...run].map((_, i) => (i === 0 ? 2 + Math.floor(random() * 8) : Math.floor(random() * 10))).join(''),
  );
  return random() < 0.85 ? `+${code} ${digits}` : `${national}${digits}`;
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll(/[^a-z0-9]/g, '');

/** mulberry32: small, and the same everywhere. */
function randomOf(n: number): () => number {
  let state = Math.imul(n + 1, 0x9e37_79b1) >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
